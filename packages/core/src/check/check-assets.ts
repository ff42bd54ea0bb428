import { selfDependencyProblems, type Partitions } from "@heddle/partitions";
import { assetKeyToUserString, type AssetKey } from "../definitions/asset-key.ts";
import type {
  AssetCheckDefinition,
  AssetsDefinition,
  SourceAssetDefinition,
} from "../definitions/assets-definition.ts";
import { didYouMean, listed, type Fault } from "../definitions/fault.ts";
import type { AssetGraph } from "../plan/asset-graph.ts";
import { assetKeyText, nodeLabel } from "../plan/asset-graph.ts";
import { findCycle } from "../plan/order-steps.ts";
import { checkGraph } from "./check-graph.ts";

/** The faults of some assets and of how they hang together: keys, cycles, upstreams, partitions, checks. */
export function checkAssets(
  definitions: readonly (AssetsDefinition | SourceAssetDefinition)[],
  checks: readonly AssetCheckDefinition[],
  graph: AssetGraph,
): readonly Fault[] {
  return [
    ...definitions.flatMap((definition) => definition.faults),
    ...checks.flatMap((check) => check.faults),
    ...definitions.flatMap((definition) =>
      definition.kind === "assets" && definition.node.kind === "graph"
        ? checkGraphAsset(definition)
        : [],
    ),
    ...duplicates(definitions, checks),
    ...cycles(graph),
    ...upstreams(graph),
    ...partitions(graph),
    ...checkTargets(checks, graph),
  ];
}

function checkGraphAsset(definition: AssetsDefinition): readonly Fault[] {
  return definition.node.kind === "graph" ? checkGraph(definition.node, subjectOf(definition)) : [];
}

function duplicates(
  definitions: readonly (AssetsDefinition | SourceAssetDefinition)[],
  checks: readonly AssetCheckDefinition[],
): readonly Fault[] {
  const faults: Fault[] = [];
  const owners = new Map<string, AssetsDefinition | SourceAssetDefinition>();
  const names = new Map<string, AssetsDefinition | AssetCheckDefinition>();
  for (const definition of definitions) {
    for (const key of keysOf(definition)) {
      const text = assetKeyText(key);
      const before = owners.get(text);
      if (before === undefined) {
        owners.set(text, definition);
        continue;
      }
      faults.push({
        code: "CORE_DUPLICATE_KEY",
        subject: `asset "${assetKeyToUserString(key)}"`,
        message:
          before === definition
            ? "is declared twice by one multi-asset"
            : `is defined twice${before.kind === definition.kind ? "" : ", as an asset and as a source asset"}; the first is at ${before.location.toString()}`,
        hint: "Rename one of them, or give it a key prefix.",
        location: definition.location,
      });
    }
    if (definition.kind === "assets")
      faults.push(...sameOpName(names, definition.node.name, definition, subjectOf(definition)));
  }
  const known = new Map<string, AssetCheckDefinition>();
  for (const check of checks) {
    const text = `${assetKeyText(check.spec.asset)}:${check.spec.name}`;
    const before = known.get(text);
    if (before === undefined) {
      known.set(text, check);
      faults.push(...sameOpName(names, check.node.name, check, `check "${text}"`));
    } else {
      faults.push({
        code: "CORE_DUPLICATE_KEY",
        subject: `check "${text}"`,
        message: `is defined twice; the first is at ${before.location.toString()}`,
        hint: "Rename one of them.",
        location: check.location,
      });
    }
  }
  return faults;
}

function sameOpName(
  names: Map<string, AssetsDefinition | AssetCheckDefinition>,
  name: string,
  definition: AssetsDefinition | AssetCheckDefinition,
  subject: string,
): readonly Fault[] {
  const before = names.get(name);
  if (before === undefined) {
    names.set(name, definition);
    return [];
  }
  if (
    before.kind === "assets" &&
    definition.kind === "assets" &&
    before.specs.some((spec) =>
      definition.specs.some((other) => assetKeyText(spec.key) === assetKeyText(other.key)),
    )
  )
    return [];
  return [
    {
      code: "CORE_DUPLICATE_KEY",
      subject,
      message: `its op is named "${name}", as is another one at ${before.location.toString()}`,
      hint: "Give one of them an `opName` or another name.",
      location: definition.location,
    },
  ];
}

