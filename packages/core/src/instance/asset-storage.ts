import type { AssetKeyParts } from "./metadata-value.ts";
import type { StoredPartitionsSubset } from "./event-data.ts";
import type { EventRecord } from "./events.ts";

/** What the instance knows of an asset, over all its partitions. */
export interface AssetRecord {
  readonly assetKey: AssetKeyParts;
  /** Newest materialization that was not wiped. */
  readonly lastMaterialization?: EventRecord<"ASSET_MATERIALIZATION">;
  readonly lastObservation?: EventRecord<"ASSET_OBSERVATION">;
  /** Newest run that planned to make it. */
  readonly lastPlannedRunId?: string;
  /** Storage id of the event that last wiped all of it; earlier materializations do not count. */
  readonly wipedAt?: number;
}

/** Which assets. */
export interface AssetQuery {
  /** Only keys that start with these parts. */
  readonly prefix?: AssetKeyParts;
  /** Go on behind this key. */
  readonly after?: AssetKeyParts;
  /** Default: no limit. */
  readonly limit?: number;
}

/** Which partitions of one asset. */
export interface PartitionQuery {
  readonly assetKey: AssetKeyParts;
  /** Default: all that have a materialization. */
  readonly partitions?: readonly string[];
  /** Go on behind this partition key. */
  readonly after?: string;
  /** Default: no limit. */
  readonly limit?: number;
}

/** The newest materialization of one partition, without its event. */
export interface PartitionMaterialization {
  readonly partition: string;
  readonly storageId: number;
  readonly runId: string;
  readonly timestamp: number;
}

/** One fact about an asset's partitions, from which statuses are computed. */
export interface AssetActivity {
  readonly storageId: number;
  readonly type:
    | "ASSET_MATERIALIZATION_PLANNED"
    | "ASSET_MATERIALIZATION"
    | "ASSET_FAILED_TO_MATERIALIZE"
    | "ASSET_WIPED";
  readonly runId: string;
  /** Absent for an unpartitioned asset. */
  readonly partition?: string;
  readonly partitionsSubset?: StoredPartitionsSubset;
  /** Wiped partitions. */
  readonly partitions?: readonly string[];
}

/** What was materialized, asset by asset and partition by partition. */
export interface AssetStorage {
  /** Assets in the order of their keys. */
  listAssets(query?: AssetQuery): Promise<readonly AssetRecord[]>;
  /** The records of these assets, in the same order; `undefined` for one that no event ever named. */
  getAssets(keys: readonly AssetKeyParts[]): Promise<readonly (AssetRecord | undefined)[]>;
  /** Newest materialization per partition, in the order of partition keys; wiped ones are missing. */
  latestMaterializationsByPartition(
    query: PartitionQuery,
  ): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]>;
  /** As `latestMaterializationsByPartition`, without the events: for many keys. */
  materializedPartitions(query: PartitionQuery): Promise<readonly PartitionMaterialization[]>;
  /** Number of partitions that have a materialization; 1 or 0 for an unpartitioned asset. */
  countMaterializedPartitions(assetKey: AssetKeyParts): Promise<number>;
  /** What happened to an asset's partitions behind a cursor, oldest first. */
  assetActivity(
    assetKey: AssetKeyParts,
    after: number,
    limit: number,
  ): Promise<readonly AssetActivity[]>;

  /** Adds keys to a dynamic partitions definition. Returns those that were new, in order. */
  addDynamicPartitions(name: string, keys: readonly string[]): Promise<readonly string[]>;
  /** Removes a key; what was materialized for it stays recorded. Returns whether it was there. */
  deleteDynamicPartition(name: string, key: string): Promise<boolean>;
  /** The keys in the order in which they were first added. */
  getDynamicPartitions(name: string): Promise<readonly string[]>;
  hasDynamicPartition(name: string, key: string): Promise<boolean>;
}
