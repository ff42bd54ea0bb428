import { createHash } from "node:crypto";
import { canonicalJson, isFinished, runNotFinished, unknownRun } from "@heddle/core/storage-kit";
import type {
  CreatedRun,
  JsonValue,
  NewRun,
  RunFilter,
  RunQuery,
  RunRecord,
  RunStatus,
} from "@heddle/core";
import type { SelectQueryBuilder } from "kysely";
import type { Database, Tables, Write } from "../schema/tables.ts";
import { chunks } from "./chunks.ts";
import { deleteEventsOfRun } from "./retention.ts";

interface RunRow {
  readonly run_order: number;
  readonly record: string;
}

/** A run's row as a record. */
export function runOf(row: RunRow): RunRecord {
  return { ...(JSON.parse(row.record) as Omit<RunRecord, "runOrder">), runOrder: row.run_order };
}

/** A run's record as stored JSON; its order lives in a column. */
export function recordText(run: Omit<RunRecord, "runOrder">): string {
  return JSON.stringify({ ...run, runOrder: undefined });
}

export async function createRuns(
  db: Write,
  runs: readonly NewRun[],
  now: number,
): Promise<readonly CreatedRun[]> {
  const created: CreatedRun[] = [];
  for (const run of runs) created.push(await createRun(db, run, now));
  const tags = created
    .filter((one) => one.created)
    .flatMap(({ run }) =>
      Object.entries(run.tags).map(([key, value]) => ({ run_id: run.runId, key, value })),
    );
  for (const rows of chunks(tags)) await db.insertInto("run_tags").values(rows).execute();
  return created;
}