function cycles(graph: AssetGraph): readonly Fault[] {
  const waiting = new Map<string, number>();
  const queue: string[] = [];
  for (const node of graph.nodes.values()) {
    const count = node.upstream.filter((text) => graph.nodes.has(text)).length;
    waiting.set(node.text, count);
    if (count === 0) queue.push(node.text);
  }
  for (let next = 0; next < queue.length; next += 1) {
    for (const text of graph.downstream(queue[next] as string)) {
      const left = (waiting.get(text) ?? 0) - 1;
      waiting.set(text, left);
      if (left === 0) queue.push(text);
    }
  }
  if (queue.length === graph.nodes.size) return [];
  const stuck = new Set([...waiting].filter(([, count]) => count > 0).map(([text]) => text));
  const cycle = findCycle([...stuck], (text) =>
    (graph.nodes.get(text)?.upstream ?? []).filter((other) => stuck.has(other)),
  );
  const labels = cycle.map((text) =>
    nodeLabel(graph.nodes.get(text) as NonNullable<ReturnType<AssetGraph["nodes"]["get"]>>),
  );
  const first = graph.nodes.get(cycle[0] ?? "");
  return [
    {
      code: "CORE_CYCLE",
      subject: `asset "${labels[0] ?? ""}"`,
      message: `assets need each other: ${labels.join(" → ")}`,
      hint: "Take one of them out of the circle.",
      location: first?.definition.location,
    },
  ];
}

function upstreams(graph: AssetGraph): readonly Fault[] {
  const faults: Fault[] = [];
  const labels = (): readonly string[] => [...graph.nodes.values()].map(nodeLabel);
  for (const definition of graph.definitions) {
    for (const dependency of definition.dependencies) {
      if (graph.get(dependency.key) !== undefined || dependency.inputName === undefined) continue;
      if (dependency.upstream !== undefined) continue;
      const label = assetKeyToUserString(dependency.key);
      const hasManager =
        definition.node.inputs.find((input) => input.name === dependency.inputName)
          ?.inputManagerKey !== undefined;
      if (hasManager) continue;
      faults.push({
        code: "CORE_UNKNOWN_ASSET",
        subject: subjectOf(definition),
        message: `input "${dependency.inputName}" reads asset "${label}", which no definition provides`,
        hint:
          didYouMean(label, labels()) ??
          `Declare it: sourceAsset({ key: ${JSON.stringify(dependency.key)} }). There are ${listed(labels())}.`,
        location: definition.location,
      });
    }
  }
  return faults;
}

function partitions(graph: AssetGraph): readonly Fault[] {
  const faults: Fault[] = [];
  for (const definition of graph.definitions) {
    const [first] = definition.specs;
    const own: Partitions | undefined = first?.partitions;
    for (const dependency of definition.dependencies) {
      const upstream = graph.get(dependency.key)?.partitions ?? dependency.declaredPartitions;
      const label = assetKeyToUserString(dependency.key);
      const report = (message: string, hint?: string): void => {
        faults.push({
          code: "CORE_PARTITION_MISMATCH",
          subject: subjectOf(definition),
          message,
          hint,
          location: definition.location,
        });
      };
      const isSelf =
        definition.specs.some((spec) => assetKeyText(spec.key) === assetKeyText(dependency.key)) &&
        dependency.upstream !== definition;
      if (isSelf) {
        for (const problem of selfDependencyProblems(dependency.mapping, own))
          report(`depends on itself: ${problem.message}`, problem.hint);
        continue;
      }
      if (dependency.mapping === undefined) continue;
      if (upstream === undefined) {
        if (graph.get(dependency.key) !== undefined)
          report(
            `has a partition mapping for "${label}", which has no partitions`,
            "Leave the mapping out, or partition the upstream.",
          );
        continue;
      }
      for (const problem of dependency.mapping.validate(upstream, own))
        report(`the mapping to "${label}" does not fit: ${problem.message}`, problem.hint);
    }
  }
  return faults;
}

function checkTargets(
  checks: readonly AssetCheckDefinition[],
  graph: AssetGraph,
): readonly Fault[] {
  return checks
    .filter((check) => graph.get(check.spec.asset) === undefined)
    .map((check) => {
      const label = assetKeyToUserString(check.spec.asset);
      return {
        code: "CORE_UNKNOWN_ASSET" as const,
        subject: `check "${label}:${check.spec.name}"`,
        message: `checks asset "${label}", which no definition provides`,
        hint: didYouMean(label, [...graph.nodes.values()].map(nodeLabel)),
        location: check.location,
      };
    });
}

function keysOf(definition: AssetsDefinition | SourceAssetDefinition): readonly AssetKey[] {
  return definition.kind === "source" ? [definition.key] : definition.specs.map((spec) => spec.key);
}

/** How messages call a definition of assets. */
export function subjectOf(definition: AssetsDefinition): string {
  const [only] = definition.specs;
  return definition.specs.length === 1 && only !== undefined
    ? `asset "${assetKeyToUserString(only.key)}"`
    : `multi-asset "${definition.node.name}"`;
}
