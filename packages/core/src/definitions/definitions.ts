import { assetWarnings, type DefinitionWarning } from "../check/asset-warnings.ts";
import { checkAssets } from "../check/check-assets.ts";
import { checkGraph } from "../check/check-graph.ts";
import { checkResources } from "../check/check-resources.ts";
import { bindResources } from "../execution/bind-resources.ts";
import { faultProblems } from "../execution/definition-error.ts";
import { dryRun, type DryRun } from "../execution/dry-run.ts";
import { planNodes } from "../plan/plan-nodes.ts";
import { runConfigJsonSchema, type JsonSchema } from "../config/run-config-schema.ts";
import { finishRun, prepareJob } from "../execution/execute-in-process.ts";
import type { ExecuteInProcessOptions } from "../execution/execute-options.ts";
import { resourcesOfRun } from "../execution/given-to-run.ts";
import { prepareAssets } from "../execution/prepare-assets.ts";
import type { PreparedRun } from "../execution/prepared-run.ts";
import type { Instance } from "../instance/instance.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import { localFileIOManager } from "../io-managers/local-file-io-manager.ts";
import { AssetGraph } from "../plan/asset-graph.ts";
import { planAssets } from "../plan/plan-assets.ts";
import { planGraph } from "../plan/plan-job.ts";
import type { ExecutionPlan } from "../plan/plan.ts";
import type { ProvidedResources, Resource } from "../resources/resource.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import { resolveSelection } from "../selection/resolve-selection.ts";
import { CoreError } from "../errors.ts";
import type { AssetCheck } from "./asset-check.ts";
import type { AssetKey, AssetKeyLike } from "./asset-key.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetsDefinition, SourceAssetDefinition } from "./assets-definition.ts";
import { didYouMean, listed, type Fault } from "./fault.ts";
import { jobDefinition, jobObject, type Job, type JobDefinition } from "./job.ts";
import type { Partitions } from "./partition-types.ts";
import { SourceLocation } from "./source-location.ts";
import type { Executor } from "../execution/executor.ts";
import type { LoggerDefinition } from "./logger.ts";
import { loadAssetValue } from "../execution/load-asset-value.ts";
import type { RunResult } from "../execution/run-result.ts";

/** The job that covers all assets. */
export const allAssetsJobName = "__ASSET_JOB";

