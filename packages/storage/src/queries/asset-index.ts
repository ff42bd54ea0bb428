import { assetFields, assetKeyText } from "@heddle/core/storage-kit";
import type { AssetEventType, EventRecord } from "@heddle/core";
import type { AssetPartitionTable, AssetTable, Write } from "../schema/tables.ts";
import { chunks } from "./chunks.ts";

/** What a batch of asset events changes, gathered so that each row is written once. */
class IndexChanges {
  readonly assets = new Map<string, AssetTable>();
  readonly partitions = new Map<string, AssetPartitionTable>();

  asset(key: string): AssetTable {
    let row = this.assets.get(key);
    if (row === undefined) {
      row = {
        asset_key: key,
        last_materialization_id: null,
        last_observation_id: null,
        last_planned_run_id: null,
        wiped_at: null,
      };
      this.assets.set(key, row);
    }
    return row;
  }
}

/** Brings tags, assets and their newest materializations up to date with stored events. */
export async function indexAssetEvents(
  db: Write,
  events: readonly EventRecord<AssetEventType>[],
): Promise<void> {
  await indexTags(db, events);
  let changes = new IndexChanges();
  for (const event of events) {
    const key = assetKeyText(event.data.assetKey);
    const asset = changes.asset(key);
    if (event.type === "ASSET_MATERIALIZATION") {
      asset.last_materialization_id = event.storageId;
      const { partition } = event.data;
      if (partition !== undefined) {
        changes.partitions.set(JSON.stringify([key, partition]), {
          asset_key: key,
          partition,
          storage_id: event.storageId,
          run_id: event.runId,
          timestamp: event.timestamp,
        });
      }
    } else if (event.type === "ASSET_OBSERVATION") {
      asset.last_observation_id = event.storageId;
    } else if (event.type === "ASSET_MATERIALIZATION_PLANNED") {
      asset.last_planned_run_id = event.runId;
    } else if (event.type === "ASSET_WIPED") {
      await write(db, changes);
      changes = new IndexChanges();
      await wipe(db, key, event);
    }
  }
  await write(db, changes);
}

async function indexTags(db: Write, events: readonly EventRecord<AssetEventType>[]): Promise<void> {
  const rows = events.flatMap((event) =>
    Object.entries(assetFields(event).tags ?? {}).map(([key, value]) => ({
      key,
      value,
      storage_id: event.storageId,
    })),
  );
  for (const some of chunks(rows)) await db.insertInto("event_tags").values(some).execute();
}

async function write(db: Write, changes: IndexChanges): Promise<void> {
  for (const rows of chunks([...changes.assets.values()])) {
    await db
      .insertInto("assets")
      .values(rows)
      .onConflict((conflict) =>
        conflict.column("asset_key").doUpdateSet((set) => ({
          last_materialization_id: set.fn.coalesce(
            set.ref("excluded.last_materialization_id"),
            set.ref("assets.last_materialization_id"),
          ),
          last_observation_id: set.fn.coalesce(
            set.ref("excluded.last_observation_id"),
            set.ref("assets.last_observation_id"),
          ),
          last_planned_run_id: set.fn.coalesce(
            set.ref("excluded.last_planned_run_id"),
            set.ref("assets.last_planned_run_id"),
          ),
        })),
      )
      .execute();
  }
  for (const rows of chunks([...changes.partitions.values()])) {
    await db
      .insertInto("asset_partitions")
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(["asset_key", "partition"]).doUpdateSet((set) => ({
          storage_id: set.ref("excluded.storage_id"),
          run_id: set.ref("excluded.run_id"),
          timestamp: set.ref("excluded.timestamp"),
        })),
      )
      .execute();
  }
}

async function wipe(db: Write, key: string, event: EventRecord<"ASSET_WIPED">): Promise<void> {
  const { partitions } = event.data;
  const ofAsset = db.deleteFrom("asset_partitions").where("asset_key", "=", key);
  if (partitions === undefined) {
    await ofAsset.execute();
    await db
      .updateTable("assets")
      .set({ last_materialization_id: null, wiped_at: event.storageId })
      .where("asset_key", "=", key)
      .execute();
    return;
  }
  for (const some of chunks(partitions)) await ofAsset.where("partition", "in", some).execute();
  const last = await db
    .selectFrom("assets")
    .innerJoin("events", "events.storage_id", "assets.last_materialization_id")
    .select(["events.storage_id", "events.partition"])
    .where("assets.asset_key", "=", key)
    .executeTakeFirst();
  const newest = await db
    .selectFrom("asset_partitions")
    .select(({ fn }) => fn.max("storage_id").as("storage_id"))
    .where("asset_key", "=", key)
    .executeTakeFirst();
  const whole = last?.partition === null ? last.storage_id : 0;
  await db
    .updateTable("assets")
    .set({ last_materialization_id: Math.max(whole, newest?.storage_id ?? 0) || null })
    .where("asset_key", "=", key)
    .execute();
}
