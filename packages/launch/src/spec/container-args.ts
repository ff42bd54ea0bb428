import type { Problem } from "@heddle/errors";
import { LaunchError } from "../errors.ts";

/** The options of a container that a launch may set: none of them weakens its isolation. */
export const containerOptions = [
  "command",
  "cpu",
  "cpu-period",
  "cpu-quota",
  "cpu-shares",
  "cpus",
  "cpuset-cpus",
  "cpuset-mems",
  "e",
  "env",
  "gpus",
  "m",
  "memory",
  "memory-reservation",
  "memory-swap",
  "name",
  "pids-limit",
  "platform",
  "shm-size",
  "ulimit",
  "w",
  "workdir",
] as const;

const repeatable = new Set(["e", "env", "ulimit"]);
const allowed: ReadonlySet<string> = new Set(containerOptions);

/**
 * Checks the resource arguments of a container and gives them as an argument array for the engine.
 *
 * Names are compared without leading dashes, underscores as dashes and in lower case. Values are
 * plain texts or numbers; `e`, `env` and `ulimit` may be lists. W&B's list of allowed options is ours.
 * `command` is no option of the engine's `run`: it is left out here and replaces the entry point's arguments.
 *
 * @param options what stands under `resource_args.local-container`
 * @throws {LaunchError} `LAUNCH_CONTAINER_ARGS_REFUSED` with every fault and its path
 */
export function containerArguments(options: unknown): string[] {
  if (options === undefined || options === null) return [];
  if (typeof options !== "object" || Array.isArray(options)) {
    throw refused([{ path: place(), message: "must be a map of option to value" }]);
  }
  const problems: Problem[] = [];
  const result: string[] = [];
  for (const [rawName, value] of Object.entries(options)) {
    const name = rawName.trim().replace(/^-+/, "").replaceAll("_", "-").toLowerCase();
    if (!allowed.has(name)) {
      problems.push({
        path: place(rawName),
        message: `the option "${rawName}" is not allowed`,
        hint: `Allowed are ${containerOptions.join(", ")}.`,
      });
      continue;
    }
    const values: readonly unknown[] =
      repeatable.has(name) && Array.isArray(value) ? value : [value];
    if (values.length === 0 || !values.every(isPlain)) {
      problems.push({
        path: place(rawName),
        message: repeatable.has(name)
          ? "takes texts, numbers or a list of them"
          : "takes one text or number",
      });
      continue;
    }
    if (name === "command") continue;
    const flag = name.length === 1 ? `-${name}` : `--${name}`;
    result.push(...values.flatMap((single) => [flag, String(single)]));
  }
  if (problems.length > 0) throw refused(problems);
  return result;
}

const reference =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:[._-]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._-]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/**
 * Checks that an image reference is legal, so that it can never be taken for an option of the engine.
 *
 * @throws {LaunchError} `LAUNCH_IMAGE_REFUSED`
 */
export function checkImage(image: string): void {
  if (image.length <= 512 && reference.test(image)) return;
  throw new LaunchError({
    code: "LAUNCH_IMAGE_REFUSED",
    message: `"${image}" is not a legal image reference.`,
    hint: "Write registry/name:tag in lower case.",
    details: { image },
  });
}

function isPlain(value: unknown): value is string | number {
  return (
    (typeof value === "string" && !value.includes("\0")) ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

function place(name?: string): string {
  return name === undefined
    ? "resource_args.local-container"
    : `resource_args.local-container.${name}`;
}

function refused(problems: readonly Problem[]): LaunchError<"LAUNCH_CONTAINER_ARGS_REFUSED"> {
  return new LaunchError({
    code: "LAUNCH_CONTAINER_ARGS_REFUSED",
    message: `Resource arguments of the container are refused: ${problems.map(({ path, message }) => `${path}: ${message}`).join("; ")}.`,
    problems,
  });
}
