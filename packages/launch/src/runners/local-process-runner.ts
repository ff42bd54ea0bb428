import { LaunchError } from "../errors.ts";
import { inheritedEnvironment } from "../spec/launch-environment.ts";
import type { Launch } from "../spec/launch-spec.ts";
import type {
  Runner,
  RunnerHandle,
  RunnerIdentity,
  RunnerJob,
  RunnerLogs,
  RunnerStatus,
} from "./runner.ts";
import { SupervisedJobs } from "./supervised-jobs.ts";

/** Settings of the local process runner. */
export interface LocalProcessRunnerOptions {
  /**
   * Variables that jobs inherit, less those that name the agent's own run and key. Default: the environment
   * of this process.
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs jobs as processes of this machine: no shell, an own folder, an own process group, under a supervisor that
 * ends the group when the agent dies. Resource name `local-process`, as in W&B.
 */
export class LocalProcessRunner implements Runner {
  readonly resource: string = "local-process";
  readonly accepts: { readonly code: boolean; readonly image: boolean } = {
    code: true,
    image: false,
  };
  readonly #jobs = new SupervisedJobs();
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(options: LocalProcessRunnerOptions = {}) {
    this.#environment = options.environment ?? process.env;
  }

  /** @throws {LaunchError} `LAUNCH_SPEC_INVALID` for an image */
  check(launch: Launch): void {
    if (launch.code.kind !== "image") return;
    throw new LaunchError({
      code: "LAUNCH_SPEC_INVALID",
      message: `The image "${launch.code.image}" cannot run as a local process.`,
      hint: "Use the resource local-container, or a job with code.",
    });
  }

  handleFor(job: RunnerIdentity): RunnerHandle {
    return { runner: this.resource, folder: job.folder };
  }

  /** @throws {LaunchError} `LAUNCH_PROGRAM_MISSING`, `LAUNCH_SUPERVISOR_LOST` */
  async submit(job: RunnerJob): Promise<void> {
    await this.#jobs.start({
      folder: job.folder,
      command: [...job.command, ...job.args],
      cwd: job.codeFolder ?? job.folder,
      environment: inheritedEnvironment(this.#environment, job.environment),
    });
  }

  watch(
    handle: RunnerHandle,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncIterable<RunnerStatus> {
    return this.#jobs.watch(folderOf(handle), options.signal);
  }

  logs(handle: RunnerHandle, cursor?: string): Promise<RunnerLogs> {
    return this.#jobs.logs(folderOf(handle), cursor);
  }

  cancel(handle: RunnerHandle, options: { readonly graceMs?: number } = {}): Promise<void> {
    return this.#jobs.cancel(folderOf(handle), options.graceMs ?? 10_000);
  }

  async adopt(handle: RunnerHandle): Promise<"never-submitted" | RunnerStatus> {
    return (await this.#jobs.settle(folderOf(handle))) ?? "never-submitted";
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#jobs[Symbol.asyncDispose]();
  }
}

function folderOf(handle: RunnerHandle): string {
  const folder = handle["folder"];
  if (typeof folder !== "string") throw new TypeError("this handle belongs to another runner");
  return folder;
}
