import type { RunFailureReason } from "./event-data.ts";
import type { AssetKeyParts, JsonValue } from "./metadata-value.ts";
import type { RunStatus } from "./run-status.ts";

/** What a run is to do, as its creator says it. */
export interface NewRun {
  /** A UUID. Creating the same id again returns the run that is there. */
  readonly runId: string;
  readonly jobName: string;
  /** Default `NOT_STARTED`; `MANAGED` for a run that is controlled from outside. */
  readonly status?: "NOT_STARTED" | "MANAGED";
  /** Run config as given, with `{ env: NAME }` unresolved; never a resolved secret. */
  readonly runConfig?: JsonValue;
  readonly tags?: Readonly<Record<string, string>>;
  /** Step keys to run; absent means all. */
  readonly stepSelection?: readonly string[];
  /** Assets to materialize; absent means those of the job. */
  readonly assetSelection?: readonly AssetKeyParts[];
  /** Checks to evaluate, as `asset/key:check`. */
  readonly checkSelection?: readonly string[];
  /** The run that this one repeats, and the first of the chain: both or neither. */
  readonly parentRunId?: string;
  readonly rootRunId?: string;
  /** Content hashes of the job and plan, stored with `putSnapshot`. */
  readonly jobSnapshotId?: string;
  readonly planSnapshotId?: string;
  /** Launching twice with one key gives the first run. Unique in the instance. */
  readonly idempotencyKey?: string;
}

/** A stored run. Times are milliseconds since the epoch. */
export interface RunRecord extends Omit<NewRun, "status" | "tags" | "runConfig"> {
  readonly status: RunStatus;
  readonly runConfig: JsonValue;
  readonly tags: Readonly<Record<string, string>>;
  /** Position in the order of creation; a cursor for lists. */
  readonly runOrder: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Time of RUN_START. */
  readonly startedAt?: number;
  /** Time of the event that ended it. */
  readonly endedAt?: number;
  readonly failureReason?: RunFailureReason;
}

/** Which runs. All given conditions must hold. */
export interface RunFilter {
  readonly runIds?: readonly string[];
  readonly jobName?: string;
  readonly statuses?: readonly RunStatus[];
  /** Every tag must match; a list of values means any of them. */
  readonly tags?: Readonly<Record<string, string | readonly string[]>>;
  /** The whole chain of re-executions of one first run, the first included. */
  readonly rootRunId?: string;
  readonly jobSnapshotId?: string;
  /** Milliseconds since the epoch; exclusive. */
  readonly createdAfter?: number;
  readonly createdBefore?: number;
  readonly updatedAfter?: number;
  readonly updatedBefore?: number;
}

/** Which runs, in which order, from where. */
export interface RunQuery extends RunFilter {
  /** Go on behind this run (`runOrder` of the last one seen). */
  readonly cursor?: number;
  /** Default 100. */
  readonly limit?: number;
  /** Oldest first. Default false: newest first. */
  readonly ascending?: boolean;
}
