import type { Launch } from "../../spec/launch-spec.ts";
import { checkImage, containerArguments } from "../../spec/container-args.ts";
import { fillMacros, type MacroValues } from "../../spec/fill-macros.ts";
import type { EngineDialect } from "./engine-dialect.ts";

/** Where the code of a job stands inside its container. */
export const codeMountFolder = "/mnt/wandb";

/** What the command of a container is made from. */
export interface ContainerCommandOptions {
  readonly dialect: EngineDialect;
  readonly launch: Launch;
  readonly runId: string;
  readonly image: string;
  /** Name of the container, by which it is found again. */
  readonly containerName: string;
  /** Entry point with its arguments; empty: the image's own. */
  readonly command: readonly string[];
  /** Further arguments, after those of the entry point. */
  readonly args: readonly string[];
  /** Names of the variables that the container takes from the engine's own environment. */
  readonly variableNames: readonly string[];
  /** Folder with the job's code, mounted at {@link codeMountFolder}. */
  readonly codeFolder?: string | undefined;
  /** Base URL of W&B as the container must reach it. */
  readonly baseUrl: string;
  /** Values of macros beyond the launch's own, such as the agent's environment. */
  readonly macros?: MacroValues | undefined;
}

/**
 * The arguments of the engine (`docker` or `podman`) that run a launch in a container.
 *
 * Variables are passed by name only (`--env NAME`), so that neither the API key nor the configuration
 * shows in the process list; the engine takes the values from its own environment. A W&B server on this
 * machine is reached over the host's network, as W&B's agent does.
 *
 * @throws {LaunchError} `LAUNCH_CONTAINER_ARGS_REFUSED`, `LAUNCH_IMAGE_REFUSED`
 */
export function containerCommand(options: ContainerCommandOptions): string[] {
  const { launch, image } = options;
  checkImage(image);
  const filled = fillMacros(launch.resourceArgs["local-container"], {
    ...options.macros,
    project_name: launch.project,
    entity_name: launch.entity,
    run_id: options.runId,
    run_name: launch.name,
    image_uri: image,
    author: launch.author,
  });
  const own = containerArguments(withoutOwn(filled));
  const [program, ...args] = options.command;
  return [
    "run",
    "--rm",
    "--name",
    options.containerName,
    "--label",
    `wandb.run-id=${options.runId}`,
    ...options.variableNames.flatMap((name) => ["--env", name]),
    ...(isLoopback(options.baseUrl) ? options.dialect.hostNetwork : []),
    ...(options.codeFolder === undefined
      ? []
      : [
          "--volume",
          `${options.codeFolder}:${codeMountFolder}`,
          "--workdir",
          launch.workingDir === undefined
            ? codeMountFolder
            : `${codeMountFolder}/${launch.workingDir}`,
        ]),
    ...own,
    ...(program === undefined ? [] : ["--entrypoint", program]),
    image,
    ...args,
    ...options.args,
  ];
}

function withoutOwn(options: unknown): unknown {
  if (typeof options !== "object" || options === null || Array.isArray(options)) return options;
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => name !== "builder" && name !== "name"),
  );
}

function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}
