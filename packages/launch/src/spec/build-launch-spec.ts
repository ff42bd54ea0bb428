import type { LaunchJobConfig } from "../config/launch-job-config.ts";

/** A run spec as it is queued: W&B's field names, nulls where the SDK writes them. */
export interface RunSpecPayload {
  readonly entity: string;
  readonly project: string;
  readonly name: string | null;
  readonly job?: string;
  readonly uri?: string;
  readonly author?: string;
  readonly docker: { readonly docker_image?: string };
  readonly git: { readonly repo?: string; readonly version?: string };
  readonly overrides: Readonly<Record<string, unknown>>;
  readonly resource: string | null;
  readonly resource_args: Readonly<Record<string, unknown>>;
  readonly run_id?: string;
  readonly queue_entity?: string;
}

/** The priorities that W&B knows, as the numbers of its protocol; 0 runs first. */
export const launchPriorities = { critical: 0, high: 1, medium: 2, low: 3 } as const;

/**
 * Builds the run spec that is put in a queue, field by field as the SDK of W&B does, so that agents in
 * any language can run it.
 *
 * Precedence: a field of its own (`entry_point`, `run_config`, `resource_args`, …) over the same entry in
 * `config`. Maps are merged key by key at the first level.
 *
 * @param config a checked configuration
 * @param target entity and project of the run
 */
export function buildLaunchSpec(
  config: LaunchJobConfig,
  target: { readonly entity: string; readonly project: string },
): RunSpecPayload {
  const base = config.config ?? {};
  const resource = config.resource ?? textOf(base["resource"]);
  const overrides = mapOf(base["overrides"]);
  const runConfig = { ...mapOf(overrides["run_config"]), ...config.run_config };
  const args = [...listOf(overrides["args"]), ...argumentsOf(config)];
  const entryPoint = config.entry_point ?? overrides["entry_point"];
  return {
    ...withoutKeys(base, [
      "overrides",
      "resource",
      "resource_args",
      "docker",
      "git",
      "entity",
      "project",
    ]),
    entity: target.entity,
    project: target.project,
    name: config.name ?? null,
    ...(config.job === undefined ? {} : { job: config.job }),
    ...(config.uri === undefined ? {} : { uri: config.uri }),
    ...(config.author === undefined ? {} : { author: config.author }),
    docker: {
      ...mapOf(base["docker"]),
      ...(config.docker_image === undefined ? {} : { docker_image: config.docker_image }),
    },
    git: {
      ...mapOf(base["git"]),
      ...(config.uri === undefined ? {} : { repo: config.uri }),
      ...(config.version === undefined ? {} : { version: config.version }),
    },
    overrides: {
      ...overrides,
      ...(args.length === 0 ? {} : { args }),
      ...(Object.keys(runConfig).length === 0 ? {} : { run_config: runConfig }),
      ...(entryPoint === undefined ? {} : { entry_point: entryPoint }),
    },
    resource: resource ?? null,
    resource_args: resourceArgsOf(config, resource),
    ...(config.run_id === undefined ? {} : { run_id: config.run_id }),
    ...(config.queue_entity === undefined ? {} : { queue_entity: config.queue_entity }),
  };
}

/**
 * The arguments that `parameters` and `args` stand for: `--name=value` for each pair, `--name` for
 * `true`, nothing for `false`, then `args` as they are.
 */
export function argumentsOf(config: Pick<LaunchJobConfig, "parameters" | "args">): string[] {
  const named = Object.entries(config.parameters ?? {}).flatMap(([name, value]) => {
    if (value === false) return [];
    return [value === true ? `--${name}` : `--${name}=${value}`];
  });
  return [...named, ...(config.args ?? [])];
}

/** The protocol's number of a priority. */
export function priorityNumber(priority: LaunchJobConfig["priority"]): number | undefined {
  if (priority === undefined || typeof priority === "number") return priority;
  return launchPriorities[priority];
}

function resourceArgsOf(
  config: LaunchJobConfig,
  resource: string | undefined,
): Record<string, unknown> {
  const merged = { ...mapOf(config.config?.["resource_args"]), ...config.resource_args };
  if (config.cuda !== true) return merged;
  const name = resource ?? "local-container";
  const own = mapOf(merged[name]);
  return {
    ...merged,
    [name]: { ...own, builder: { accelerator: {}, ...mapOf(own["builder"]), cuda: true } },
  };
}

function withoutKeys(
  map: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
