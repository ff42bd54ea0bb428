import { finishedStatuses } from "@heddle/core/storage-kit";
import type { AssetEventType, RetentionRule } from "@heddle/core";
import type { Database, Write } from "../schema/tables.ts";

const assetTypes: readonly AssetEventType[] = [
  "ASSET_MATERIALIZATION_PLANNED",
  "ASSET_MATERIALIZATION",
  "ASSET_FAILED_TO_MATERIALIZE",
  "ASSET_OBSERVATION",
  "ASSET_CHECK_EVALUATION_PLANNED",
  "ASSET_CHECK_EVALUATION",
  "ASSET_WIPED",
];

const eventsPerTransaction = 5000;

/** Deletes the events of a run, except asset events. */
export async function deleteEventsOfRun(db: Write, runId: string): Promise<void> {
  await db
    .deleteFrom("events")
    .where("run_id", "=", runId)
    .where("type", "not in", [...assetTypes])
    .execute();
}

/** Deletes old events by class, some at a time, so that writers never wait long. */
export async function purgeEvents(db: Database, rule: RetentionRule): Promise<number> {
  let purged = 0;
  let after = 0;
  while (true) {
    const ids = await db.transaction().execute((write) => purgeSome(write, rule, after));
    purged += ids.length;
    after = ids.at(-1) ?? after;
    if (ids.length < eventsPerTransaction) return purged;
  }
}

async function purgeSome(
  db: Write,
  rule: RetentionRule,
  after: number,
): Promise<readonly number[]> {
  const { types } = rule;
  const rows = await db
    .selectFrom("events")
    .select("storage_id")
    .where("storage_id", ">", after)
    .where("timestamp", "<", rule.before)
    .where("type", types === undefined ? "not in" : "in", [...(types ?? assetTypes)])
    .where("run_id", "not in", (inner) =>
      inner
        .selectFrom("runs")
        .select("runs.run_id")
        .where("status", "not in", [...finishedStatuses]),
    )
    .where((test) =>
      test.not(
        test.exists(
          test
            .selectFrom("assets")
            .select("assets.asset_key")
            .whereRef("assets.asset_key", "=", "events.asset_key")
            .where((inner) =>
              inner.or([
                inner("assets.last_materialization_id", "=", inner.ref("events.storage_id")),
                inner("assets.last_observation_id", "=", inner.ref("events.storage_id")),
              ]),
            ),
        ),
      ),
    )
    .where((test) =>
      test.not(
        test.exists(
          test
            .selectFrom("asset_partitions")
            .select("asset_partitions.storage_id")
            .whereRef("asset_partitions.asset_key", "=", "events.asset_key")
            .whereRef("asset_partitions.partition", "=", "events.partition")
            .whereRef("asset_partitions.storage_id", "=", "events.storage_id"),
        ),
      ),
    )
    .orderBy("storage_id")
    .limit(eventsPerTransaction)
    .execute();
  const ids = rows.map((row) => row.storage_id);
  if (ids.length > 0) {
    await db.deleteFrom("event_tags").where("storage_id", "in", ids).execute();
    await db.deleteFrom("events").where("storage_id", "in", ids).execute();
  }
  return ids;
}
