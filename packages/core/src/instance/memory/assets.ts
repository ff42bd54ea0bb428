import { assetKeyText, startsWith } from "../asset-key-text.ts";
import type {
  AssetActivity,
  AssetQuery,
  AssetRecord,
  PartitionMaterialization,
  PartitionQuery,
} from "../asset-storage.ts";
import type { AssetEventType, EventRecord } from "../events.ts";
import type { AssetKeyParts } from "../metadata-value.ts";
import type { AssetState, MemoryState } from "./state.ts";

/** Brings the asset index up to date with one stored event. */
export function indexAssetEvent(state: MemoryState, event: EventRecord<AssetEventType>): void {
  const asset = assetState(state, event.data.assetKey);
  asset.events.push(event);
  if (event.type === "ASSET_MATERIALIZATION") {
    asset.record = { ...asset.record, lastMaterialization: event };
    if (event.data.partition !== undefined) asset.partitions.set(event.data.partition, event);
  } else if (event.type === "ASSET_OBSERVATION") {
    asset.record = { ...asset.record, lastObservation: event };
  } else if (event.type === "ASSET_MATERIALIZATION_PLANNED") {
    asset.record = { ...asset.record, lastPlannedRunId: event.runId };
  } else if (event.type === "ASSET_WIPED") {
    wipe(asset, event);
  }
}

function wipe(asset: AssetState, event: EventRecord<"ASSET_WIPED">): void {
  const { lastMaterialization, ...rest } = asset.record;
  const { partitions } = event.data;
  if (partitions === undefined) {
    asset.partitions.clear();
    asset.record = { ...rest, wipedAt: event.storageId };
    return;
  }
  for (const partition of partitions) asset.partitions.delete(partition);
  const newest = [...asset.partitions.values()].reduce<
    EventRecord<"ASSET_MATERIALIZATION"> | undefined
  >(
    (best, one) => (best === undefined || one.storageId > best.storageId ? one : best),
    lastMaterialization?.data.partition === undefined ? lastMaterialization : undefined,
  );
  asset.record = { ...rest, ...(newest === undefined ? {} : { lastMaterialization: newest }) };
}

function assetState(state: MemoryState, key: AssetKeyParts): AssetState {
  const text = assetKeyText(key);
  let asset = state.assets.get(text);
  if (asset === undefined) {
    asset = { key, record: { assetKey: key }, partitions: new Map(), events: [] };
    state.assets.set(text, asset);
  }
  return asset;
}

export function listAssets(state: MemoryState, query: AssetQuery = {}): readonly AssetRecord[] {
  const { prefix = [], after, limit = Infinity } = query;
  const afterText = after === undefined ? "" : assetKeyText(after);
  return [...state.assets.entries()]
    .filter(([text, asset]) => text > afterText && startsWith(asset.key, prefix))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([, asset]) => asset.record);
}

export function getAssets(
  state: MemoryState,
  keys: readonly AssetKeyParts[],
): readonly (AssetRecord | undefined)[] {
  return keys.map((key) => state.assets.get(assetKeyText(key))?.record);
}

export function latestMaterializationsByPartition(
  state: MemoryState,
  query: PartitionQuery,
): readonly EventRecord<"ASSET_MATERIALIZATION">[] {
  const all =
    state.assets.get(assetKeyText(query.assetKey))?.partitions ?? new Map<string, never>();
  const { after, limit = Infinity } = query;
  const keys = query.partitions ?? [...all.keys()];
  return [...new Set(keys)]
    .filter((key) => after === undefined || key > after)
    .toSorted()
    .map((key) => all.get(key))
    .filter((event) => event !== undefined)
    .slice(0, limit);
}

export function materializedPartitions(
  state: MemoryState,
  query: PartitionQuery,
): readonly PartitionMaterialization[] {
  return latestMaterializationsByPartition(state, query).map(
    ({ data, storageId, runId, timestamp }) => ({
      partition: data.partition ?? "",
      storageId,
      runId,
      timestamp,
    }),
  );
}

export function countMaterializedPartitions(state: MemoryState, assetKey: AssetKeyParts): number {
  const asset = state.assets.get(assetKeyText(assetKey));
  if (asset === undefined) return 0;
  if (asset.partitions.size > 0) return asset.partitions.size;
  return asset.record.lastMaterialization === undefined ? 0 : 1;
}

export function assetActivity(
  state: MemoryState,
  assetKey: AssetKeyParts,
  after: number,
  limit: number,
): readonly AssetActivity[] {
  const found: AssetActivity[] = [];
  for (const event of state.assets.get(assetKeyText(assetKey))?.events ?? []) {
    if (event.storageId <= after) continue;
    if (found.length >= limit) break;
    const { storageId, runId } = event;
    if (
      event.type === "ASSET_MATERIALIZATION_PLANNED" ||
      event.type === "ASSET_MATERIALIZATION" ||
      event.type === "ASSET_FAILED_TO_MATERIALIZE" ||
      event.type === "ASSET_WIPED"
    ) {
      found.push({ storageId, runId, type: event.type, ...partitionsOf(event.data) });
    }
  }
  return found;
}

function partitionsOf(
  data: Pick<AssetActivity, "partition" | "partitionsSubset" | "partitions">,
): Pick<AssetActivity, "partition" | "partitionsSubset" | "partitions"> {
  const { partition, partitionsSubset, partitions } = data;
  return {
    ...(partition === undefined ? {} : { partition }),
    ...(partitionsSubset === undefined ? {} : { partitionsSubset }),
    ...(partitions === undefined ? {} : { partitions }),
  };
}

export function addDynamicPartitions(
  state: MemoryState,
  name: string,
  keys: readonly string[],
): readonly string[] {
  let known = state.dynamicPartitions.get(name);
  if (known === undefined) {
    known = new Set();
    state.dynamicPartitions.set(name, known);
  }
  const added = [...new Set(keys)].filter((key) => !known.has(key));
  for (const key of added) known.add(key);
  return added;
}
