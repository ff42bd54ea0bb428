import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { didYouMean, listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";
import { assetKeyText, nodeLabel, type AssetGraph, type AssetNode } from "../plan/asset-graph.ts";
import type { AssetSelectionLike } from "./asset-selection.ts";
import { parseSelection } from "./parse-selection.ts";
import { AssetSelection } from "./selection-object.ts";
import type { SelectionNode } from "./selection-tree.ts";

/** The tree that a selection of any form means. */
export function selectionTree(selection: AssetSelectionLike): SelectionNode {
  if (typeof selection === "string") return parseSelection(selection);
  if (selection instanceof AssetSelection) return selection.tree;
  if (Array.isArray(selection))
    return {
      kind: "or",
      items: (selection as readonly Exclude<AssetSelectionLike, readonly unknown[]>[]).map(
        selectionTree,
      ),
    };
  const object = selection as Exclude<
    AssetSelectionLike,
    string | AssetSelection | readonly unknown[]
  >;
  return object.kind === "asset"
    ? { kind: "keys", keys: [object.key] }
    : {
        kind: "keys",
        keys: (
          object as {
            readonly definition: { readonly specs: readonly { readonly key: readonly string[] }[] };
          }
        ).definition.specs.map((spec) => spec.key),
      };
}

/**
 * The texts of the keys that a selection means.
 *
 * @throws CORE_INVALID_SELECTION for unknown keys, with near ones, and for a selection of nothing
 */
export function resolveSelection(
  graph: AssetGraph,
  selection: AssetSelectionLike,
): ReadonlySet<string> {
  const tree = selectionTree(selection);
  const unknown = new Set<string>();
  const selected = evaluate(graph, tree, unknown);
  if (unknown.size > 0) {
    const labels = [...graph.nodes.values()].map(nodeLabel);
    const [first] = unknown;
    throw new CoreError({
      code: "CORE_INVALID_SELECTION",
      message: `the selection names ${unknown.size === 1 ? "an asset that does not exist" : "assets that do not exist"}: ${listed(unknown)}`,
      hint: didYouMean(first ?? "", labels) ?? `There are ${listed(labels)}.`,
      details: { unknown: [...unknown] },
    });
  }
  if (selected.size === 0)
    throw new CoreError({
      code: "CORE_INVALID_SELECTION",
      message: "the selection matches no asset",
      hint: `There are ${listed([...graph.nodes.values()].map(nodeLabel))}.`,
    });
  return selected;
}

function evaluate(graph: AssetGraph, tree: SelectionNode, unknown: Set<string>): Set<string> {
  switch (tree.kind) {
    case "all":
      return new Set(graph.nodes.keys());
    case "keys": {
      const found = new Set<string>();
      for (const key of tree.keys) {
        const text = assetKeyText(key);
        if (graph.nodes.has(text)) found.add(text);
        else unknown.add(assetKeyToUserString(key));
      }
      return found;
    }
    case "pattern":
      return byPattern(graph, tree.pattern, unknown);
    case "attribute":
      return new Set(
        [...graph.nodes.values()]
          .filter((node) => hasAttribute(node, tree))
          .map((node) => node.text),
      );
    case "and": {
      const [first, ...rest] = tree.items.map((item) => evaluate(graph, item, unknown));
      return rest.reduce(
        (all, next) => new Set([...all].filter((text) => next.has(text))),
        first ?? new Set<string>(),
      );
    }
    case "or":
      return new Set(tree.items.flatMap((item) => [...evaluate(graph, item, unknown)]));
    case "not": {
      const left = evaluate(graph, tree.item, unknown);
      return new Set([...graph.nodes.keys()].filter((text) => !left.has(text)));
    }
    case "reach": {
      const start = evaluate(graph, tree.item, unknown);
      const above = walk(
        start,
        tree.upstream,
        (text) => graph.nodes.get(text)?.upstream ?? [],
        graph,
      );
      const below = walk(start, tree.downstream, (text) => graph.downstream(text), graph);
      return new Set([...above, ...below]);
    }
    case "sinks":
    case "roots": {
      const inside = evaluate(graph, tree.item, unknown);
      const next = (text: string): readonly string[] =>
        tree.kind === "sinks" ? graph.downstream(text) : (graph.nodes.get(text)?.upstream ?? []);
      return new Set([...inside].filter((text) => !next(text).some((other) => inside.has(other))));
    }
    case "neighbors": {
      const inside = evaluate(graph, tree.item, unknown);
      for (const text of inside) {
        const definition = graph.nodes.get(text)?.definition;
        if (definition?.kind === "assets" && !definition.canSubset)
          for (const spec of definition.specs) inside.add(assetKeyText(spec.key));
      }
      return inside;
    }
    default:
      return new Set(
        [...evaluate(graph, tree.item, unknown)].filter(
          (text) => graph.nodes.get(text)?.spec !== undefined,
        ),
      );
  }
}

function byPattern(graph: AssetGraph, pattern: string, unknown: Set<string>): Set<string> {
  const found = new Set<string>();
  if (!pattern.includes("*")) {
    for (const node of graph.nodes.values()) if (nodeLabel(node) === pattern) found.add(node.text);
    if (found.size === 0) unknown.add(pattern);
    return found;
  }
  const expression = new RegExp(
    `^${pattern
      .split("*")
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );
  for (const node of graph.nodes.values())
    if (expression.test(nodeLabel(node))) found.add(node.text);
  return found;
}

function hasAttribute(
  node: AssetNode,
  tree: Extract<SelectionNode, { readonly kind: "attribute" }>,
): boolean {
  const of = node.spec ?? (node.definition.kind === "source" ? node.definition : undefined);
  switch (tree.attribute) {
    case "group":
      return (of?.group ?? "default") === tree.value;
    case "kind":
      return of?.kinds.includes(tree.value) === true;
    case "owner":
      return of?.owners.includes(tree.value) === true;
    case "tag": {
      const value = of?.tags[tree.value];
      return value !== undefined && (tree.tagValue === undefined || tree.tagValue === value);
    }
    default:
      return false;
  }
}

function walk(
  start: ReadonlySet<string>,
  depth: number,
  next: (text: string) => readonly string[],
  graph: AssetGraph,
): Set<string> {
  const seen = new Set(start);
  let layer = [...start];
  for (let level = 0; level < depth && layer.length > 0; level += 1) {
    const following: string[] = [];
    for (const text of layer) {
      for (const other of next(text)) {
        if (seen.has(other) || !graph.nodes.has(other)) continue;
        seen.add(other);
        following.push(other);
      }
    }
    layer = following;
  }
  return seen;
}
