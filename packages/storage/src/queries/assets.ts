import { assetKeyPrefixText, assetKeyText } from "@heddle/core/storage-kit";
import type {
  AssetActivity,
  AssetKeyParts,
  AssetQuery,
  AssetRecord,
  EventRecord,
  PartitionMaterialization,
  PartitionQuery,
} from "@heddle/core";
import type { SelectQueryBuilder } from "kysely";
import type { Database, Tables } from "../schema/tables.ts";
import { chunks } from "./chunks.ts";
import { eventOf } from "./events.ts";

interface AssetRow {
  readonly asset_key: string;
  readonly last_planned_run_id: string | null;
  readonly wiped_at: number | null;
  readonly materialization_id: number | null;
  readonly materialization: string | null;
  readonly observation_id: number | null;
  readonly observation: string | null;
}

function assetRows(db: Database): SelectQueryBuilder<Tables, "assets", AssetRow> {
  return db
    .selectFrom("assets")
    .leftJoin("events as m", "m.storage_id", "assets.last_materialization_id")
    .leftJoin("events as o", "o.storage_id", "assets.last_observation_id")
    .select([
      "assets.asset_key",
      "assets.last_planned_run_id",
      "assets.wiped_at",
      "m.storage_id as materialization_id",
      "m.body as materialization",
      "o.storage_id as observation_id",
      "o.body as observation",
    ])
    .$castTo<AssetRow>();
}

function assetOf(row: AssetRow): AssetRecord {
  const { materialization, materialization_id, observation, observation_id } = row;
  return {
    assetKey: JSON.parse(row.asset_key) as AssetKeyParts,
    ...(row.last_planned_run_id === null ? {} : { lastPlannedRunId: row.last_planned_run_id }),
    ...(row.wiped_at === null ? {} : { wipedAt: row.wiped_at }),
    ...(materialization === null || materialization_id === null
      ? {}
      : {
          lastMaterialization: eventOf({
            storage_id: materialization_id,
            body: materialization,
          }) as EventRecord<"ASSET_MATERIALIZATION">,
        }),
    ...(observation === null || observation_id === null
      ? {}
      : {
          lastObservation: eventOf({
            storage_id: observation_id,
            body: observation,
          }) as EventRecord<"ASSET_OBSERVATION">,
        }),
  };
}

export async function listAssets(
  db: Database,
  query: AssetQuery = {},
): Promise<readonly AssetRecord[]> {
  const { prefix = [], after, limit } = query;
  let select = assetRows(db);
  if (after !== undefined) select = select.where("assets.asset_key", ">", assetKeyText(after));
  if (prefix.length > 0) {
    const text = assetKeyPrefixText(prefix);
    select = select.where((test) =>
      test.or([
        test("assets.asset_key", "=", `${text}]`),
        test.and([
          test("assets.asset_key", ">=", `${text}, `),
          test("assets.asset_key", "<", `${text},!`),
        ]),
      ]),
    );
  }
  if (limit !== undefined) select = select.limit(limit);
  return (await select.orderBy("assets.asset_key").execute()).map(assetOf);
}

export async function getAssets(
  db: Database,
  keys: readonly AssetKeyParts[],
): Promise<readonly (AssetRecord | undefined)[]> {
  const texts = keys.map(assetKeyText);
  const found = new Map<string, AssetRecord>();
  for (const some of chunks(texts, 5000)) {
    const rows = await assetRows(db).where("assets.asset_key", "in", some).execute();
    for (const row of rows) found.set(row.asset_key, assetOf(row));
  }
  return texts.map((text) => found.get(text));
}

function partitionRows(
  db: Database,
  query: PartitionQuery,
): SelectQueryBuilder<Tables, "asset_partitions", object> {
  let select = db
    .selectFrom("asset_partitions")
    .where("asset_partitions.asset_key", "=", assetKeyText(query.assetKey));
  if (query.after !== undefined)
    select = select.where("asset_partitions.partition", ">", query.after);
  return select.orderBy("asset_partitions.partition");
}

/** Runs a query for each group of wanted partitions, in order, until the limit is reached. */
async function byPartition<Row>(
  query: PartitionQuery,
  read: (partitions: readonly string[] | undefined, limit: number) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const limit = query.limit ?? Number.MAX_SAFE_INTEGER;
  if (query.partitions === undefined) return read(undefined, limit);
  const found: Row[] = [];
  for (const some of chunks([...new Set(query.partitions)].toSorted(), 5000)) {
    if (found.length >= limit) break;
    found.push(...(await read(some, limit - found.length)));
  }
  return found;
}

export async function latestMaterializationsByPartition(
  db: Database,
  query: PartitionQuery,
): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]> {
  const rows = await byPartition(query, (partitions, limit) => {
    let select = partitionRows(db, query).innerJoin(
      "events",
      "events.storage_id",
      "asset_partitions.storage_id",
    );
    if (partitions !== undefined)
      select = select.where("asset_partitions.partition", "in", partitions);
    return select.select(["events.storage_id", "events.body"]).limit(limit).execute();
  });
  return rows.map((row) => eventOf(row) as EventRecord<"ASSET_MATERIALIZATION">);
}

export function materializedPartitions(
  db: Database,
  query: PartitionQuery,
): Promise<readonly PartitionMaterialization[]> {
  return byPartition(query, (partitions, limit) => {
    let select = partitionRows(db, query);
    if (partitions !== undefined)
      select = select.where("asset_partitions.partition", "in", partitions);
    return select
      .select(["partition", "storage_id as storageId", "run_id as runId", "timestamp"])
      .limit(limit)
      .execute();
  });
}

export async function countMaterializedPartitions(
  db: Database,
  assetKey: AssetKeyParts,
): Promise<number> {
  const { count } = await db
    .selectFrom("asset_partitions")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("asset_key", "=", assetKeyText(assetKey))
    .executeTakeFirstOrThrow();
  if (count > 0) return count;
  const [asset] = await getAssets(db, [assetKey]);
  return asset?.lastMaterialization === undefined ? 0 : 1;
}

export async function assetActivity(
  db: Database,
  assetKey: AssetKeyParts,
  after: number,
  limit: number,
): Promise<readonly AssetActivity[]> {
  const rows = await db
    .selectFrom("events")
    .select(["storage_id", "type", "run_id", "partition", "body"])
    .where("asset_key", "=", assetKeyText(assetKey))
    .where("storage_id", ">", after)
    .where("type", "in", [
      "ASSET_MATERIALIZATION_PLANNED",
      "ASSET_MATERIALIZATION",
      "ASSET_FAILED_TO_MATERIALIZE",
      "ASSET_WIPED",
    ])
    .orderBy("storage_id")
    .limit(limit)
    .execute();
  return rows.map((row) => {
    const base = {
      storageId: row.storage_id,
      runId: row.run_id,
      type: row.type as AssetActivity["type"],
    };
    if (row.partition !== null) return { ...base, partition: row.partition };
    if (row.type === "ASSET_MATERIALIZATION") return base;
    const { partitionsSubset, partitions } = eventOf(row).data as Pick<
      AssetActivity,
      "partitionsSubset" | "partitions"
    >;
    return {
      ...base,
      ...(partitionsSubset === undefined ? {} : { partitionsSubset }),
      ...(partitions === undefined ? {} : { partitions }),
    };
  });
}
