import { assetKeyText } from "./asset-key-text.ts";
import type { EventRecord } from "./events.ts";
import type { AssetKeyParts } from "./metadata-value.ts";
import type { InstanceStorage } from "./storage.ts";

/** A materialization and what it was made from. */
export interface LineageNode {
  readonly assetKey: AssetKeyParts;
  readonly partition?: string;
  /** Absent when the asset or partition was never materialized, as for an external one. */
  readonly materialization?: EventRecord<"ASSET_MATERIALIZATION">;
  /** Empty as well when the depth of the question is reached. */
  readonly upstream: readonly LineageNode[];
}

/** Tag of a materialization that holds the storage id of the materialization it read of an asset. */
export function inputPointerTag(assetKey: AssetKeyParts): string {
  return `dagster/input_event_pointer/${assetKey.join("/")}`;
}

/**
 * What a materialization was made from, as the events recorded it at the time.
 *
 * @param depth how many layers of upstream to follow
 */
export async function readLineage(
  storage: InstanceStorage,
  materialization: EventRecord<"ASSET_MATERIALIZATION">,
  depth: number,
): Promise<LineageNode> {
  const { assetKey, partition, lineage = [] } = materialization.data;
  const upstream: LineageNode[] = [];
  for (const entry of depth > 0 ? lineage : []) {
    const found = await upstreamOf(storage, materialization, entry);
    for (const one of found) upstream.push(await readLineage(storage, one, depth - 1));
    if (found.length === 0) upstream.push({ assetKey: entry.assetKey, upstream: [] });
  }
  return { assetKey, ...(partition === undefined ? {} : { partition }), materialization, upstream };
}

type Entry = NonNullable<EventRecord<"ASSET_MATERIALIZATION">["data"]["lineage"]>[number];

/** The exact materialization that was read where it is known, else the newest ones before it. */
async function upstreamOf(
  storage: InstanceStorage,
  materialization: EventRecord<"ASSET_MATERIALIZATION">,
  { assetKey, partitions, storageId }: Entry,
): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]> {
  const read = async (partition: string | undefined, before: number, after?: number) => {
    const page = await storage.readEvents({
      types: ["ASSET_MATERIALIZATION"],
      assetKeys: [assetKey],
      before,
      descending: true,
      limit: 1,
      ...(after === undefined ? {} : { after }),
      ...(partition === undefined ? {} : { partitions: [partition] }),
    });
    return page.events;
  };
  if (storageId !== undefined) return read(undefined, storageId + 1, storageId - 1);
  if (partitions === undefined) return read(undefined, materialization.storageId);
  const found: EventRecord<"ASSET_MATERIALIZATION">[] = [];
  for (const partition of partitions)
    found.push(...(await read(partition, materialization.storageId)));
  return found;
}

/** The materializations that were made from this one, newest of each asset and partition. */
export async function readDependents(
  storage: InstanceStorage,
  materialization: EventRecord<"ASSET_MATERIALIZATION">,
): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]> {
  const newest = new Map<string, EventRecord<"ASSET_MATERIALIZATION">>();
  const tags = {
    [inputPointerTag(materialization.data.assetKey)]: String(materialization.storageId),
  };
  let after = materialization.storageId;
  let hasMore = true;
  while (hasMore) {
    const page = await storage.readEvents({ types: ["ASSET_MATERIALIZATION"], tags, after });
    for (const event of page.events) {
      newest.set(`${assetKeyText(event.data.assetKey)} ${event.data.partition ?? ""}`, event);
    }
    after = page.cursor;
    hasMore = page.hasMore;
  }
  return [...newest.values()];
}
