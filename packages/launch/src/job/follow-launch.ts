import type {
  LaunchedRun,
  LaunchedRunView,
  LaunchQueue,
  QueueItemView,
  WandbClient,
} from "@heddle/wandb-client";
import type { LaunchJobConfig } from "../config/launch-job-config.ts";
import { LaunchError, LaunchQueueItemFailedError, LaunchRunFailedError } from "../errors.ts";
import type { LaunchLog } from "../log.ts";
import { pause } from "../util/pause.ts";
import { isPassing } from "../util/persist.ts";
import { ConsoleFollower } from "./console-follower.ts";
import type { LaunchJobResult } from "./launch-result.ts";
import { stopLaunch } from "./stop-launch.ts";

/** The fields of a job's configuration that its follower reads. */
export type FollowConfig = Pick<
  LaunchJobConfig,
  | "stream_logs"
  | "timeout_minutes"
  | "on_cancel"
  | "stop_grace_seconds"
  | "poll_interval_seconds"
  | "no_agent_warning_seconds"
  | "log_tail_lines"
>;

/** A queued job and who follows it. */
export interface FollowedLaunch {
  readonly client: WandbClient;
  readonly queue: LaunchQueue;
  readonly itemId: string;
  readonly entity: string;
  readonly project: string;
  readonly config: FollowConfig;
  readonly log: LaunchLog;
  readonly signal?: AbortSignal | undefined;
  readonly startedAt: number;
}

const failedStates = new Set(["failed", "crashed", "killed"]);

/**
 * Follows a queued job to its end: the item until an agent takes it, then the run with its console. It watches
 * the item as well as the run all the time, since an agent may fail an item before, or instead of, starting the run.
 *
 * @throws {LaunchError} `LAUNCH_QUEUE_ITEM_FAILED`, `LAUNCH_RUN_FAILED`, `LAUNCH_TIMEOUT`, `LAUNCH_CANCELLED`
 */
export class LaunchFollower {
  readonly #launch: FollowedLaunch;
  #run: LaunchedRun | undefined;
  #console: ConsoleFollower | undefined;
  #shownState = "";
  #preemptedAt: number | undefined;
  #hasWarned = false;

  constructor(launch: FollowedLaunch) {
    this.#launch = launch;
  }

  async follow(): Promise<LaunchJobResult> {
    const { config, signal, startedAt } = this.#launch;
    const limit =
      config.timeout_minutes === undefined ? Infinity : startedAt + config.timeout_minutes * 60_000;
    for (;;) {
      if (signal?.aborted === true) return this.#cancel();
      const result = await this.#look();
      if (result !== undefined) return result;
      this.#warnWithoutAgent();
      if (Date.now() >= limit) return this.#timeOut();
      await pause(
        Math.min(config.poll_interval_seconds * 1000, Math.max(0, limit - Date.now())),
        signal,
      );
    }
  }