async function createRun(db: Write, run: NewRun, now: number): Promise<CreatedRun> {
  const record = {
    ...run,
    status: run.status ?? "NOT_STARTED",
    runConfig: run.runConfig ?? {},
    tags: run.tags ?? {},
    createdAt: now,
    updatedAt: now,
  } as const;
  const row = await db
    .insertInto("runs")
    .values({
      run_id: run.runId,
      job_name: run.jobName,
      status: record.status,
      root_run_id: run.rootRunId ?? null,
      job_snapshot_id: run.jobSnapshotId ?? null,
      idempotency_key: run.idempotencyKey ?? null,
      created_at: now,
      updated_at: now,
      record: recordText(record),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("run_order")
    .executeTakeFirst();
  if (row !== undefined) return { run: { ...record, runOrder: row.run_order }, created: true };
  const existing = await db
    .selectFrom("runs")
    .select(["run_order", "record"])
    .where((test) => {
      const sameId = test("run_id", "=", run.runId);
      return run.idempotencyKey === undefined
        ? sameId
        : test.or([sameId, test("idempotency_key", "=", run.idempotencyKey)]);
    })
    .executeTakeFirstOrThrow();
  return { run: runOf(existing), created: false };
}

export async function getRun(db: Database, runId: string): Promise<RunRecord | undefined> {
  const row = await db
    .selectFrom("runs")
    .select(["run_order", "record"])
    .where("run_id", "=", runId)
    .executeTakeFirst();
  return row && runOf(row);
}

export async function listRuns(db: Database, query: RunQuery = {}): Promise<readonly RunRecord[]> {
  const { cursor, limit = 100, ascending = false } = query;
  let select = filterRuns(db.selectFrom("runs"), query).select(["run_order", "record"]);
  if (cursor !== undefined) select = select.where("run_order", ascending ? ">" : "<", cursor);
  const rows = await select
    .orderBy("run_order", ascending ? "asc" : "desc")
    .limit(limit)
    .execute();
  return rows.map(runOf);
}

export async function countRunsByStatus(
  db: Database,
  filter: RunFilter = {},
): Promise<Readonly<Partial<Record<RunStatus, number>>>> {
  const rows = await filterRuns(db.selectFrom("runs"), filter)
    .select(["status", (select) => select.fn.countAll<number>().as("count")])
    .groupBy("status")
    .execute();
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

function filterRuns<Output>(
  query: SelectQueryBuilder<Tables, "runs", Output>,
  filter: RunFilter,
): SelectQueryBuilder<Tables, "runs", Output> {
  const { runIds, jobName, statuses, tags = {}, rootRunId, jobSnapshotId } = filter;
  const { createdAfter, createdBefore, updatedAfter, updatedBefore } = filter;
  let select = query;
  if (runIds !== undefined) select = select.where("run_id", "in", [...runIds]);
  if (jobName !== undefined) select = select.where("job_name", "=", jobName);
  if (statuses !== undefined) select = select.where("status", "in", [...statuses]);
  if (jobSnapshotId !== undefined) select = select.where("job_snapshot_id", "=", jobSnapshotId);
  if (rootRunId !== undefined) {
    select = select.where((test) =>
      test.or([test("run_id", "=", rootRunId), test("root_run_id", "=", rootRunId)]),
    );
  }
  if (createdAfter !== undefined) select = select.where("created_at", ">", createdAfter);
  if (createdBefore !== undefined) select = select.where("created_at", "<", createdBefore);
  if (updatedAfter !== undefined) select = select.where("updated_at", ">", updatedAfter);
  if (updatedBefore !== undefined) select = select.where("updated_at", "<", updatedBefore);
  for (const [key, value] of Object.entries(tags)) {
    const values = typeof value === "string" ? [value] : [...value];
    select = select.where("run_id", "in", (inner) =>
      inner
        .selectFrom("run_tags")
        .select("run_tags.run_id")
        .where("key", "=", key)
        .where("value", "in", values),
    );
  }
  return select;
}

export async function addRunTags(
  db: Write,
  runId: string,
  tags: Readonly<Record<string, string>>,
  now: number,
): Promise<RunRecord> {
  const run = await getRun(db, runId);
  if (run === undefined) throw unknownRun(runId);
  const changed: RunRecord = {
    ...run,
    tags: { ...run.tags, ...tags },
    updatedAt: Math.max(run.updatedAt, now),
  };
  await writeRun(db, changed, tags);
  return changed;
}

/** Stores a changed run, and those of its tags that changed. */
export async function writeRun(
  db: Write,
  run: RunRecord,
  tags: Readonly<Record<string, string>> = {},
): Promise<void> {
  await db
    .updateTable("runs")
    .set({ status: run.status, updated_at: run.updatedAt, record: recordText(run) })
    .where("run_id", "=", run.runId)
    .execute();
  for (const [key, value] of Object.entries(tags)) {
    await db
      .deleteFrom("run_tags")
      .where("run_id", "=", run.runId)
      .where("key", "=", key)
      .execute();
    await db.insertInto("run_tags").values({ run_id: run.runId, key, value }).execute();
  }
}

export async function deleteRun(db: Write, runId: string): Promise<void> {
  const run = await getRun(db, runId);
  if (run === undefined) throw unknownRun(runId);
  if (!isFinished(run.status)) throw runNotFinished(run);
  await db.deleteFrom("runs").where("run_id", "=", runId).execute();
  await db.deleteFrom("run_tags").where("run_id", "=", runId).execute();
  await deleteEventsOfRun(db, runId);
}

export async function putSnapshot(db: Write, value: JsonValue): Promise<string> {
  const body = canonicalJson(value);
  const snapshotId = createHash("sha256").update(body).digest("hex");
  await db
    .insertInto("snapshots")
    .values({ snapshot_id: snapshotId, body })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return snapshotId;
}

export async function getSnapshot(
  db: Database,
  snapshotId: string,
): Promise<JsonValue | undefined> {
  const row = await db
    .selectFrom("snapshots")
    .select("body")
    .where("snapshot_id", "=", snapshotId)
    .executeTakeFirst();
  return row && (JSON.parse(row.body) as JsonValue);
}
