import type { ExecuteInProcessOptions } from "../execution/execute-options.ts";
import type { RunResult } from "../execution/run-result.ts";
import type { Resource } from "../resources/resource.ts";
import type { Executor } from "../execution/executor.ts";
import type { AssetSelectionLike } from "../selection/asset-selection.ts";
import type { LoggerDefinition } from "./logger.ts";
import { checkTags, FaultList } from "./check-options.ts";
import type { Fault } from "./fault.ts";
import { graphDefinition, type ConfigMapping } from "./graph.ts";
import type { GraphResult } from "./handle.ts";
import type { Hook } from "./hook.ts";
import type { Op } from "./op.ts";
import type { GraphDefinition } from "./op-definition.ts";
import type { Partitions } from "./partition-types.ts";
import { isPartitionedConfig, type PartitionedConfig } from "./partitioned-config.ts";
import { checkRetryPolicy, type RetryPolicy } from "./retry-policy.ts";
import { SourceLocation } from "./source-location.ts";

/** Run config as an object: `resources`, `ops`, `execution`, `loggers`, `inputs`. */
export interface RunConfig {
  readonly resources?: Readonly<Record<string, { readonly config?: unknown }>>;
  readonly ops?: Readonly<Record<string, OpRunConfig>>;
  readonly execution?: { readonly config?: unknown };
  readonly loggers?: Readonly<Record<string, { readonly config?: unknown }>>;
  readonly inputs?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Run config of one op or graph, under its name or alias. */
export interface OpRunConfig {
  readonly config?: unknown;
  readonly inputs?: Readonly<Record<string, { readonly value: unknown }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly ops?: Readonly<Record<string, OpRunConfig>>;
}

/** What jobs of ops and jobs of assets share. */
export interface JobOptionsBase {
  readonly name: string;
  readonly description?: string;
  /** Run config that holds when a run gives none, a function of one's own config, or config by partition. */
  readonly config?: RunConfig | ConfigMapping | PartitionedConfig;
  /** Run configs by name, chosen by `preset` when a run starts. */
  readonly presets?: Readonly<Record<string, RunConfig>>;
  readonly resources?: Readonly<Record<string, Resource>>;
  /** Tags of the definition and of each run. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Tags of each run only. */
  readonly runTags?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly partitions?: Partitions;
  /** Hooks of every step. */
  readonly hooks?: readonly Hook[];
  /** Retry policy of steps whose ops have none. */
  readonly opRetryPolicy?: RetryPolicy;
  /** Which executor runs it. Default: by `execution.config`, in process. */
  readonly executor?: Executor;
  /** Loggers by key, configured under `loggers`. */
  readonly loggers?: Readonly<Record<string, LoggerDefinition>>;
}

/** A job as machinery sees it. */
export interface JobDefinition extends Required<
  Pick<JobOptionsBase, "name" | "resources" | "tags" | "runTags" | "metadata" | "hooks" | "loggers">
> {
  readonly description: string | undefined;
  readonly config: JobOptionsBase["config"] | undefined;
  readonly presets: Readonly<Record<string, RunConfig>>;
  readonly partitions: Partitions | undefined;
  readonly opRetryPolicy: RetryPolicy | undefined;
  readonly executor: Executor | undefined;
  /** Ops wired together, or a selection of the assets of the definitions that it becomes part of. */
  readonly target:
    | { readonly kind: "graph"; readonly graph: GraphDefinition }
    | { readonly kind: "assets"; readonly selection: AssetSelectionLike };
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}

/** Something that can be run: ops wired together, or a selection of assets. */
export interface Job {
  readonly kind: "job";
  readonly name: string;
  readonly definition: JobDefinition;
  /**
   * Runs the job in this process. For a job of assets use `definitions.getJob(name)`, which knows the assets.
   *
   * @throws CORE_INVALID_DEFINITION, CORE_INVALID_CONFIG; with `raiseOnError` (default) the error of the first failed step
   */
  executeInProcess(options?: ExecuteInProcessOptions): Promise<RunResult>;
}

/** Options of {@link job}. */
export interface JobOptions extends JobOptionsBase {}

export const jobOptionNames: ReadonlySet<string> = new Set([
  "name",
  "description",
  "config",
  "presets",
  "resources",
  "tags",
  "runTags",
  "metadata",
  "partitions",
  "hooks",
  "opRetryPolicy",
  "executor",
  "loggers",
]);

/**
 * A job of ops.
 *
 * @param options name, resources, config, tags, hooks, partitions
 * @param body calls ops with the handles of other ops; synchronous. Or a graph, to run as it is
 *
 * @example
 * ```ts
 * const counting = job({ name: "counting" }, () => { total({ rows: load() }); });
 * const result = await counting.executeInProcess();
 * ```
 */
export function job(options: JobOptions, body: (() => GraphResult) | Op<{}, GraphResult>): Job {
  const location = SourceLocation.of(job);
  const inner = (body as Partial<Op>).kind === "op" ? (body as Op).definition : undefined;
  const graphOfJob =
    inner?.kind === "graph"
      ? { ...inner, name: options.name }
      : graphDefinition("job", { name: options.name }, body, location, new Set(["name"]));
  return jobObject(jobDefinition("job", options, { kind: "graph", graph: graphOfJob }, location));
}

/** The definition of a job. */
export function jobDefinition(
  what: string,
  options: JobOptionsBase,
  target: JobDefinition["target"],
  location: SourceLocation,
  extra: readonly string[] = [],
): JobDefinition {
  const list = new FaultList(`${what} "${options.name}"`, location);
  list.options(options, new Set([...jobOptionNames, ...extra]));
  if (what !== "job") list.name("name", options.name);
  if (options.name.startsWith("__ASSET_JOB")) {
    list.add(
      "CORE_INVALID_NAME",
      `the name "${options.name}" is reserved`,
      "Choose another name; it is the job of all assets.",
    );
  }
  checkTags(options.tags, list);
  checkTags(options.runTags, list, "run tag");
  list.faults.push(...checkRetryPolicy(options.opRetryPolicy, list.subject, location));
  const partitioned = isPartitionedConfig(options.config) ? options.config : undefined;
  if (
    options.partitions !== undefined &&
    options.config !== undefined &&
    partitioned === undefined &&
    (options.config as Partial<ConfigMapping>).kind !== "config-mapping"
  ) {
    list.add(
      "CORE_PARTITION_MISMATCH",
      "partitions are given with a config that does not depend on the partition",
      "Use partitionedConfig with the same partitions, or leave one of them out.",
    );
  }
  if (
    partitioned !== undefined &&
    options.partitions !== undefined &&
    !partitioned.partitions.equals(options.partitions)
  ) {
    list.add(
      "CORE_PARTITION_MISMATCH",
      "the partitions differ from those of the partitioned config",
      "Leave `partitions` out: the config brings them.",
    );
  }
  return {
    name: options.name,
    description: options.description,
    config: options.config,
    presets: options.presets ?? {},
    resources: options.resources ?? {},
    tags: options.tags ?? {},
    runTags: options.runTags ?? {},
    metadata: options.metadata ?? {},
    partitions: options.partitions ?? partitioned?.partitions,
    hooks: options.hooks ?? [],
    opRetryPolicy: options.opRetryPolicy,
    executor: options.executor,
    loggers: options.loggers ?? {},
    target,
    faults: [...list.faults, ...(target.kind === "graph" ? target.graph.faults : [])],
    location,
  };
}

/** The object that users hold for a job. */
export function jobObject(definition: JobDefinition): Job {
  return {
    kind: "job",
    name: definition.name,
    definition,
    executeInProcess: async (options = {}) => {
      const { executeInProcess } = await import("../execution/execute-in-process.ts");
      return executeInProcess({ kind: "job", name: definition.name, definition } as Job, options);
    },
  };
}
