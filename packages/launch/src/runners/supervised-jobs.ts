import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { LaunchError } from "../errors.ts";
import { endGroup, processIdentity } from "../supervisor/process-group.ts";
import {
  type JobEnd,
  jobFiles,
  type JobProcess,
  type JobSubmission,
} from "../supervisor/protocol.ts";
import { Supervisor } from "../supervisor/supervisor.ts";
import { createWhole } from "../util/whole-file.ts";
import { readConsole } from "./console-file.ts";
import type { RunnerLogs, RunnerStatus } from "./runner.ts";

/** A job as {@link SupervisedJobs} starts it. */
export interface SupervisedJobStart {
  readonly folder: string;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly cleanup?: readonly (readonly string[])[] | undefined;
}

/** How long `adopt` waits for a supervisor that is just ending its jobs, in milliseconds. */
const supervisorPatienceMs = 5_000;

/**
 * Jobs of this machine under one supervisor, each known by its folder. It is what the process runner and the
 * container runner have in common: starting at most once, watching, reading the console, ending all processes,
 * and telling the truth after the agent died.
 */
export class SupervisedJobs implements AsyncDisposable {
  readonly #supervisor = new Supervisor();
  readonly #ends = new Map<string, Promise<JobEnd>>();

  /**
   * Starts the job of a folder, at most once.
   *
   * @throws {LaunchError} `LAUNCH_PROGRAM_MISSING`, `LAUNCH_SUPERVISOR_LOST`; `LAUNCH_SPEC_INVALID` when
   * this folder's job was submitted before
   */
  async start(job: SupervisedJobStart): Promise<void> {
    const submission: JobSubmission = { supervisor: this.#supervisor.ready() };
    const record = join(job.folder, jobFiles.submitted);
    if (!(await createWhole(record, JSON.stringify(submission)))) {
      throw new LaunchError({
        code: "LAUNCH_SPEC_INVALID",
        message: `The job in ${job.folder} was already submitted; it is not started twice.`,
      });
    }
    const { ended } = await this.#supervisor.start({
      id: job.folder,
      folder: job.folder,
      command: job.command,
      cwd: job.cwd,
      environment: job.environment,
      cleanup: job.cleanup ?? [],
    });
    this.#ends.set(job.folder, ended);
  }

  /** The job's states: running, then how it ended. */
  async *watch(folder: string, signal: AbortSignal | undefined): AsyncGenerator<RunnerStatus> {
    const ended = this.#ends.get(folder);
    if (ended === undefined) {
      const end = await readJson<JobEnd>(folder, jobFiles.exit);
      yield end === undefined
        ? { state: "lost", message: "nothing is known of this job" }
        : statusOf(end);
      return;
    }
    yield { state: "running" };
    const end = await unlessAborted(ended, signal);
    if (end !== undefined) yield statusOf(end);
  }

  async logs(folder: string, cursor: string | undefined): Promise<RunnerLogs> {
    const complete = (await readJson<JobEnd>(folder, jobFiles.exit)) !== undefined;
    return readConsole(join(folder, jobFiles.console), cursor, complete);
  }

  async cancel(folder: string, graceMs: number): Promise<void> {
    await this.#supervisor.cancel(folder, graceMs);
  }

  /**
   * What became of a job whose agent died. Its processes are ended before this returns.
   *
   * @returns undefined when it was never submitted
   */
  async settle(folder: string): Promise<RunnerStatus | undefined> {
    const submission = await readJson<JobSubmission>(folder, jobFiles.submitted);
    if (submission === undefined) return undefined;
    await this.#untilGone(submission.supervisor);
    const process = await readJson<JobProcess>(folder, jobFiles.process);
    if (process !== undefined && processIdentity(process.pid) === process.identity)
      await endGroup(process.pid, 0);
    const end = await readJson<JobEnd>(folder, jobFiles.exit);
    if (end !== undefined) return statusOf(end);
    return { state: "lost", message: "the agent and its supervisor died while the job ran" };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#supervisor[Symbol.asyncDispose]();
  }

  async #untilGone(supervisor: JobProcess): Promise<void> {
    const limit = Date.now() + supervisorPatienceMs;
    while (processIdentity(supervisor.pid) === supervisor.identity) {
      if (Date.now() > limit) {
        await endGroup(supervisor.pid, 0);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Tells how a job ended in the words of a runner. */
export function statusOf(end: JobEnd): RunnerStatus {
  const detail = {
    ...(end.exitCode === null ? {} : { exitCode: end.exitCode }),
    ...(end.signal === null ? {} : { signal: end.signal }),
  };
  switch (end.reason) {
    case "cancelled":
      return { state: "stopped", ...detail, message: "the job was cancelled" };
    case "agent-lost":
      return {
        state: "lost",
        ...detail,
        message: "the agent died while the job ran, and the job was ended",
      };
    case "supervisor-lost":
      return {
        state: "lost",
        ...detail,
        message: "the supervisor of the job died, and the job was ended",
      };
    case "exited":
      break;
  }
  return end.exitCode === 0 ? { state: "finished", exitCode: 0 } : { state: "failed", ...detail };
}

async function readJson<T>(folder: string, name: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, name), "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (signal === undefined) return promise;
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const onAbort = (): void => resolve(undefined);
  if (signal.aborted) return undefined;
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