/** What {@link definitions} takes. */
export interface DefinitionsOptions<R extends Readonly<Record<string, Resource>>> {
  readonly assets?: readonly (
    | Asset<unknown, Partitions | undefined, ProvidedResources<NoInfer<R>>>
    | MultiAsset<unknown, ProvidedResources<NoInfer<R>>>
  )[];
  readonly jobs?: readonly Job[];
  readonly assetChecks?: readonly AssetCheck[];
  /** Resources by key. `io_manager` is the IO manager of outputs that name none; default: files in the instance's home. */
  readonly resources?: R & { readonly [K in keyof R]: Resource<unknown, ProvidedResources<R>> };
  /** Executor of jobs that name none. */
  readonly executor?: Executor;
  readonly loggers?: Readonly<Record<string, LoggerDefinition>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** All definitions of a project, checked as a whole. */
export interface Definitions {
  readonly kind: "definitions";
  readonly graph: AssetGraph;
  readonly resources: ResourceScope;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What they were made from, for merging. */
  readonly parts: {
    readonly items: readonly (Asset | MultiAsset | AssetCheck | Job)[];
    readonly resources: ResourceScope;
  };
  /** Names of all jobs, the job of all assets included when there are assets. */
  readonly jobNames: readonly string[];
  readonly assetKeys: readonly AssetKey[];
  /**
   * What is allowed and probably meant otherwise, each with its place: `deps` on assets that no definition provides. `heddle
   * check` shows them, and each run logs those of what it makes.
   */
  readonly warnings: readonly DefinitionWarning[];
  /** @throws CORE_UNKNOWN_JOB with the nearest name */
  getJob(name: string): Job;
  /** The plan of a job, or of a selection of its assets. */
  plan(jobName: string): ExecutionPlan;
  /** The JSON Schema of a job's run config, for editors. */
  runConfigSchema(jobName: string): JsonSchema;
  /** Checks a run in full, its config included, without starting it. @throws as the run would */
  dryRun(jobName: string, options?: ExecuteInProcessOptions): Promise<DryRun>;
  /** Describes a run in full without starting it. */
  prepare(jobName: string, options?: ExecuteInProcessOptions): Promise<PreparedRun>;
  /**
   * Loads the stored value of an asset.
   *
   * @param options.instance the instance whose home holds it, for IO managers that use one
   */
  loadAssetValue(
    key: AssetKeyLike,
    options?: {
      readonly instance?: Instance;
      readonly partitionKey?: string;
      readonly metadata?: Readonly<Record<string, unknown>>;
      readonly runConfig?: unknown;
    },
  ): Promise<unknown>;
}

/**
 * Puts definitions together and checks them as a whole.
 *
 * @throws CORE_INVALID_DEFINITION with every fault of every definition, each with the place where it was written
 *
 * @example
 * ```ts
 * export default definitions({ assets: [rows, total], resources: { io_manager: localFileIOManager() } });
 * ```
 */
export function definitions<const R extends Readonly<Record<string, Resource>> = {}>(
  options: DefinitionsOptions<R>,
): Definitions {
  return makeDefinitions(
    options as unknown as DefinitionsOptions<Readonly<Record<string, Resource>>>,
    "definitions",
    SourceLocation.of(definitions),
  );
}

/** The definitions behind objects of any of the forms that users hold. */
export function makeDefinitions(
  options: DefinitionsOptions<Readonly<Record<string, Resource>>>,
  what: string,
  location: SourceLocation = SourceLocation.of(makeDefinitions),
): Definitions {
  const assets = [
    ...new Set(
      (options.assets ?? []).map(
        (asset): AssetsDefinition | SourceAssetDefinition =>
          (asset as Asset | MultiAsset).definition,
      ),
    ),
  ];
  const checks = [...new Set((options.assetChecks ?? []).map((check) => check.definition))];
  const resources: ResourceScope = options.resources ?? {};
  const graph = new AssetGraph(assets, checks);
  const jobs = new Map<string, JobDefinition>();
  const faults: Fault[] = [
    ...checkAssets(assets, checks, graph),
    ...checkResources(resources, graph),
  ];
  for (const job of options.jobs ?? []) {
    const { definition } = job;
    const before = jobs.get(definition.name);
    if (before !== undefined && before !== definition) {
      faults.push({
        code: "CORE_DUPLICATE_KEY",
        subject: `job "${definition.name}"`,
        message: `is defined twice; the first is at ${before.location.toString()}`,
        hint: "Rename one of them.",
        location: definition.location,
      });
    }
    jobs.set(definition.name, {
      ...definition,
      executor: definition.executor ?? options.executor,
      loggers: { ...options.loggers, ...definition.loggers },
    });
    faults.push(...definition.faults, ...checkResources(definition.resources));
    if (definition.target.kind === "graph")
      faults.push(...checkGraph(definition.target.graph, `job "${definition.name}"`));
  }
  if (graph.definitions.length > 0) {
    const all = jobDefinition(
      "asset job",
      { name: "all" },
      { kind: "assets", selection: "*" },
      location,
    );
    jobs.set(allAssetsJobName, {
      ...all,
      name: allAssetsJobName,
      executor: options.executor,
      loggers: options.loggers ?? {},
    });
  }
  const fallback: ResourceScope = { [defaultIOManagerKey]: localFileIOManager() };
  const planOf = (definition: JobDefinition): ExecutionPlan =>
    definition.target.kind === "graph"
      ? planGraph(definition.name, definition.target.graph, {
          hooks: definition.hooks,
          retryPolicy: definition.opRetryPolicy,
        })
      : planAssets(graph, {
          jobName: definition.name,
          selected: selectedBy(graph, definition),
          hooks: definition.hooks,
          retryPolicy: definition.opRetryPolicy,
        });
  faults.push(...planFaults(jobs, graph, planOf, { ...resources }, fallback, faults));
  if (faults.length > 0) throw faultProblems(what, distinct(faults));
  const jobOf = (name: string): JobDefinition => {
    const definition = jobs.get(name);
    if (definition !== undefined) return definition;
    throw new CoreError({
      code: "CORE_UNKNOWN_JOB",
      message: `there is no job "${name}"`,
      hint: didYouMean(name, jobs.keys()) ?? knownJobs(jobs.keys()),
    });
  };
  const prepare = async (
    jobName: string,
    runOptions: ExecuteInProcessOptions = {},
  ): Promise<PreparedRun> => {
    const definition = jobOf(jobName);
    if (definition.target.kind === "graph")
      return prepareJob(jobObject(definition), resources, fallback, runOptions);
    const selected =
      runOptions.assetSelection === undefined
        ? selectedBy(graph, definition)
        : resolveSelection(
            graph,
            runOptions.assetSelection.map((key) => ({ kind: "asset", key }) as unknown as Asset),
          );
    const defined = { ...resources, ...definition.resources };
    return prepareAssets({
      jobName,
      definition,
      graph,
      selected,
      scope: { ...defined, ...runOptions.resources },
      fallback,
      runResources: resourcesOfRun(runOptions.resources, defined),
      boundResources: defined,
      options: runOptions,
    });
  };
  return {
    kind: "definitions",
    graph,
    resources,
    metadata: options.metadata ?? {},
    parts: {
      items: [
        ...((options.assets ?? []) as readonly (Asset | MultiAsset)[]),
        ...(options.assetChecks ?? []),
        ...(options.jobs ?? []),
      ],
      resources,
    },
    jobNames: [...jobs.keys()],
    warnings: assetWarnings(graph),
    assetKeys: [...graph.nodes.values()].map((node) => node.key),
    getJob: (name) => {
      const definition = jobOf(name);
      return {
        ...jobObject(definition),
        executeInProcess: async (runOptions): Promise<RunResult> =>
          finishRun(await prepare(name, runOptions)),
      };
    },
    plan: (name) => planOf(jobOf(name)),
    prepare,
    dryRun: async (jobName, runOptions) => dryRun(await prepare(jobName, runOptions)),
    runConfigSchema: (jobName) => {
      const definition = jobOf(jobName);
      const plan = planOf(definition);
      const bound = bindResources(plan, graph, { ...resources, ...definition.resources }, fallback);
      return runConfigJsonSchema({
        jobName,
        nodes: planNodes(
          plan,
          definition.target.kind === "graph" ? definition.target.graph : undefined,
        ),
        resources: bound.all,
        loggers: definition.loggers,
      });
    },
    loadAssetValue: (key, loadOptions = {}) =>
      loadAssetValue({ graph, scope: resources, fallback }, key, loadOptions),
  };
}

function selectedBy(graph: AssetGraph, definition: JobDefinition): ReadonlySet<string> {
  const selected =
    definition.target.kind === "assets"
      ? resolveSelection(graph, definition.target.selection)
      : new Set<string>();
  return new Set([...selected].filter((text) => graph.nodes.get(text)?.spec !== undefined));
}

/** Faults that show only in plans: unresolvable selections, circles, and missing resources. */
function planFaults(
  jobs: ReadonlyMap<string, JobDefinition>,
  graph: AssetGraph,
  planOf: (definition: JobDefinition) => ExecutionPlan,
  resources: ResourceScope,
  fallback: ResourceScope,
  known: readonly Fault[],
): readonly Fault[] {
  const faults: Fault[] = [];
  const hasCycle = known.some((fault) => fault.code === "CORE_CYCLE");
  for (const definition of jobs.values()) {
    if (hasCycle && definition.target.kind === "assets") continue;
    try {
      const plan = planOf(definition);
      faults.push(
        ...bindResources(plan, graph, { ...resources, ...definition.resources }, fallback).faults,
      );
    } catch (error) {
      if (!CoreError.is(error)) throw error;
      faults.push({
        code: error.code as Fault["code"],
        subject: `job "${definition.name}"`,
        message: error.message,
        hint: error.hint,
        location: definition.location,
      });
    }
  }
  return faults;
}

function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const text = `${fault.code}\n${fault.subject}\n${fault.message}`;
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function knownJobs(names: Iterable<string>): string {
  const own = [...names].filter((name) => name !== allAssetsJobName);
  return own.length === 0
    ? "There are no jobs; assets are materialized without one."
    : `There are ${listed(own)}.`;
}
