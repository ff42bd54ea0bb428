import { setTimeout as wait } from "node:timers/promises";
import type { Definitions } from "../definitions/definitions.ts";
import { CoreError } from "../errors.ts";
import { executeRun } from "../execution/execute-run.ts";
import type { BackfillRecord } from "../instance/coordination-storage.ts";
import { createEvent } from "../instance/create-event.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { RunRecord } from "../instance/run-record.ts";
import { settleLostRun } from "../instance/ownership/settle-lost-runs.ts";
import { isFinished } from "../instance/run-status.ts";
import type { BackfillChunk } from "./backfill-work.ts";
import { cancelQueued } from "./cancel-queued.ts";
import { chunkRun } from "./chunk-run.ts";
import { madeBy, mostAttempts } from "./made-by.ts";
import { progressOf } from "./backfill-progress.ts";
import type { PlannedBackfill } from "./read-work.ts";
import type { RunBackfillOptions } from "./run-backfill.ts";
import { RunSlots } from "./run-slots.ts";

const runsPerTransaction = 500;
const watchMs = 200;

interface Queued {
  readonly chunk: BackfillChunk;
  readonly run: RunRecord;
}

/** Requests the runs of one backfill as soon as what they need is there, and runs them in this process. */
export class BackfillEngine {
  readonly #definitions: Definitions;
  readonly #options: RunBackfillOptions;
  readonly #instance: Instance;
  readonly #planned: PlannedBackfill;
  readonly #lost: AbortSignal;
  readonly #cancel = new AbortController();
  readonly #slots: RunSlots;
  readonly #queue: Queued[] = [];
  readonly #running = new Set<Promise<void>>();
  #record: BackfillRecord;
  #wake: () => void = () => undefined;

  constructor(
    definitions: Definitions,
    options: RunBackfillOptions,
    record: BackfillRecord,
    planned: PlannedBackfill,
    lost: AbortSignal,
  ) {
    this.#definitions = definitions;
    this.#options = options;
    this.#instance = options.instance;
    this.#record = record;
    this.#planned = planned;
    this.#lost = lost;
    this.#slots = new RunSlots(options.instance, options.maxConcurrentRuns);
  }

