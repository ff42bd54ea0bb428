import { sql, type CreateTableBuilder } from "kysely";
import type { Write } from "./tables.ts";

/** One step from a schema version to the next; runs inside a transaction. */
export type Migration = (db: Write) => Promise<void>;

const growing = (table: CreateTableBuilder<string>, name: string): CreateTableBuilder<string> =>
  table.addColumn(name, "integer", (column) =>
    column.primaryKey().autoIncrement(),
  ) as CreateTableBuilder<string>;

async function firstSchema(db: Write): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("counters")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "bigint", (column) => column.notNull())
    .execute();
  await db.insertInto("counters").values({ name: "events", value: 0 }).execute();

  await growing(schema.createTable("runs"), "run_order")
    .addColumn("run_id", "text", (column) => column.notNull().unique())
    .addColumn("job_name", "text", (column) => column.notNull())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("root_run_id", "text")
    .addColumn("job_snapshot_id", "text")
    .addColumn("idempotency_key", "text", (column) => column.unique())
    .addColumn("created_at", "double precision", (column) => column.notNull())
    .addColumn("updated_at", "double precision", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .execute();
  await schema.createIndex("runs_by_status").on("runs").columns(["status", "run_order"]).execute();
  await schema.createIndex("runs_by_job").on("runs").columns(["job_name", "run_order"]).execute();
  await schema.createIndex("runs_by_root").on("runs").column("root_run_id").execute();
  await schema
    .createTable("run_tags")
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("run_tags_key", ["key", "value", "run_id"])
    .execute();
  await schema.createIndex("run_tags_by_run").on("run_tags").column("run_id").execute();

  await schema
    .createTable("events")
    .addColumn("storage_id", "integer", (column) => column.primaryKey())
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("timestamp", "double precision", (column) => column.notNull())
    .addColumn("level", "text", (column) => column.notNull())
    .addColumn("step_key", "text")
    .addColumn("asset_key", "text")
    .addColumn("partition", "text")
    .addColumn("check_name", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await schema
    .createIndex("events_by_run")
    .on("events")
    .columns(["run_id", "storage_id"])
    .execute();
  await schema.createIndex("events_by_type").on("events").columns(["type", "storage_id"]).execute();
  await schema
    .createIndex("events_by_asset")
    .on("events")
    .columns(["asset_key", "storage_id"])
    .where(sql.ref("asset_key"), "is not", null)
    .execute();
  await schema
    .createIndex("events_by_partition")
    .on("events")
    .columns(["asset_key", "partition", "storage_id"])
    .where(sql.ref("partition"), "is not", null)
    .execute();
  await schema
    .createTable("event_tags")
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("storage_id", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("event_tags_key", ["key", "value", "storage_id"])
    .execute();
  await schema.createIndex("event_tags_by_event").on("event_tags").column("storage_id").execute();

  await schema
    .createTable("assets")
    .addColumn("asset_key", "text", (column) => column.primaryKey())
    .addColumn("last_materialization_id", "integer")
    .addColumn("last_observation_id", "integer")
    .addColumn("last_planned_run_id", "text")
    .addColumn("wiped_at", "integer")
    .execute();
  await schema
    .createTable("asset_partitions")
    .addColumn("asset_key", "text", (column) => column.notNull())
    .addColumn("partition", "text", (column) => column.notNull())
    .addColumn("storage_id", "integer", (column) => column.notNull())
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("timestamp", "double precision", (column) => column.notNull())
    .addPrimaryKeyConstraint("asset_partitions_key", ["asset_key", "partition"])
    .execute();

  await growing(schema.createTable("dynamic_partitions"), "position")
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addUniqueConstraint("dynamic_partitions_key", ["name", "key"])
    .execute();
  await schema
    .createTable("snapshots")
    .addColumn("snapshot_id", "text", (column) => column.primaryKey())
    .addColumn("body", "text", (column) => column.notNull())
    .execute();
  await schema
    .createTable("claims")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("token", "integer", (column) => column.notNull())
    .addColumn("expires_at", "double precision", (column) => column.notNull())
    .execute();
  await growing(schema.createTable("slots"), "slot_order")
    .addColumn("holder", "text", (column) => column.notNull().unique())
    .addColumn("run_id", "text", (column) => column.notNull())
    .addColumn("step_key", "text")
    .addColumn("limits", "text", (column) => column.notNull())
    .addColumn("priority", "integer", (column) => column.notNull())
    .addColumn("granted", "integer", (column) => column.notNull())
    .addColumn("expires_at", "double precision", (column) => column.notNull())
    .execute();
  await schema.createIndex("slots_by_run").on("slots").column("run_id").execute();
  await growing(schema.createTable("backfills"), "position")
    .addColumn("backfill_id", "text", (column) => column.notNull().unique())
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("title", "text")
    .addColumn("tags", "text", (column) => column.notNull())
    .addColumn("plan", "text", (column) => column.notNull())
    .addColumn("progress", "text", (column) => column.notNull())
    .addColumn("error", "text")
    .addColumn("created_at", "double precision", (column) => column.notNull())
    .addColumn("ended_at", "double precision")
    .execute();
  await schema
    .createTable("values_by_key")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
}

/** The way from an empty database to the newest schema; never changed once released, only added to. */
export const migrations: readonly Migration[] = [firstSchema];
