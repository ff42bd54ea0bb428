import type { EventRecord, EventType, InstanceStorage, NewEvent } from "@heddle/core";
import * as assets from "./queries/assets.ts";
import * as backfills from "./queries/backfills.ts";
import * as claims from "./queries/claims.ts";
import * as dynamicPartitions from "./queries/dynamic-partitions.ts";
import * as events from "./queries/events.ts";
import { purgeEvents } from "./queries/retention.ts";
import * as runs from "./queries/runs.ts";
import * as slots from "./queries/slots.ts";
import * as values from "./queries/values.ts";
import type { Database, Write } from "./schema/tables.ts";

/** What differs between databases. */
export interface SqlStorageParts {
  readonly description: string;
  /** Sees only what was committed. */
  readonly reader: Database;
  readonly writer: Database;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly waitForEvents: InstanceStorage["waitForEvents"];
  /** Called after this process has committed events. */
  readonly committed: () => void;
  readonly close: () => Promise<void>;
}

/** An instance storage on a SQL database: the same queries for every dialect. */
export function sqlStorage(parts: SqlStorageParts): InstanceStorage {
  const { reader, writer, clock, committed } = parts;
  const write = <Result>(work: (db: Write) => Promise<Result>): Promise<Result> =>
    writer.transaction().execute(work);
  return {
    description: parts.description,
    shared: true,
    close: parts.close,
    [Symbol.asyncDispose]: parts.close,

    createRuns: (wanted) => write((db) => runs.createRuns(db, wanted, clock())),
    getRun: (runId) => runs.getRun(reader, runId),
    listRuns: (query) => runs.listRuns(reader, query),
    countRuns: async (filter) => {
      const counts = await runs.countRunsByStatus(reader, filter);
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    countRunsByStatus: (filter) => runs.countRunsByStatus(reader, filter),
    addRunTags: (runId, tags) => write((db) => runs.addRunTags(db, runId, tags, clock())),
    deleteRun: (runId) => write((db) => runs.deleteRun(db, runId)),
    putSnapshot: (value) => write((db) => runs.putSnapshot(db, value)),
    getSnapshot: (snapshotId) => runs.getSnapshot(reader, snapshotId),

    append: async <Type extends EventType>(wanted: readonly NewEvent<Type>[]) => {
      if (wanted.length === 0) return [];
      const records = await write((db) =>
        events.append(db, wanted as unknown as readonly NewEvent[]),
      );
      committed();
      return records as unknown as readonly EventRecord<Type>[];
    },
    readEvents: (query) => events.readEvents(reader, query),
    lastStorageId: () => events.lastStorageId(reader),
    waitForEvents: parts.waitForEvents,
    purgeEvents: (rule) => purgeEvents(writer, rule),

    listAssets: (query) => assets.listAssets(reader, query),
    getAssets: (keys) => assets.getAssets(reader, keys),
    latestMaterializationsByPartition: (query) =>
      assets.latestMaterializationsByPartition(reader, query),
    materializedPartitions: (query) => assets.materializedPartitions(reader, query),
    countMaterializedPartitions: (assetKey) => assets.countMaterializedPartitions(reader, assetKey),
    assetActivity: (assetKey, after, limit) => assets.assetActivity(reader, assetKey, after, limit),
    addDynamicPartitions: (name, keys) =>
      write((db) => dynamicPartitions.addDynamicPartitions(db, name, keys)),
    deleteDynamicPartition: (name, key) =>
      write((db) => dynamicPartitions.deleteDynamicPartition(db, name, key)),
    getDynamicPartitions: (name) => dynamicPartitions.getDynamicPartitions(reader, name),
    hasDynamicPartition: (name, key) => dynamicPartitions.hasDynamicPartition(reader, name, key),

    claim: (name, owner, leaseMs) =>
      write((db) => claims.claim(db, { name, owner, leaseMs }, clock())),
    renewClaim: (held, leaseMs) => write((db) => claims.renewClaim(db, held, leaseMs, clock())),
    releaseClaim: (held) => write((db) => claims.releaseClaim(db, held)),
    requestSlot: (request) => write((db) => slots.requestSlot(db, request, clock())),
    releaseSlots: (runId, stepKey) => write((db) => slots.releaseSlots(db, runId, stepKey)),
    poolUse: (pool) => slots.poolUse(reader, pool, clock()),
    createBackfill: (backfill) => write((db) => backfills.createBackfill(db, backfill, clock())),
    getBackfill: (backfillId) => backfills.getBackfill(reader, backfillId),
    listBackfills: (query) => backfills.listBackfills(reader, query),
    updateBackfill: (backfillId, version, change) =>
      write((db) => backfills.updateBackfill(db, backfillId, version, change)),
    getValue: (key) => values.getValue(reader, key),
    setValue: (key, value, expected) => write((db) => values.setValue(db, key, value, expected)),
  };
}
