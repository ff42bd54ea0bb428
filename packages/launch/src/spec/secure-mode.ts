import { LaunchError } from "../errors.ts";
import type { Launch } from "./launch-spec.ts";

const lockedPodKeys = ["hostPID", "hostIPC", "hostNetwork", "initContainers"];

/**
 * Refuses a launch that overrides what an agent in secure mode locks: the entry point, the command of
 * containers, init containers and the host's namespaces.
 *
 * @throws {LaunchError} `LAUNCH_SPEC_INVALID` naming each lock
 */
export function checkSecure(launch: Launch): void {
  const pod = at(launch.resourceArgs, ["kubernetes", "spec", "template", "spec"]);
  const locked = [
    ...(launch.entryPoint === undefined ? [] : ["overrides.entry_point"]),
    ...lockedPodKeys.filter((key) => isMap(pod) && key in pod).map((key) => `pod ${key}`),
    ...(isMap(pod) &&
    Array.isArray(pod["containers"]) &&
    pod["containers"].some((one) => isMap(one) && "command" in one)
      ? ["container command"]
      : []),
  ];
  if (locked.length === 0) return;
  throw new LaunchError({
    code: "LAUNCH_SPEC_INVALID",
    message: `This agent is in secure mode and refuses to override ${locked.join(", ")}.`,
    problems: locked.map((path) => ({ path, message: "locked by the agent's secure mode" })),
  });
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => (isMap(part) ? part[key] : undefined), value);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
