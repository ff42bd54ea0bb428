import type { StoredPartitionsSubset } from "../instance/event-data.ts";
import type { JsonValue } from "../instance/metadata-value.ts";

/** One asset of a backfill and the partitions to make of it. */
export interface BackfillTarget {
  readonly assetKey: readonly string[];
  /** Absent for an unpartitioned asset, which is made once. */
  readonly partitions?: StoredPartitionsSubset;
}

/** What a backfill is to make; stored with it, and enough to go on after a crash. */
export interface BackfillPlan {
  /** A job whose partitions are run one by one; absent for a backfill of assets. */
  readonly jobName?: string;
  /** The job's keys in the order in which they were asked for. */
  readonly keys?: readonly string[];
  readonly targets?: readonly BackfillTarget[];
  /** Most partitions per run, over the assets' own policies; `null` for all in one run. */
  readonly maxPartitionsPerRun?: number | null;
  readonly runConfig?: JsonValue;
  /** The moment that decides which time partitions exist, in milliseconds since the epoch. */
  readonly currentTime: number;
  /** The backfill whose failed parts this one makes again. */
  readonly retryOf?: string;
}

/** How far a backfill got. */
export interface BackfillProgress {
  readonly runs: {
    /** Runs that the backfill needs in all. */
    readonly total: number;
    readonly succeeded: number;
    readonly failed: number;
    /** Not requested, because something upstream failed. */
    readonly blocked: number;
  };
  /** Partitions by asset, in the user's form of its key; 1 for an unpartitioned asset. */
  readonly assets: Readonly<
    Record<
      string,
      { readonly total: number; readonly materialized: number; readonly failed: number }
    >
  >;
}
