import { assetKeyToUserString } from "../definitions/asset-key.ts";
import type { EventRecord } from "../instance/events.ts";
import type { Instance } from "../instance/instance.ts";
import { assetKeyText, type AssetGraph, type AssetNode } from "../plan/asset-graph.ts";

/** Why an asset is stale. */
export interface StaleCause {
  /** `CODE`: its code version changed. `DATA`: an input is newer. `DEPENDENCIES`: it has other inputs than before. */
  readonly category: "CODE" | "DATA" | "DEPENDENCIES";
  readonly reason: string;
  /** The input to blame, as text for people. */
  readonly dependency?: string;
}

/** Whether a stored value is still what its code and inputs would give. */
export interface StaleStatus {
  readonly status: "MISSING" | "STALE" | "FRESH";
  readonly causes: readonly StaleCause[];
}

const inputTag = "dagster/input_data_version/";

/**
 * The status of every asset of a graph that we make, by the text of its key: missing, stale with its causes, or fresh. An asset
 * below a stale or missing one is stale as well.
 *
 * @param partition in a partitioned graph: of this partition; dependencies on other partitions count as they are
 */
export async function staleStatuses(
  graph: AssetGraph,
  instance: Instance,
  partition?: string,
): Promise<ReadonlyMap<string, StaleStatus>> {
  const statuses = new Map<string, StaleStatus>();
  const latest = new Map<
    string,
    EventRecord<"ASSET_MATERIALIZATION" | "ASSET_OBSERVATION"> | undefined
  >();
  const load = async (
    node: AssetNode,
  ): Promise<EventRecord<"ASSET_MATERIALIZATION" | "ASSET_OBSERVATION"> | undefined> => {
    if (latest.has(node.text)) return latest.get(node.text);
    const made = await instance.latestMaterialization(
      node.key,
      node.partitions === undefined ? undefined : partition,
    );
    const event =
      made ??
      (node.spec === undefined ? (await instance.getAsset(node.key))?.lastObservation : undefined);
    latest.set(node.text, event);
    return event;
  };
  for (const node of inOrder(graph))
    statuses.set(node.text, await statusOf(node, graph, statuses, load));
  for (const node of graph.nodes.values()) if (node.spec === undefined) statuses.delete(node.text);
  return statuses;
}

async function statusOf(
  node: AssetNode,
  graph: AssetGraph,
  statuses: ReadonlyMap<string, StaleStatus>,
  load: (
    node: AssetNode,
  ) => Promise<EventRecord<"ASSET_MATERIALIZATION" | "ASSET_OBSERVATION"> | undefined>,
): Promise<StaleStatus> {
  const event = await load(node);
  if (event === undefined)
    return { status: node.spec === undefined ? "FRESH" : "MISSING", causes: [] };
  if (node.spec === undefined) return { status: "FRESH", causes: [] };
  const causes: StaleCause[] = [];
  const { tags } = event.data;
  const { codeVersion } = node.spec;
  if (codeVersion !== undefined && tags["dagster/code_version"] !== codeVersion) {
    causes.push({
      category: "CODE",
      reason: `code version is "${codeVersion}", the stored value was made with "${tags["dagster/code_version"] ?? ""}"`,
    });
  }
  const known = new Set<string>();
  for (const text of node.upstream) {
    const upstream = graph.nodes.get(text);
    if (upstream === undefined) continue;
    const name = assetKeyToUserString(upstream.key);
    known.add(name);
    const status = statuses.get(text)?.status;
    if (status === "STALE" || status === "MISSING") {
      causes.push({
        category: "DATA",
        reason: `input "${name}" is ${status === "STALE" ? "stale" : "missing"}`,
        dependency: name,
      });
      continue;
    }
    const current = await load(upstream);
    const version = current?.data.tags["dagster/data_version"];
    const used = tags[`${inputTag}${name}`];
    if (used === undefined && version !== undefined)
      causes.push({ category: "DEPENDENCIES", reason: `input "${name}" is new`, dependency: name });
    else if (version !== undefined && used !== version)
      causes.push({
        category: "DATA",
        reason: `input "${name}" has a newer version`,
        dependency: name,
      });
  }
  for (const tag of Object.keys(tags)) {
    const name = tag.startsWith(inputTag) ? tag.slice(inputTag.length) : undefined;
    if (name !== undefined && !known.has(name))
      causes.push({
        category: "DEPENDENCIES",
        reason: `input "${name}" is gone`,
        dependency: name,
      });
  }
  return causes.length === 0 ? { status: "FRESH", causes } : { status: "STALE", causes };
}

function* inOrder(graph: AssetGraph): Generator<AssetNode> {
  const waiting = new Map<string, number>();
  const ready: AssetNode[] = [];
  for (const node of graph.nodes.values()) {
    const count = node.upstream.filter((text) => graph.nodes.has(text)).length;
    waiting.set(node.text, count);
    if (count === 0) ready.push(node);
  }
  for (let next = 0; next < ready.length; next += 1) {
    const node = ready[next] as AssetNode;
    yield node;
    for (const text of graph.downstream(node.text)) {
      const left = (waiting.get(text) ?? 0) - 1;
      waiting.set(text, left);
      const following = graph.nodes.get(text);
      if (left === 0 && following !== undefined) ready.push(following);
    }
  }
}

/** The selected assets that are not fresh, with the neighbours that multi-assets make together. */
export async function onlyStale(
  graph: AssetGraph,
  instance: Instance,
  selected: ReadonlySet<string>,
  partition: string | undefined,
): Promise<ReadonlySet<string>> {
  const statuses = await staleStatuses(graph, instance, partition);
  const chosen = new Set([...selected].filter((text) => statuses.get(text)?.status !== "FRESH"));
  for (const text of chosen) {
    const definition = graph.nodes.get(text)?.definition;
    if (definition?.kind !== "assets" || definition.canSubset) continue;
    for (const spec of definition.specs)
      if (selected.has(assetKeyText(spec.key))) chosen.add(assetKeyText(spec.key));
  }
  return chosen;
}
