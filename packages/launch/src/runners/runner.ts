import type { Launch } from "../spec/launch-spec.ts";

/** Where a submitted job stands. `preempted` jobs may be put back in the queue. */
export type RunnerState =
  | "starting"
  | "running"
  | "stopping"
  | "finished"
  | "failed"
  | "stopped"
  | "preempted"
  | "lost";

/** The states after which nothing more happens. */
export const finalRunnerStates: readonly RunnerState[] = [
  "finished",
  "failed",
  "stopped",
  "preempted",
  "lost",
];

/** One observation of a submitted job. */
export interface RunnerStatus {
  readonly state: RunnerState;
  /** Exit code of the job's program, when the runner knows it. */
  readonly exitCode?: number | undefined;
  /** Signal that ended the job's program. */
  readonly signal?: string | undefined;
  /** One sentence for people, for example why a job was lost. */
  readonly message?: string | undefined;
  /** Things that did not stop the job but should be seen; shown on the queue item. */
  readonly warnings?: readonly string[] | undefined;
}

/** A job that is ready to be submitted: everything decided, nothing left to look up. */
export interface RunnerJob {
  /** Id that is unique among the jobs of the agent and stable across its restarts. */
  readonly id: string;
  readonly launch: Launch;
  readonly runId: string;
  /** Program and its first arguments; empty for an image with its own entry point. */
  readonly command: readonly string[];
  /** Further arguments, for the program or the image's own entry point. */
  readonly args: readonly string[];
  /** The launch variables: identity, key and configuration of the run. */
  readonly environment: Readonly<Record<string, string>>;
  /** Folder that belongs to this job alone; exists. Console and status files go there. */
  readonly folder: string;
  /** Folder of the job's code on this machine; undefined for an image. */
  readonly codeFolder: string | undefined;
  /** Image to run, for runners of containers. */
  readonly image: string | undefined;
}

/** The part of a job by which a runner chooses its handle. */
export type RunnerIdentity = Pick<RunnerJob, "id" | "folder" | "runId" | "launch">;

/**
 * What a runner needs to find a job again, also after a restart of the agent: plain JSON, written to the
 * agent's journal *before* the job is submitted. So the runner must be able to choose it beforehand (a
 * folder, a name in a cluster).
 */
export interface RunnerHandle {
  readonly runner: string;
  readonly [detail: string]: unknown;
}

/** Console lines from a place on. */
export interface RunnerLogs {
  readonly lines: readonly string[];
  /** Where to read on. */
  readonly cursor: string;
}

/**
 * Runs jobs somewhere: in a process, a container, a cluster. The agent and local launches know runners
 * only by this interface, so further ones (Kubernetes, a batch service) need no change elsewhere.
 *
 * The contract: `submit` starts a job at most
 * once for one handle; `watch` always ends with a final state; `cancel` leaves no part of the job behind;
 * after the agent died, `adopt` on the same handle tells the truth about the job: still watched, ended, or lost.
 */
export interface Runner extends AsyncDisposable {
  /** The resource name that queue items ask for. */
  readonly resource: string;
  /** Whether this runner runs code folders, images, or both. */
  readonly accepts: { readonly code: boolean; readonly image: boolean };
  /**
   * Refuses a launch that this runner could never run, before anything is fetched.
   *
   * @throws an error whose message is shown on the queue item
   */
  check(launch: Launch): void;
  /** Chooses the handle of a job; pure, no side effect. */
  handleFor(job: RunnerIdentity): RunnerHandle;
  /**
   * Starts the job.
   *
   * @throws when it could not be started; then nothing of it runs
   */
  submit(
    job: RunnerJob,
    handle: RunnerHandle,
    options?: { readonly signal?: AbortSignal },
  ): Promise<void>;
  /**
   * Each change of the job's state, the present one first, the final one last. Ends early without a final
   * state only when `signal` aborts.
   */
  watch(
    handle: RunnerHandle,
    options?: { readonly signal?: AbortSignal },
  ): AsyncIterable<RunnerStatus>;
  /**
   * Console lines of the job, from `cursor` on; the first call has none. Incomplete last lines are held back
   * until the job has ended.
   */
  logs(handle: RunnerHandle, cursor?: string): Promise<RunnerLogs>;
  /**
   * Ends the job with all its processes: asks, waits `graceMs`, then kills. Returns when nothing runs any more.
   * Cancelling an ended job does nothing.
   */
  cancel(handle: RunnerHandle, options?: { readonly graceMs?: number }): Promise<void>;
  /**
   * Takes a job over that an earlier agent submitted or was about to submit.
   *
   * @returns `watching` when it can be watched on, its final status when it ended or is lost, or
   * `never-submitted` when it was never started
   */
  adopt(handle: RunnerHandle): Promise<"watching" | "never-submitted" | RunnerStatus>;
}
