import { availableParallelism } from "node:os";
import type { RunTagLimit } from "../config/resolved-run-config.ts";
import type { KnownStep } from "./known-steps.ts";
import { ReadyQueue } from "./ready-queue.ts";
import type { RunningExecutor } from "./executor.ts";
import type { StepOutcome } from "./step-outcome.ts";
import { StepStates, type RunStep, type SkipReason } from "./step-states.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import type { SerializedError } from "../instance/event-data.ts";

/** Gives and takes back places in pools that hold over runs. */
export interface SlotKeeper {
  /** Resolves when the step may run; rejects when the signal aborts. */
  acquire(runStep: RunStep, signal: AbortSignal): Promise<void>;
  release(runStep: RunStep): Promise<void>;
  /** Whether the step needs a place at all. */
  needed(runStep: RunStep): boolean;
}

/** What a scheduler works with. */
export interface SchedulerOptions {
  readonly plan: ExecutionPlan;
  readonly executor: RunningExecutor;
  /** Default: the number of processors, at least 4. */
  readonly maxConcurrent: number | undefined;
  readonly tagLimits: readonly RunTagLimit[];
  readonly slots: SlotKeeper | undefined;
  /** Steps that an earlier run did: they count as succeeded without running. */
  readonly known?: ReadonlyMap<string, KnownStep>;
  readonly signal: AbortSignal;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Called before a skipped step counts as skipped. */
  readonly onSkip: (runStep: RunStep, reason: SkipReason) => void;
}

/** How all steps of a run ended. */
export interface ScheduleResult {
  readonly states: StepStates;
  readonly firstFailure: { readonly stepKey: string; readonly error: SerializedError } | undefined;
  readonly canceled: boolean;
}

/**
 * Runs the steps of a plan as soon as what they need is there: by priority, then by definition order, at most so many at a
 * time. A failed step takes down only what depends on it. A step that waits for its next try holds no place.
 */
export async function schedule(options: SchedulerOptions): Promise<ScheduleResult> {
  return new Scheduler(options).run();
}

