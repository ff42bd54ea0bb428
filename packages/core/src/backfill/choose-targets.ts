import {
  defaultPartitionMapping,
  type PartitionKeyRange,
  type PartitionsContext,
  type PartitionsDefinition,
  type PartitionsSubset,
} from "@heddle/partitions";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { CoreError } from "../errors.ts";
import type { Instance } from "../instance/instance.ts";
import { assetKeyText, type AssetGraph, type AssetNode } from "../plan/asset-graph.ts";
import type { BackfillTarget } from "./backfill-plan.ts";

/**
 * Which partitions: all that exist, those that were never made or failed, keys, a range, or a subset of the
 * definition.
 */
export type PartitionsChoice =
  | "all"
  | "missing"
  | readonly string[]
  | PartitionKeyRange
  | PartitionsSubset;

/** What a backfill of assets is chosen from. */
export interface TargetChoice {
  readonly graph: AssetGraph;
  /** Texts of the keys of the selected assets. */
  readonly selected: ReadonlySet<string>;
  readonly partitions: PartitionsChoice | undefined;
  readonly context: PartitionsContext;
  readonly instance: Instance;
}

/**
 * The partitions to make of each selected asset. Keys and ranges hold for the assets at the root of the selection;
 * those downstream follow by their partition mappings.
 *
 * @throws CORE_INVALID_BACKFILL; PARTITIONS_UNKNOWN_KEY for a key that a root asset does not have
 */
export async function chooseTargets(choice: TargetChoice): Promise<readonly BackfillTarget[]> {
  const { graph, context } = choice;
  const chosen = new Map<string, PartitionsSubset | undefined>();
  for (const node of inOrder(graph, choice.selected)) {
    if (node.partitions === undefined) chosen.set(node.text, undefined);
    else {
      const subset = await subsetFor(choice, node, node.partitions, chosen);
      if (!subset.isEmpty) chosen.set(node.text, subset);
    }
  }
  if (chosen.size === 0)
    throw nothing("there is nothing to make: no partition of the selected assets was chosen");
  return [...chosen].map(([text, subset]) => ({
    assetKey: graph.nodes.get(text)?.key ?? [],
    ...(subset === undefined
      ? {}
      : {
          partitions: {
            definitionId: subset.definition.getDefinitionId(context),
            ranges: subset.keyRanges(),
          },
        }),
  }));
}

/** Error for a backfill that makes no sense. */
export function nothing(message: string): CoreError<"CORE_INVALID_BACKFILL"> {
  return new CoreError({
    code: "CORE_INVALID_BACKFILL",
    message,
    hint: "Choose assets, and partitions that they have.",
  });
}

async function subsetFor(
  { graph, partitions: choice, context, instance }: TargetChoice,
  node: AssetNode,
  partitions: PartitionsDefinition,
  chosen: ReadonlyMap<string, PartitionsSubset | undefined>,
): Promise<PartitionsSubset> {
  if (choice === "all") return partitions.allSubset(context);
  if (choice === "missing") {
    return (await instance.partitionStatuses(node.key, partitions)).subset("missing", "failed");
  }
  let fromUpstream: PartitionsSubset | undefined;
  for (const dependency of node.dependencies) {
    const text = assetKeyText(dependency.key);
    const upstream = chosen.get(text);
    const upstreamPartitions = graph.nodes.get(text)?.partitions;
    if (
      upstream === undefined ||
      upstreamPartitions === undefined ||
      text === node.text ||
      node.partitions === undefined
    )
      continue;
    const mapping =
      dependency.mapping ?? defaultPartitionMapping(upstreamPartitions, node.partitions);
    const mapped =
      mapping?.downstreamOf(upstream, node.partitions, context) ?? partitions.allSubset(context);
    fromUpstream = fromUpstream?.union(mapped) ?? mapped;
  }
  if (fromUpstream !== undefined) return fromUpstream;
  if (choice === undefined) {
    throw nothing(
      `asset "${assetKeyToUserString(node.key)}" is partitioned (${partitions.describe()}), and no partitions were chosen`,
    );
  }
  if (isSubset(choice)) {
    if (!choice.definition.equals(partitions)) {
      throw nothing(
        `the chosen subset belongs to ${choice.definition.describe()}, but asset "${assetKeyToUserString(node.key)}" has ${partitions.describe()}`,
      );
    }
    return choice;
  }
  return isKeys(choice)
    ? partitions.subsetWithKeys(choice, context)
    : partitions.subsetInRange(choice, context);
}

function isSubset(choice: PartitionsChoice): choice is PartitionsSubset {
  return typeof choice === "object" && "keyRanges" in choice;
}

function isKeys(choice: PartitionsChoice): choice is readonly string[] {
  return Array.isArray(choice);
}

/** Selected assets, each behind what it reads. */
function inOrder(graph: AssetGraph, selected: ReadonlySet<string>): readonly AssetNode[] {
  const ordered: AssetNode[] = [];
  const seen = new Set<string>();
  const stack = [...selected].toReversed().map((text) => ({ text, entered: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const node = graph.nodes.get(top.text);
    if (node === undefined) continue;
    if (top.entered) {
      ordered.push(node);
      continue;
    }
    if (seen.has(top.text)) continue;
    seen.add(top.text);
    stack.push({ text: top.text, entered: true });
    for (const upstream of node.upstream)
      if (selected.has(upstream)) stack.push({ text: upstream, entered: false });
  }
  return ordered;
}
