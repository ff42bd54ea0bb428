import type { JsonValue } from "./metadata-value.ts";
import type { NewRun, RunFilter, RunQuery, RunRecord } from "./run-record.ts";
import type { RunStatus } from "./run-status.ts";

/** The outcome of creating a run. */
export interface CreatedRun {
  readonly run: RunRecord;
  /** False when a run with this id or idempotency key was there already; `run` is then that one. */
  readonly created: boolean;
}

/** Runs and what belongs to them. */
export interface RunStorage {
  /** Creates runs, all in one transaction, in order. Idempotent by run id and by idempotency key. */
  createRuns(runs: readonly NewRun[]): Promise<readonly CreatedRun[]>;
  getRun(runId: string): Promise<RunRecord | undefined>;
  /** Runs that match, newest first unless asked otherwise. */
  listRuns(query?: RunQuery): Promise<readonly RunRecord[]>;
  countRuns(filter?: RunFilter): Promise<number>;
  /** How many matching runs there are in each status; statuses without runs are left out. */
  countRunsByStatus(filter?: RunFilter): Promise<Readonly<Partial<Record<RunStatus, number>>>>;
  /** Adds tags, replacing values of the same key. Allowed on finished runs. */
  addRunTags(runId: string, tags: Readonly<Record<string, string>>): Promise<RunRecord>;
  /** Deletes a finished run with its non-asset events. Asset events stay, so what was made stays known. */
  deleteRun(runId: string): Promise<void>;

  /** Stores a job or plan as JSON. Returns its content hash (SHA-256, hex), by which it is found again. */
  putSnapshot(value: JsonValue): Promise<string>;
  getSnapshot(snapshotId: string): Promise<JsonValue | undefined>;
}
