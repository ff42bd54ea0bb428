import {
  checkDynamicPartitionKeys,
  dynamicPartitionsSnapshot,
  type DynamicPartitionsStore,
  type PartitionsContext,
  type PartitionsDefinition,
} from "@heddle/partitions";
import type { AssetRecord } from "./asset-storage.ts";
import { createEvent } from "./create-event.ts";
import { dynamicNames } from "./dynamic-names.ts";
import type {
  AssetCheckEvaluationData,
  AssetEventData,
  AssetMaterializationData,
} from "./event-data.ts";
import type { EventRecord, EventType } from "./events.ts";
import { InstanceLog } from "./instance-log.ts";
import { readDependents, readLineage, type LineageNode } from "./lineage.ts";
import type { AssetKeyParts } from "./metadata-value.ts";
import { PartitionStatuses } from "./partition-status/asset-status.ts";
import { readStatus } from "./partition-status/read-status.ts";
import type { PartitionStatus } from "./partition-status/status-table.ts";

/**
 * Everything Heddle remembers: runs, the event log and what follows from it. An event counts only once it is
 * stored, and a run's status changes only by storing an event.
 *
 * @example
 * ```ts
 * await using instance = ephemeralInstance();
 * await materialize([daily], { instance, partitionKey: "2023-01-05" });
 * const event = await instance.latestMaterialization(["daily"], "2023-01-05");
 * ```
 */
export class Instance extends InstanceLog {
  /** The newest materialization of an asset, or of one of its partitions; wiped ones do not count. */
  async latestMaterialization(
    assetKey: AssetKeyParts,
    partition?: string,
  ): Promise<EventRecord<"ASSET_MATERIALIZATION"> | undefined> {
    this.checkOpen();
    if (partition === undefined) return (await this.getAsset(assetKey))?.lastMaterialization;
    const [event] = await this.storage.latestMaterializationsByPartition({
      assetKey,
      partitions: [partition],
    });
    return event;
  }

  async getAsset(assetKey: AssetKeyParts): Promise<AssetRecord | undefined> {
    this.checkOpen();
    const [record] = await this.storage.getAssets([assetKey]);
    return record;
  }

  /**
   * Records that an asset was made, observed or checked outside of any run.
   *
   * @returns the stored event
   */
  async reportAssetEvent(
    event:
      | { readonly type: "ASSET_MATERIALIZATION"; readonly data: AssetMaterializationData }
      | { readonly type: "ASSET_OBSERVATION"; readonly data: AssetEventData }
      | { readonly type: "ASSET_CHECK_EVALUATION"; readonly data: AssetCheckEvaluationData },
  ): Promise<EventRecord> {
    const [record] = await this.append(
      createEvent<EventType>(event.type, {
        runId: "",
        jobName: "",
        timestamp: this.now(),
        data: event.data,
      }),
    );
    return record as EventRecord;
  }

  /** Forgets what was materialized: all of an asset, or some partitions. The events stay readable. */
  async wipeAsset(assetKey: AssetKeyParts, partitions?: readonly string[]): Promise<void> {
    await this.append(
      createEvent("ASSET_WIPED", {
        runId: "",
        jobName: "",
        timestamp: this.now(),
        data: { assetKey, ...(partitions === undefined ? {} : { partitions }) },
      }),
    );
  }

  /**
   * Where every partition of an asset stands: counts without listing keys, and keys by status.
   *
   * @param partitions the asset's partitions definition
   */
  async partitionStatuses(
    assetKey: AssetKeyParts,
    partitions: PartitionsDefinition,
  ): Promise<PartitionStatuses> {
    const context = await this.partitionsContext(partitions);
    const { table } = await readStatus(this.storage, { assetKey, partitions, context });
    return new PartitionStatuses(table, partitions, context);
  }

  /** Where an unpartitioned asset stands. */
  async assetStatus(assetKey: AssetKeyParts): Promise<PartitionStatus> {
    this.checkOpen();
    const { table } = await readStatus(this.storage, {
      assetKey,
      partitions: undefined,
      context: {},
    });
    return table.status(0);
  }

  /**
   * What an asset's newest materialization was made from, and what that was made from.
   *
   * @param options.depth how many layers to follow; default 10
   * @returns `undefined` when it was never materialized
   */
  async lineage(
    assetKey: AssetKeyParts,
    options: { readonly partition?: string; readonly depth?: number } = {},
  ): Promise<LineageNode | undefined> {
    const event = await this.latestMaterialization(assetKey, options.partition);
    return event && readLineage(this.storage, event, options.depth ?? 10);
  }

  /** The newest materializations that were made directly from this one. */
  dependents(
    materialization: EventRecord<"ASSET_MATERIALIZATION">,
  ): Promise<readonly EventRecord<"ASSET_MATERIALIZATION">[]> {
    this.checkOpen();
    return readDependents(this.storage, materialization);
  }

  /**
   * Adds keys to a dynamic partitions definition; those that are there already keep their place.
   *
   * @returns the keys that were new
   * @throws PARTITIONS_INVALID_KEY when a key holds characters that keys may not hold
   */
  async addDynamicPartitions(name: string, keys: readonly string[]): Promise<readonly string[]> {
    this.checkOpen();
    checkDynamicPartitionKeys(keys);
    return this.storage.addDynamicPartitions(name, keys);
  }

  /** Removes a key; what was made for it stays recorded. Returns whether it was there. */
  deleteDynamicPartition(name: string, key: string): Promise<boolean> {
    this.checkOpen();
    return this.storage.deleteDynamicPartition(name, key);
  }

  /** The keys in the order in which they were first added. */
  getDynamicPartitions(name: string): Promise<readonly string[]> {
    this.checkOpen();
    return this.storage.getDynamicPartitions(name);
  }

  hasDynamicPartition(name: string, key: string): Promise<boolean> {
    this.checkOpen();
    return this.storage.hasDynamicPartition(name, key);
  }

  /** The keys of dynamic definitions as they are now, for the pure functions of `@heddle/partitions`. */
  async dynamicPartitionsStore(names: readonly string[]): Promise<DynamicPartitionsStore> {
    const entries = names.map(
      async (name) => [name, await this.getDynamicPartitions(name)] as const,
    );
    return dynamicPartitionsSnapshot(Object.fromEntries(await Promise.all(entries)));
  }

  /** Time and dynamic keys for questions to a partitions definition. */
  async partitionsContext(
    ...partitions: readonly (PartitionsDefinition | undefined)[]
  ): Promise<PartitionsContext> {
    const names = new Set(
      partitions.flatMap((one) => (one === undefined ? [] : dynamicNames(one))),
    );
    const currentTime = this.now();
    return names.size === 0
      ? { currentTime }
      : { currentTime, dynamicStore: await this.dynamicPartitionsStore([...names]) };
  }
}
