import type { Generated, Kysely, Selectable, Transaction } from "kysely";

/** Version of the schema that is in the database; one row. */
export interface SchemaTable {
  version: number;
}

/** Numbers that only grow; `events` holds the last storage id. */
export interface CounterTable {
  name: string;
  value: number;
}

export interface RunTable {
  run_order: Generated<number>;
  run_id: string;
  job_name: string;
  status: string;
  root_run_id: string | null;
  job_snapshot_id: string | null;
  idempotency_key: string | null;
  created_at: number;
  updated_at: number;
  /** The run record as JSON. */
  record: string;
}

export interface RunTagTable {
  run_id: string;
  key: string;
  value: string;
}

export interface EventTable {
  storage_id: number;
  run_id: string;
  type: string;
  timestamp: number;
  level: string;
  step_key: string | null;
  asset_key: string | null;
  partition: string | null;
  check_name: string | null;
  /** The event as JSON. */
  body: string;
}

/** Tags of asset events' data. */
export interface EventTagTable {
  key: string;
  value: string;
  storage_id: number;
}

export interface AssetTable {
  asset_key: string;
  last_materialization_id: number | null;
  last_observation_id: number | null;
  last_planned_run_id: string | null;
  wiped_at: number | null;
}

/** Newest materialization of each partition. */
export interface AssetPartitionTable {
  asset_key: string;
  partition: string;
  storage_id: number;
  run_id: string;
  timestamp: number;
}

export interface DynamicPartitionTable {
  position: Generated<number>;
  name: string;
  key: string;
}

export interface SnapshotTable {
  snapshot_id: string;
  body: string;
}

export interface ClaimTable {
  name: string;
  owner: string;
  token: number;
  expires_at: number;
}

export interface SlotTable {
  slot_order: Generated<number>;
  holder: string;
  run_id: string;
  step_key: string | null;
  limits: string;
  priority: number;
  granted: number;
  expires_at: number;
}

export interface BackfillTable {
  position: Generated<number>;
  backfill_id: string;
  status: string;
  version: number;
  title: string | null;
  tags: string;
  plan: string;
  progress: string;
  error: string | null;
  created_at: number;
  ended_at: number | null;
}

export interface ValueTable {
  key: string;
  value: string;
}

/** All tables, as the query builder sees them. */
export interface Tables {
  heddle_schema: SchemaTable;
  counters: CounterTable;
  runs: RunTable;
  run_tags: RunTagTable;
  events: EventTable;
  event_tags: EventTagTable;
  assets: AssetTable;
  asset_partitions: AssetPartitionTable;
  dynamic_partitions: DynamicPartitionTable;
  snapshots: SnapshotTable;
  claims: ClaimTable;
  slots: SlotTable;
  backfills: BackfillTable;
  values_by_key: ValueTable;
}

export type Database = Kysely<Tables>;
export type Write = Transaction<Tables>;
export type BackfillRow = Selectable<BackfillTable>;
