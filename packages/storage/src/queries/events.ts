import {
  applyEventToRun,
  assetFields,
  assetKeyText,
  eventText,
  isAssetEvent,
  isFinished,
  unknownRun,
} from "@heddle/core/storage-kit";
import type {
  EventPage,
  EventQuery,
  EventRecord,
  EventType,
  NewEvent,
  RunRecord,
} from "@heddle/core";
import type { SelectQueryBuilder } from "kysely";
import type { Database, EventTable, Tables, Write } from "../schema/tables.ts";
import { indexAssetEvents } from "./asset-index.ts";
import { deleteRunClaim } from "./claims.ts";
import { chunks } from "./chunks.ts";
import { releaseSlots } from "./slots.ts";
import { runOf, writeRun } from "./runs.ts";

/** Stores events with all that follows from them; the caller's transaction makes it all or nothing. */
export async function append(
  db: Write,
  events: readonly NewEvent[],
): Promise<readonly EventRecord[]> {
  const bodies = events.map(eventText);
  await advanceRuns(db, events);
  const { value: last } = await db
    .updateTable("counters")
    .set((set) => ({ value: set("value", "+", events.length) }))
    .where("name", "=", "events")
    .returning("value")
    .executeTakeFirstOrThrow();
  const first = last - events.length + 1;
  const rows = events.map((event, index) => eventRow(event, first + index, bodies[index] ?? ""));
  for (const some of chunks(rows)) await db.insertInto("events").values(some).execute();
  const records = rows.map(eventOf);
  const assetEvents = records.filter((record) => isAssetEvent(record));
  if (assetEvents.length > 0) await indexAssetEvents(db, assetEvents);
  return records;
}

async function advanceRuns(db: Write, events: readonly NewEvent[]): Promise<void> {
  const runIds = [...new Set(events.map(({ runId }) => runId).filter((runId) => runId !== ""))];
  const runs = new Map<string, RunRecord>();
  for (const ids of chunks(runIds)) {
    const rows = await db
      .selectFrom("runs")
      .select(["run_order", "record"])
      .where("run_id", "in", ids)
      .execute();
    for (const run of rows.map(runOf)) runs.set(run.runId, run);
  }
  const changed = new Map<string, RunRecord>();
  for (const event of events) {
    if (event.runId === "") continue;
    const run = changed.get(event.runId) ?? runs.get(event.runId);
    if (run === undefined) throw unknownRun(event.runId);
    const next = applyEventToRun(run, event);
    if (next !== run) changed.set(event.runId, next);
  }
  for (const run of changed.values()) {
    const { failureReason } = run;
    await writeRun(
      db,
      run,
      failureReason === undefined ? {} : { "dagster/failure_reason": failureReason },
    );
    if (!isFinished(run.status)) continue;
    await releaseSlots(db, run.runId);
    await deleteRunClaim(db, run.runId);
  }
}

function eventRow(event: NewEvent, storageId: number, body: string): EventTable {
  const { assetKey, partition, checkName } = assetFields(event);
  return {
    storage_id: storageId,
    run_id: event.runId,
    type: event.type,
    timestamp: event.timestamp,
    level: event.level,
    step_key: event.stepKey ?? null,
    asset_key: isAssetEvent(event) && assetKey !== undefined ? assetKeyText(assetKey) : null,
    partition: partition ?? null,
    check_name: checkName ?? null,
    body,
  };
}

/** An event's row as a record. */
export function eventOf(row: Pick<EventTable, "storage_id" | "body">): EventRecord {
  return { ...(JSON.parse(row.body) as NewEvent), storageId: row.storage_id };
}

export async function lastStorageId(db: Database): Promise<number> {
  const { value } = await db
    .selectFrom("counters")
    .select("value")
    .where("name", "=", "events")
    .executeTakeFirstOrThrow();
  return value;
}

export async function readEvents<Type extends EventType>(
  db: Database,
  query: EventQuery<Type> = {},
): Promise<EventPage<Type>> {
  const { limit = 1000, descending = false } = query;
  // Asked before the events: what is committed in between has a larger id and may be read, but is never skipped.
  const last = await lastStorageId(db);
  const rows = await filterEvents(db.selectFrom("events"), query)
    .select(["storage_id", "body"])
    .orderBy("storage_id", descending ? "desc" : "asc")
    .limit(limit + 1)
    .execute();
  const hasMore = rows.length > limit;
  if (hasMore) rows.pop();
  const newest = rows.at(-1)?.storage_id ?? 0;
  const end = descending ? (query.after ?? 0) : Math.max(query.after ?? 0, last, newest);
  return {
    events: rows.map(eventOf) as unknown as readonly EventRecord<Type>[],
    cursor: hasMore ? newest : end,
    hasMore,
  };
}

function filterEvents<Output>(
  query: SelectQueryBuilder<Tables, "events", Output>,
  filter: EventQuery,
): SelectQueryBuilder<Tables, "events", Output> {
  const { runId, types, stepKeys, levels, assetKeys, partitions, checkName, tags = {} } = filter;
  const { after, before, since, until } = filter;
  let select = query;
  if (runId !== undefined) select = select.where("run_id", "=", runId);
  if (types !== undefined) select = select.where("type", "in", [...types]);
  if (stepKeys !== undefined) select = select.where("step_key", "in", [...stepKeys]);
  if (levels !== undefined) select = select.where("level", "in", [...levels]);
  if (assetKeys !== undefined)
    select = select.where("asset_key", "in", assetKeys.map(assetKeyText));
  if (partitions !== undefined) select = select.where("partition", "in", [...partitions]);
  if (checkName !== undefined) select = select.where("check_name", "=", checkName);
  if (after !== undefined) select = select.where("storage_id", ">", after);
  if (before !== undefined) select = select.where("storage_id", "<", before);
  if (since !== undefined) select = select.where("timestamp", ">=", since);
  if (until !== undefined) select = select.where("timestamp", "<", until);
  for (const [key, value] of Object.entries(tags)) {
    select = select.where("storage_id", "in", (inner) =>
      inner
        .selectFrom("event_tags")
        .select("event_tags.storage_id")
        .where("key", "=", key)
        .where("value", "=", value),
    );
  }
  return select;
}