  async run(): Promise<BackfillRecord> {
    const { signal } = this.#options;
    const onAbort = (): void => {
      void this.#requestCancel();
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted === true) await this.#requestCancel();
    const stopped = new AbortController();
    const watching = this.#watch(stopped.signal);
    const giveUp = (): void => {
      this.#cancel.abort(this.#lost.reason);
      this.#wake();
    };
    this.#lost.addEventListener("abort", giveUp, { once: true });
    try {
      await this.#loop();
      await Promise.all(this.#running);
      this.#lost.throwIfAborted();
      return await this.#finish();
    } finally {
      this.#cancel.abort();
      await Promise.allSettled(this.#running);
      this.#slots.close();
      stopped.abort();
      await watching;
      signal?.removeEventListener("abort", onAbort);
    }
  }

  async #loop(): Promise<void> {
    const { work } = this.#planned;
    while (!work.isDone && !this.#cancel.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      await this.#request(work.takeReady());
      const waits = await this.#startQueued();
      if (work.isDone || this.#cancel.signal.aborted) return;
      await (waits ? Promise.race([woken, wait(100)]) : woken);
    }
  }

  /** Creates the runs of chunks, many at a time; a run that is there already is taken as it is. */
  async #request(chunks: readonly BackfillChunk[]): Promise<void> {
    for (let start = 0; start < chunks.length; start += runsPerTransaction) {
      this.#lost.throwIfAborted();
      await this.#requestSome(chunks.slice(start, start + runsPerTransaction), 0);
    }
  }

  async #requestSome(chunks: readonly BackfillChunk[], attempt: number): Promise<void> {
    if (chunks.length === 0) return;
    const wanted = chunks.map((chunk) =>
      chunkRun(this.#definitions, this.#record, this.#planned.plan, chunk, attempt),
    );
    const created = await this.#instance.createRuns(await Promise.all(wanted));
    const fresh = created.filter(({ run }) => run.status === "NOT_STARTED");
    if (fresh.length > 0) {
      await this.#instance.append(
        ...fresh.map(({ run }) =>
          createEvent("RUN_ENQUEUED", {
            runId: run.runId,
            jobName: run.jobName,
            timestamp: this.#instance.now(),
            data:
              run.tags["dagster/partition"] === undefined
                ? {}
                : { partitionKey: run.tags["dagster/partition"] },
          }),
        ),
      );
    }
    const again: BackfillChunk[] = [];
    for (const [index, { run }] of created.entries()) {
      const chunk = chunks[index];
      if (chunk === undefined) continue;
      if (run.status === "NOT_STARTED" || run.status === "QUEUED") this.#queue.push({ chunk, run });
      else if (await this.#settle(chunk, run, attempt)) again.push(chunk);
    }
    await this.#requestSome(again, attempt + 1);
  }

  /** Takes a run that an earlier process made. @returns whether it must be made again */
  async #settle(chunk: BackfillChunk, run: RunRecord, attempt: number): Promise<boolean> {
    const ended = await this.#endOf(run);
    const made = await madeBy(this.#instance, chunk, ended);
    const diedHalfWay =
      (await wasAbandoned(this.#instance, ended)) && made.size < Math.max(1, chunk.members.length);
    if (diedHalfWay && attempt + 1 < mostAttempts) return true;
    this.#planned.work.end(
      chunk,
      made,
      ended.status === "SUCCESS" || (chunk.members.length > 0 && made.size >= chunk.members.length),
    );
    this.#wake();
    return false;
  }

  /** Waits for the end of a run that an earlier process made, as long as that one may live. */
  async #endOf(run: RunRecord): Promise<RunRecord> {
    for (let current = run; ;) {
      if (isFinished(current.status)) return current;
      const settled = await settleLostRun(this.#instance, current);
      if (settled !== undefined) return settled;
      this.#lost.throwIfAborted();
      await wait(watchMs);
      current = (await this.#instance.getRun(run.runId)) ?? current;
    }
  }

  /** Starts what has room. @returns whether something waits for room that other processes hold */
  async #startQueued(): Promise<boolean> {
    const blocked = new Set<string>();
    for (let at = 0; at < this.#queue.length && this.#slots.hasRoomHere;) {
      const next = this.#queue[at];
      if (next === undefined || this.#cancel.signal.aborted) return false;
      const kind = this.#slots.kindOf(next.run);
      if (blocked.has(kind) || !(await this.#slots.take(next.run))) {
        blocked.add(kind);
        if (kind === "") return true;
        at += 1;
        continue;
      }
      this.#queue.splice(at, 1);
      const running = this.#execute(next).finally(() => {
        this.#running.delete(running);
        this.#slots.give(next.run);
        this.#wake();
      });
      this.#running.add(running);
    }
    return blocked.size > 0;
  }

  async #execute({ chunk, run }: Queued): Promise<void> {
    const { plan, context } = this.#planned;
    const { resources, executor, loggers, environment, maxConcurrent, cancelGraceMs, clock } =
      this.#options;
    const instance = this.#instance;
    const given = {
      resources,
      executor,
      loggers,
      environment,
      maxConcurrent,
      cancelGraceMs,
      clock,
    };
    const key = run.tags["dagster/partition"];
    try {
      const prepared = await this.#definitions.prepare(run.jobName, {
        ...(Object.fromEntries(
          Object.entries(given).filter(([, value]) => value !== undefined),
        ) as object),
        instance,
        runId: run.runId,
        raiseOnError: false,
        signal: this.#cancel.signal,
        currentTime: new Date(Number(context.currentTime)),
        ...(plan.runConfig === undefined
          ? {}
          : { runConfig: plan.runConfig as Readonly<Record<string, unknown>> }),
        ...(key === undefined ? {} : { partitionKey: key }),
        ...(key === undefined && chunk.range !== undefined ? { partitionRange: chunk.range } : {}),
        ...(plan.jobName === undefined
          ? { assetSelection: chunk.members.map(({ node }) => node.key) }
          : {}),
      });
      await executeRun(prepared);
    } catch (error) {
      await this.#failed(run, error);
    }
    const ended = (await instance.getRun(run.runId)) ?? run;
    this.#planned.work.end(chunk, await madeBy(instance, chunk, ended), ended.status === "SUCCESS");
  }

  /** A run that could not even be started. */
  async #failed(run: RunRecord, error: unknown): Promise<void> {
    const current = await this.#instance.getRun(run.runId);
    if (current === undefined || isFinished(current.status)) return;
    const message = error instanceof Error ? error.message : String(error);
    await this.#instance.append(
      createEvent("RUN_FAILURE", {
        runId: run.runId,
        jobName: run.jobName,
        timestamp: this.#instance.now(),
        message,
        data: {
          failureReason: "JOB_INITIALIZATION_FAILURE",
          error: {
            name: error instanceof Error ? error.name : "NonError",
            message,
            ...(CoreError.is(error) ? { code: error.code } : {}),
          },
        },
      }),
    );
  }

  /** Follows whether the backfill is to be cancelled, and stores how far it got. */
  async #watch(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await wait(watchMs, undefined, { signal: stopped }).catch(() => undefined);
      if (stopped.aborted) return;
      await this.#storeProgress({});
      if (this.#record.status === "CANCELING" && !this.#cancel.signal.aborted) this.#stop();
    }
  }

  async #requestCancel(): Promise<void> {
    await this.#storeProgress({ status: "CANCELING" });
    this.#stop();
  }

  #stop(): void {
    this.#cancel.abort(
      new CoreError({
        code: "CORE_CANCELED",
        message: `backfill "${this.#record.backfillId}" was cancelled`,
      }),
    );
    this.#wake();
  }

  async #storeProgress(change: Partial<Pick<BackfillRecord, "status" | "endedAt">>): Promise<void> {
    const progress = progressOf(this.#planned) as unknown as JsonValue;
    const { backfillId } = this.#record;
    const { storage } = this.#instance;
    while (true) {
      const changes =
        Object.keys(change).length > 0 ||
        JSON.stringify(progress) !== JSON.stringify(this.#record.progress);
      const updated = changes
        ? await storage.updateBackfill(backfillId, this.#record.version, { progress, ...change })
        : await storage.getBackfill(backfillId);
      if (updated !== undefined) {
        this.#record = updated;
        return;
      }
      const current = await storage.getBackfill(backfillId);
      if (current === undefined) return;
      this.#record = current;
    }
  }

  async #finish(): Promise<BackfillRecord> {
    if (this.#cancel.signal.aborted) {
      await cancelQueued(this.#instance, this.#record.backfillId);
      await this.#storeProgress({ status: "CANCELED", endedAt: this.#instance.now() });
      return this.#record;
    }
    const { runs } = progressOf(this.#planned);
    const status = runs.failed + runs.blocked > 0 ? "COMPLETED_FAILED" : "COMPLETED_SUCCESS";
    await this.#storeProgress({ status, endedAt: this.#instance.now() });
    return this.#record;
  }
}

/** Whether a run ended because its process died, or had lost the backfill to another one. */
async function wasAbandoned(instance: Instance, run: RunRecord): Promise<boolean> {
  if (run.failureReason === "UNEXPECTED_TERMINATION") return true;
  if (run.status !== "CANCELED") return false;
  const { events } = await instance.getEvents({ runId: run.runId, types: ["RUN_CANCELED"] });
  return events.some(({ data }) => data.error?.code === "CORE_LOST_CLAIM");
}
