import {
  defaultPartitionMapping,
  type Partitions,
  type PartitionsSubset,
} from "@heddle/partitions";
import type { AssetDependency, AssetsDefinition } from "../definitions/assets-definition.ts";
import { assetKeyText, type AssetGraph, type AssetNode } from "../plan/asset-graph.ts";

/** An asset of a backfill with the keys that are to be made. */
export interface TargetNode {
  readonly node: AssetNode;
  /** Absent for an unpartitioned asset. */
  readonly subset: PartitionsSubset | undefined;
}

/** Assets that are made by the same runs. */
export interface AssetGroup {
  readonly members: readonly TargetNode[];
  readonly partitions: Partitions | undefined;
  /** The same for all members. */
  readonly subset: PartitionsSubset | undefined;
  /** Most keys per run; `undefined` for all in one. */
  readonly maxPartitionsPerRun: number | undefined;
}

interface Unit {
  readonly definition: AssetsDefinition;
  readonly members: TargetNode[];
}

/**
 * Puts assets into groups, upstream first. An asset joins the group of what it reads when the same run can make
 * both: all that it reads from this backfill is in that one group, key by key, with the same keys and policy.
 * All that one definition makes stays together.
 *
 * @param override policy over the assets' own; `null` for all keys in one run
 */
export function groupAssets(
  graph: AssetGraph,
  targets: ReadonlyMap<string, TargetNode>,
  override: number | null | undefined,
): readonly AssetGroup[] {
  const groups: { members: TargetNode[]; maxPartitionsPerRun: number | undefined }[] = [];
  const groupOf = new Map<string, number>();
  for (const unit of inOrder(graph, targets)) {
    const most = policyOf(unit, override);
    const parents = new Set<number>();
    let joinable = true;
    for (const { node } of unit.members) {
      for (const dependency of node.dependencies) {
        const text = assetKeyText(dependency.key);
        const parent = targets.get(text);
        if (parent === undefined || unit.members.some((member) => member.node.text === text))
          continue;
        parents.add(groupOf.get(text) ?? -1);
        joinable &&= sameKeys(node, parent.node, dependency);
      }
    }
    const [only] = parents;
    const host = parents.size === 1 && only !== undefined ? groups[only] : undefined;
    const joins =
      joinable &&
      host !== undefined &&
      host.maxPartitionsPerRun === most &&
      fits(host.members[0], unit.members[0]) &&
      !readsItself(unit) &&
      !host.members.some((member) => readsItself({ members: [member] }));
    const index =
      joins && only !== undefined
        ? only
        : groups.push({ members: [], maxPartitionsPerRun: most }) - 1;
    groups[index]?.members.push(...unit.members);
    for (const { node } of unit.members) groupOf.set(node.text, index);
  }
  return groups.map(({ members, maxPartitionsPerRun }) => ({
    members,
    partitions: members[0]?.node.partitions,
    subset: members[0]?.subset,
    maxPartitionsPerRun,
  }));
}

/** Definitions with targets, each after those that it reads. */
function inOrder(graph: AssetGraph, targets: ReadonlyMap<string, TargetNode>): readonly Unit[] {
  const units = new Map<unknown, Unit>();
  for (const target of targets.values()) {
    const definition = target.node.definition as AssetsDefinition;
    const unit = units.get(definition);
    if (unit === undefined) units.set(definition, { definition, members: [target] });
    else unit.members.push(target);
  }
  const ordered: Unit[] = [];
  const seen = new Set<unknown>();
  const stack = [...units.values()].toReversed().map((unit) => ({ unit, entered: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.entered) {
      ordered.push(top.unit);
      continue;
    }
    if (seen.has(top.unit.definition)) continue;
    seen.add(top.unit.definition);
    stack.push({ unit: top.unit, entered: true });
    for (const upstream of upstreamUnits(graph, units, top.unit))
      stack.push({ unit: upstream, entered: false });
  }
  return ordered;
}

/** Targets directly upstream of a unit. */
function upstreamUnits(
  graph: AssetGraph,
  units: ReadonlyMap<unknown, Unit>,
  unit: Unit,
): readonly Unit[] {
  const found = unit.members.flatMap(({ node }) =>
    node.upstream.flatMap((text) => units.get(graph.nodes.get(text)?.definition) ?? []),
  );
  return found.filter((one) => one !== unit);
}

/** Whether each key reads exactly the same key of the other asset. */
function sameKeys(node: AssetNode, parent: AssetNode, dependency: AssetDependency): boolean {
  if (node.partitions === undefined || parent.partitions === undefined)
    return node.partitions === parent.partitions;
  if (!node.partitions.equals(parent.partitions)) return false;
  const mapping = dependency.mapping ?? defaultPartitionMapping(parent.partitions, node.partitions);
  if (mapping === undefined) return false;
  if (mapping.kind === "identity") return true;
  return mapping.kind === "time-window" && mapping.shape === "default";
}

function fits(host: TargetNode | undefined, guest: TargetNode | undefined): boolean {
  if (host === undefined || guest === undefined) return false;
  if (host.subset === undefined || guest.subset === undefined) return host.subset === guest.subset;
  return host.subset.definition.equals(guest.subset.definition) && host.subset.equals(guest.subset);
}

function readsItself(unit: Pick<Unit, "members">): boolean {
  return unit.members.some(
    ({ node }) =>
      node.dependencies.some((dependency) =>
        unit.members.some((member) => member.node.text === assetKeyText(dependency.key)),
      ) && node.dependencies.some((dependency) => assetKeyText(dependency.key) === node.text),
  );
}

function policyOf(unit: Unit, override: number | null | undefined): number | undefined {
  if (override !== undefined) return override ?? undefined;
  const policies = unit.members.map(({ node }) => node.spec?.backfillPolicy);
  const sizes = policies.map((policy) =>
    policy === undefined ? 1 : (policy.maxPartitionsPerRun ?? Infinity),
  );
  const smallest = Math.min(...sizes);
  return smallest === Infinity ? undefined : smallest;
}