class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #states: StepStates;
  readonly #ready = new ReadyQueue<RunStep & { readonly attempt: number }>();
  readonly #held: (RunStep & { readonly attempt: number })[] = [];
  readonly #tagUse = new Map<string, number>();
  readonly #limit: number;
  #running = 0;
  #pending = 0;
  #canceled = false;
  #firstFailure: ScheduleResult["firstFailure"];
  #done: (() => void) | undefined;
  #fail: ((error: unknown) => void) | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#states = new StepStates(options.plan);
    const { maxConcurrent } = options;
    this.#limit =
      maxConcurrent === undefined || maxConcurrent === 0
        ? Math.max(4, availableParallelism())
        : maxConcurrent;
  }

  async run(): Promise<ScheduleResult> {
    const finished = new Promise<void>((resolve, reject) => {
      this.#done = resolve;
      this.#fail = reject;
    });
    this.#enqueue(this.#states.start());
    this.#advance();
    await finished;
    return { states: this.#states, firstFailure: this.#firstFailure, canceled: this.#canceled };
  }

  /** Queues steps that wait for nothing; those that cannot run end at once, and so may others behind them. */
  #enqueue(steps: readonly RunStep[]): void {
    const pending = [...steps];
    for (let runStep = pending.shift(); runStep !== undefined; runStep = pending.shift()) {
      const known = this.#options.known?.get(runStep.key);
      if (known !== undefined) {
        pending.push(...this.#states.end(runStep, "succeeded", known.outcome));
        continue;
      }
      const reason = this.#states.skipReason(runStep);
      if (reason === undefined) {
        this.#ready.push({ ...runStep, attempt: 0 });
        continue;
      }
      this.#options.onSkip(runStep, reason);
      pending.push(...this.#states.end(runStep, "skipped"));
    }
  }

  #advance(): void {
    const { signal } = this.#options;
    if (signal.aborted)
      this.#canceled ||=
        this.#ready.size > 0 || this.#held.length > 0 || this.#running > 0 || this.#pending > 0;
    while (!signal.aborted && this.#running < this.#limit) {
      const next = this.#ready.pop();
      if (next === undefined) break;
      if (this.#hasTagRoom(next)) this.#launch(next);
      else this.#held.push(next);
    }
    if (
      this.#running === 0 &&
      this.#pending === 0 &&
      (signal.aborted || (this.#ready.size === 0 && this.#held.length === 0))
    )
      this.#done?.();
  }

  #launch(runStep: RunStep & { readonly attempt: number }): void {
    this.#running += 1;
    this.#countTags(runStep, 1);
    this.#follow(runStep).catch((error: unknown) => this.#fail?.(error));
  }

  async #follow(runStep: RunStep & { readonly attempt: number }): Promise<void> {
    const outcome = await this.#try(runStep);
    this.#running -= 1;
    this.#countTags(runStep, -1);
    for (const held of this.#held.splice(0)) this.#ready.push(held);
    this.#ended(runStep, outcome);
    this.#advance();
  }

  async #try(runStep: RunStep & { readonly attempt: number }): Promise<StepOutcome> {
    const { slots, signal, executor } = this.#options;
    const slotted = slots?.needed(runStep) === true;
    if (slotted) {
      try {
        await slots?.acquire(runStep, signal);
      } catch (error) {
        if (signal.aborted)
          return {
            status: "canceled",
            error: { name: "AbortError", message: "cancelled while waiting for a slot" },
          };
        throw error;
      }
    }
    try {
      return await executor.launch({
        step: runStep.step,
        stepKey: runStep.key,
        mappingKey: runStep.mappingKey,
        attempt: runStep.attempt,
        mappingKeys: this.#states.mappingKeys,
        produced: this.#states.produced,
        signal,
      });
    } finally {
      if (slotted) await slots?.release(runStep);
    }
  }

  #ended(runStep: RunStep & { readonly attempt: number }, outcome: StepOutcome): void {
    switch (outcome.status) {
      case "success":
        this.#enqueue(this.#states.end(runStep, "succeeded", outcome));
        return;
      case "retry":
        this.#retryLater(runStep, outcome.secondsToWait);
        return;
      case "canceled":
        this.#canceled = true;
        this.#states.end(runStep, "failed");
        return;
      case "failure":
        this.#firstFailure ??= { stepKey: runStep.key, error: outcome.error };
        this.#enqueue(this.#states.end(runStep, "failed"));
    }
  }

  #retryLater(runStep: RunStep & { readonly attempt: number }, seconds: number): void {
    this.#pending += 1;
    this.#options
      .sleep(seconds * 1000, this.#options.signal)
      .then(
        () => this.#ready.push({ ...runStep, attempt: runStep.attempt + 1 }),
        () => {
          this.#canceled = true;
        },
      )
      .finally(() => {
        this.#pending -= 1;
        this.#advance();
      })
      .catch((error: unknown) => this.#fail?.(error));
  }

  #hasTagRoom(runStep: RunStep): boolean {
    return this.#tagCounters(runStep).every(
      ({ counter, limit }) => (this.#tagUse.get(counter) ?? 0) < limit,
    );
  }

  #countTags(runStep: RunStep, change: number): void {
    for (const { counter } of this.#tagCounters(runStep))
      this.#tagUse.set(counter, (this.#tagUse.get(counter) ?? 0) + change);
  }

  #tagCounters(runStep: RunStep): readonly { readonly counter: string; readonly limit: number }[] {
    return this.#options.tagLimits.flatMap((limit) => {
      const value = runStep.step.tags[limit.key];
      if (value === undefined || (limit.value !== undefined && limit.value !== value)) return [];
      return [
        {
          counter: `${limit.key}=${limit.value ?? (limit.perValue ? value : "*")}`,
          limit: limit.limit,
        },
      ];
    });
  }
}
