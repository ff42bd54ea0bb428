import type { Partitions } from "@heddle/partitions";
import { assetWarnings } from "../check/asset-warnings.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { JobDefinition } from "../definitions/job.ts";
import { planNodes } from "../plan/plan-nodes.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import { assetKeyText, type AssetGraph } from "../plan/asset-graph.ts";
import { planAssets } from "../plan/plan-assets.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { PreparedRun } from "./prepared-run.ts";
import { weakly } from "./weakly.ts";
import { jobRunConfig } from "./job-run-config.ts";

/** What a run over assets is prepared from. */
export interface PrepareAssetsOptions {
  readonly jobName: string;
  readonly definition: JobDefinition | undefined;
  readonly graph: AssetGraph;
  /** Texts of the keys to make. */
  readonly selected: ReadonlySet<string>;
  readonly scope: ResourceScope;
  readonly fallback: ResourceScope;
  readonly runResources: ResourceScope;
  readonly boundResources: ResourceScope | undefined;
  readonly options: ExecuteOptions;
}

/**
 * Prepares a run over selected assets.
 *
 * @throws CORE_INVALID_INVOCATION when they have different partitions, or a multi-asset is selected in part
 */
export function prepareAssets(request: PrepareAssetsOptions): PreparedRun {
  const { graph, selected, jobName, definition, options } = request;
  checkSubsets(graph, selected, jobName);
  const partitions = partitionsOf(graph, selected, jobName, definition?.partitions);
  const keyed = options.partitionKey !== undefined || options.partitionRange !== undefined;
  if (partitions !== undefined && !keyed) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `"${jobName}" makes partitioned assets (${partitions.describe()}), and no partition was given`,
      hint: "Give partitionKey or partitionRange, on the command line --partition or --partition-range.",
    });
  }
  const replan = weakly(() =>
    planAssets(graph, {
      jobName,
      selected,
      hooks: definition?.hooks ?? [],
      retryPolicy: definition?.opRetryPolicy,
    }),
  );
  const plan = replan();
  const nodes = planNodes(plan, undefined);
  const known = new Set<string>();
  for (const one of graph.definitions) known.add(one.node.name);
  for (const check of graph.checks) known.add(check.node.name);
  const config = jobRunConfig(definition, options, partitions);
  return {
    jobName,
    definition,
    plan,
    replan,
    graph,
    jobPartitions: partitions,
    nodes,
    scope: request.scope,
    fallback: request.fallback,
    runResources: request.runResources,
    boundResources: request.boundResources,
    warnings: assetWarnings(graph, selected),
    runConfig: config.runConfig,
    tags: { ...definition?.tags, ...definition?.runTags, ...config.tags },
    options,
    inputValues: undefined,
    tolerated: {
      resources: new Set(Object.keys({ ...request.scope, ...request.fallback })),
      ops: known,
    },
    assetSelection: [...selected].flatMap((text) => {
      const node = graph.nodes.get(text);
      return node === undefined ? [] : [node.key];
    }),
    stepSelection: undefined,
    parent: undefined,
  };
}

function checkSubsets(graph: AssetGraph, selected: ReadonlySet<string>, jobName: string): void {
  const problems: string[] = [];
  for (const definition of graph.definitions) {
    if (definition.canSubset) continue;
    const chosen = definition.specs.filter((spec) => selected.has(assetKeyText(spec.key)));
    if (chosen.length === 0 || chosen.length === definition.specs.length) continue;
    const missing = definition.specs
      .filter((spec) => !chosen.includes(spec))
      .map((spec) => assetKeyToUserString(spec.key));
    problems.push(
      `"${definition.node.name}" makes its assets together; also select ${listed(missing)}`,
    );
  }
  if (problems.length > 0) {
    throw new CoreError({
      code: "CORE_INVALID_SELECTION",
      message: `"${jobName}" selects multi-assets in part: ${problems.join("; ")}`,
      hint: "Select all of them, or declare canSubset: true.",
    });
  }
}

/** The one partitions definition of selected assets; undefined when none has any. */
export function partitionsOf(
  graph: AssetGraph,
  selected: ReadonlySet<string>,
  jobName: string,
  declared: Partitions | undefined,
): Partitions | undefined {
  let found = declared;
  let owner = `job "${jobName}"`;
  for (const text of selected) {
    const node = graph.nodes.get(text);
    if (node?.partitions === undefined || node.spec === undefined) continue;
    const label = `asset "${assetKeyToUserString(node.key)}"`;
    if (found === undefined) {
      found = node.partitions;
      owner = label;
    } else if (found !== node.partitions && !found.equals(node.partitions)) {
      throw new CoreError({
        code: "CORE_PARTITION_MISMATCH",
        message: `"${jobName}" selects assets with different partitions: ${owner} has ${found.describe()}, ${label} has ${node.partitions.describe()}`,
        hint: "Run them separately; a run has one partition.",
      });
    }
  }
  return found;
}