  /** One look at item and run; the result when the run has finished. */
  async #look(): Promise<LaunchJobResult | undefined> {
    const { queue, itemId, signal, log } = this.#launch;
    try {
      const item = await queue.item(itemId, { signal });
      const view = await this.#lookAtRun(item, signal);
      if (view?.state === "finished") return this.#result(view);
      if (view !== undefined) this.#throwIfFailed(view);
      this.#throwIfItemFailed(item);
      return undefined;
    } catch (error) {
      if (signal?.aborted === true) return undefined;
      if (!isPassing(error)) throw error;
      log.warn(
        `the server cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
      );
      return undefined;
    }
  }

  async #lookAtRun(
    item: QueueItemView | undefined,
    signal: AbortSignal | undefined,
  ): Promise<LaunchedRunView | undefined> {
    const { client, entity, project, config, log } = this.#launch;
    if (item?.runId !== undefined && this.#run?.id !== item.runId) {
      this.#run = client.launchedRun({ entity, project, id: item.runId });
      const emit = config.stream_logs ? (line: string): void => log.info(line) : undefined;
      this.#console = new ConsoleFollower(this.#run, config.log_tail_lines, emit);
    }
    const view = await this.#run?.read({ signal });
    this.#show(view === undefined ? (item?.state ?? "removed") : view.state);
    // The state is read first, so that a final state is never seen before the last lines.
    if (view !== undefined) await this.#console?.advance(signal);
    return view;
  }

  #show(state: string): void {
    if (state === this.#shownState) return;
    this.#shownState = state;
    const { log, queue, itemId } = this.#launch;
    log.info(
      this.#run === undefined
        ? `item ${itemId} of queue "${queue.name}": ${state.toLowerCase()}`
        : `run ${this.#run.path}: ${state.toLowerCase()} (${this.#run.url})`,
    );
  }

  #throwIfFailed(view: LaunchedRunView): void {
    if (view.state !== "preempted") this.#preemptedAt = undefined;
    else this.#preemptedAt ??= Date.now();
    const graceMs = this.#launch.config.stop_grace_seconds * 1000;
    // An agent puts a pre-empted run back in the queue; only one that stays so has failed.
    const isGivenUp = this.#preemptedAt !== undefined && Date.now() - this.#preemptedAt >= graceMs;
    if (!failedStates.has(view.state) && !isGivenUp) return;
    const run = this.#run;
    if (run === undefined) return;
    throw new LaunchRunFailedError({
      state: view.state,
      runUrl: run.url,
      runPath: run.path,
      logTail: this.#console?.tail ?? [],
    });
  }

  #throwIfItemFailed(item: QueueItemView | undefined): void {
    if (item !== undefined && item.state !== "FAILED") return;
    const { queue, itemId } = this.#launch;
    throw new LaunchQueueItemFailedError({
      queue: queue.name,
      queueItemId: itemId,
      message: item === undefined ? "it was removed from the queue" : (item.error?.message ?? ""),
      phase: item?.error?.phase,
      filePaths: item?.error?.filePaths ?? [],
    });
  }

  #warnWithoutAgent(): void {
    const { config, log, queue, startedAt } = this.#launch;
    const seconds = config.no_agent_warning_seconds;
    if (this.#hasWarned || this.#run !== undefined || seconds === 0) return;
    if (Date.now() - startedAt < seconds * 1000) return;
    this.#hasWarned = true;
    log.warn(
      `no agent has taken the item for ${seconds} s; is one polling the queue "${queue.name}"?`,
    );
  }

  #result(view: LaunchedRunView): LaunchJobResult {
    const { queue, itemId, startedAt } = this.#launch;
    return {
      state: "finished",
      queue: queue.name,
      queueItemId: itemId,
      runId: this.#run?.id,
      runPath: this.#run?.path,
      runUrl: this.#run?.url,
      exitCode: undefined,
      summary: view.summary,
      durationMs: Date.now() - startedAt,
    };
  }

  async #timeOut(): Promise<never> {
    const { config, itemId, queue } = this.#launch;
    const isStopped = config.on_cancel === "stop" && (await stopLaunch(this.#launch, this.#run));
    throw new LaunchError({
      code: "LAUNCH_TIMEOUT",
      message: `Item ${itemId} of queue "${queue.name}" did not end within ${config.timeout_minutes} minutes${this.#whereItIs()}.`,
      details: { queue: queue.name, queueItemId: itemId, runPath: this.#run?.path, isStopped },
    });
  }

  async #cancel(): Promise<never> {
    const { config, itemId, queue, signal } = this.#launch;
    const isStopped = config.on_cancel === "stop" && (await stopLaunch(this.#launch, this.#run));
    const what =
      config.on_cancel === "detach"
        ? "was left alone"
        : isStopped
          ? "was stopped"
          : `was asked to stop but still runs after ${config.stop_grace_seconds} s`;
    throw new LaunchError({
      code: "LAUNCH_CANCELLED",
      message: `The wait was cancelled; item ${itemId} of queue "${queue.name}" ${what}${this.#whereItIs()}.`,
      details: { queue: queue.name, queueItemId: itemId, runPath: this.#run?.path, isStopped },
      cause: signal?.reason,
    });
  }

  #whereItIs(): string {
    return this.#run === undefined ? "" : ` (${this.#run.url})`;
  }
}
