import type { BackfillQuery, BackfillRecord, BackfillStatus, JsonValue } from "@heddle/core";
import type { BackfillRow, Database, Write } from "../schema/tables.ts";

function backfillOf(row: BackfillRow): BackfillRecord {
  return {
    backfillId: row.backfill_id,
    status: row.status as BackfillStatus,
    version: row.version,
    ...(row.title === null ? {} : { title: row.title }),
    tags: JSON.parse(row.tags) as Readonly<Record<string, string>>,
    plan: JSON.parse(row.plan) as JsonValue,
    progress: JSON.parse(row.progress) as JsonValue,
    ...(row.error === null ? {} : { error: JSON.parse(row.error) as JsonValue }),
    createdAt: row.created_at,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
  };
}

export async function createBackfill(
  db: Write,
  backfill: Pick<BackfillRecord, "backfillId" | "title" | "tags" | "plan" | "progress">,
  now: number,
): Promise<BackfillRecord> {
  await db
    .insertInto("backfills")
    .values({
      backfill_id: backfill.backfillId,
      status: "REQUESTED",
      version: 1,
      title: backfill.title ?? null,
      tags: JSON.stringify(backfill.tags),
      plan: JSON.stringify(backfill.plan),
      progress: JSON.stringify(backfill.progress),
      error: null,
      created_at: now,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom("backfills")
    .selectAll()
    .where("backfill_id", "=", backfill.backfillId)
    .executeTakeFirstOrThrow();
  return backfillOf(row);
}

export async function getBackfill(
  db: Database,
  backfillId: string,
): Promise<BackfillRecord | undefined> {
  const row = await db
    .selectFrom("backfills")
    .selectAll()
    .where("backfill_id", "=", backfillId)
    .executeTakeFirst();
  return row && backfillOf(row);
}

export async function listBackfills(
  db: Database,
  query: BackfillQuery = {},
): Promise<readonly BackfillRecord[]> {
  let select = db.selectFrom("backfills").selectAll().orderBy("position", "desc");
  if (query.statuses !== undefined) select = select.where("status", "in", [...query.statuses]);
  if (query.limit !== undefined) select = select.limit(query.limit);
  return (await select.execute()).map(backfillOf);
}

export async function updateBackfill(
  db: Write,
  backfillId: string,
  version: number,
  change: Partial<Pick<BackfillRecord, "status" | "progress" | "error" | "endedAt">>,
): Promise<BackfillRecord | undefined> {
  const row = await db
    .updateTable("backfills")
    .set({
      version: version + 1,
      ...(change.status === undefined ? {} : { status: change.status }),
      ...(change.progress === undefined ? {} : { progress: JSON.stringify(change.progress) }),
      ...(change.error === undefined ? {} : { error: JSON.stringify(change.error) }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
    })
    .where("backfill_id", "=", backfillId)
    .where("version", "=", version)
    .returningAll()
    .executeTakeFirst();
  return row && backfillOf(row);
}
