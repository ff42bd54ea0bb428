import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { LaunchError } from "../../errors.ts";
import { checkImage, containerArguments } from "../../spec/container-args.ts";
import { inheritedEnvironment } from "../../spec/launch-environment.ts";
import type { Launch } from "../../spec/launch-spec.ts";
import type {
  Runner,
  RunnerHandle,
  RunnerIdentity,
  RunnerJob,
  RunnerLogs,
  RunnerStatus,
} from "../runner.ts";
import { stderrOf } from "../../util/stderr-of.ts";
import { SupervisedJobs } from "../supervised-jobs.ts";
import { containerCommand } from "./container-command.ts";
import { dialectOf } from "./engine-dialect.ts";

const run = promisify(execFile);

/** Settings of the local container runner. */
export interface LocalContainerRunnerOptions {
  /** The engine's command. Default `docker`; `podman` takes the same arguments. */
  readonly engine?: string;
  /** Image for jobs that bring code but no image. Default: such jobs are refused. */
  readonly codeImage?: string;
  /** The engine's environment and the source of macros. Default: the environment of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Runs jobs in containers of this machine through the command line of docker or podman. Commands are argument
 * arrays; variables go through the engine's environment, so no secret shows in a process list. The container is
 * removed at the job's end, also when the agent dies. Resource name `local-container`, as in W&B.
 */
export class LocalContainerRunner implements Runner {
  readonly resource: string = "local-container";
  readonly accepts: { readonly code: boolean; readonly image: boolean };
  readonly #jobs = new SupervisedJobs();
  readonly #engine: string;
  readonly #codeImage: string | undefined;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(options: LocalContainerRunnerOptions = {}) {
    this.#engine = options.engine ?? "docker";
    this.#codeImage = options.codeImage;
    this.#environment = options.environment ?? process.env;
    this.accepts = { code: this.#codeImage !== undefined, image: true };
  }

  /** @throws {LaunchError} `LAUNCH_IMAGE_REFUSED`, `LAUNCH_CONTAINER_ARGS_REFUSED` */
  check(launch: Launch): void {
    if (launch.code.kind === "image") checkImage(launch.code.image);
    const options = launch.resourceArgs["local-container"];
    if (typeof options !== "object" || options === null) containerArguments(options);
    else
      containerArguments(
        Object.fromEntries(Object.entries(options).filter(([name]) => name !== "builder")),
      );
  }

  handleFor(job: RunnerIdentity): RunnerHandle {
    const options = job.launch.resourceArgs["local-container"];
    const asked =
      typeof options === "object" && options !== null
        ? (options as { readonly name?: unknown }).name
        : undefined;
    const container =
      typeof asked === "string"
        ? asked.replaceAll("${run_id}", job.runId)
        : `heddle-${job.runId}-${safeName(job.id)}`;
    return { runner: this.resource, folder: job.folder, container };
  }

  /**
   * Pulls the image, then starts the container.
   *
   * @throws {LaunchError} `LAUNCH_ENGINE_MISSING`, `LAUNCH_IMAGE_REFUSED`
   */
  async submit(
    job: RunnerJob,
    handle: RunnerHandle,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<void> {
    const image = job.image ?? this.#codeImage;
    if (image === undefined) {
      throw new LaunchError({
        code: "LAUNCH_IMAGE_REFUSED",
        message: "The job brings code but no image, and this agent has no image to run code in.",
        hint: "Give the runner a `codeImage`, or queue an image job.",
      });
    }
    checkImage(image);
    const environment = inheritedEnvironment(this.#environment, job.environment);
    await this.#provide(image, environment, options.signal);
    const container = String(handle["container"]);
    const command = containerCommand({
      dialect: dialectOf(this.#engine),
      launch: job.launch,
      runId: job.runId,
      image,
      containerName: container,
      command: job.command,
      args: job.args,
      variableNames: Object.keys(job.environment),
      codeFolder: job.image === undefined ? job.codeFolder : undefined,
      baseUrl: job.environment["WANDB_BASE_URL"] ?? "https://api.wandb.ai",
      macros: this.#environment,
    });
    await this.#jobs.start({
      folder: job.folder,
      command: [this.#engine, ...command],
      cwd: job.folder,
      environment,
      cleanup: [this.#removal(container)],
    });
  }

  watch(
    handle: RunnerHandle,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncIterable<RunnerStatus> {
    return this.#jobs.watch(String(handle["folder"]), options.signal);
  }

  logs(handle: RunnerHandle, cursor?: string): Promise<RunnerLogs> {
    return this.#jobs.logs(String(handle["folder"]), cursor);
  }

  cancel(handle: RunnerHandle, options: { readonly graceMs?: number } = {}): Promise<void> {
    return this.#jobs.cancel(String(handle["folder"]), options.graceMs ?? 10_000);
  }

  async adopt(handle: RunnerHandle): Promise<"never-submitted" | RunnerStatus> {
    const status = await this.#jobs.settle(String(handle["folder"]));
    if (status === undefined) return "never-submitted";
    if (status.state === "lost") {
      const [program = this.#engine, ...args] = this.#removal(String(handle["container"]));
      await run(program, args, { env: definedOnly(this.#environment) }).catch(() => {
        // Nothing to remove: the container ended with its client.
      });
    }
    return status;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#jobs[Symbol.asyncDispose]();
  }

  #removal(container: string): string[] {
    return [this.#engine, ...dialectOf(this.#engine).remove, container];
  }

  async #provide(
    image: string,
    env: Record<string, string>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const options = { env, ...(signal === undefined ? {} : { signal }) };
    try {
      await run(this.#engine, ["pull", image], options);
    } catch (pull) {
      if ((pull as NodeJS.ErrnoException).code === "ENOENT")
        throw engineMissing(this.#engine, pull);
      if (signal?.aborted === true) throw pull;
      try {
        await run(this.#engine, ["image", "inspect", image], options);
      } catch {
        throw imageRefused(image, this.#engine, pull);
      }
    }
  }
}

function safeName(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_.-]/g, "_").slice(-40);
}

function definedOnly(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return inheritedEnvironment(environment, {});
}

function engineMissing(engine: string, cause: unknown): LaunchError<"LAUNCH_ENGINE_MISSING"> {
  return new LaunchError({
    code: "LAUNCH_ENGINE_MISSING",
    message: `The container engine "${engine}" is not installed on this machine.`,
    cause,
  });
}

function imageRefused(image: string, engine: string, cause: unknown): LaunchError {
  const said = stderrOf(cause).at(-1) ?? "";
  if (
    /cannot connect to (?:the docker daemon|podman)|is the .*daemon running|podman socket/i.test(
      said,
    )
  ) {
    return new LaunchError({
      code: "LAUNCH_ENGINE_MISSING",
      message: `The container engine "${engine}" does not answer: ${said}`,
      cause,
    });
  }
  return new LaunchError({
    code: "LAUNCH_IMAGE_REFUSED",
    message: `The image "${image}" could not be pulled and is not on this machine${said === "" ? "" : `: ${said}`}`,
    cause,
  });
}
