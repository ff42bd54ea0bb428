import type { EventRecord, EventType, InstanceStorage, NewEvent } from "@heddle/core";
import { StorageError } from "./errors.ts";
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
  const { clock } = parts;
  let isOpen = true;
  const checkOpen = (): void => {
    if (!isOpen) throw closedError(parts.description);
  };
  const read = async <Result>(work: (db: Database) => Promise<Result>): Promise<Result> => {
    checkOpen();
    return work(parts.reader);
  };
  const write = async <Result>(work: (db: Write) => Promise<Result>): Promise<Result> => {
    checkOpen();
    return parts.writer.transaction().execute(work);
  };
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await parts.close();
  };
  return {
    description: parts.description,
    shared: true,
    close,
    [Symbol.asyncDispose]: close,

    createRuns: (wanted) => write((db) => runs.createRuns(db, wanted, clock())),
    getRun: (runId) => read((db) => runs.getRun(db, runId)),
    listRuns: (query) => read((db) => runs.listRuns(db, query)),
    countRuns: async (filter) => {
      const counts = await read((db) => runs.countRunsByStatus(db, filter));
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    countRunsByStatus: (filter) => read((db) => runs.countRunsByStatus(db, filter)),
    addRunTags: (runId, tags) => write((db) => runs.addRunTags(db, runId, tags, clock())),
    deleteRun: (runId) => write((db) => runs.deleteRun(db, runId)),
    putSnapshot: (value) => write((db) => runs.putSnapshot(db, value)),
    getSnapshot: (snapshotId) => read((db) => runs.getSnapshot(db, snapshotId)),

    append: async <Type extends EventType>(wanted: readonly NewEvent<Type>[]) => {
      if (wanted.length === 0) return [];
      const records = await write((db) =>
        events.append(db, wanted as unknown as readonly NewEvent[]),
      );
      parts.committed();
      return records as unknown as readonly EventRecord<Type>[];
    },
    readEvents: (query) => read((db) => events.readEvents(db, query)),
    lastStorageId: () => read(events.lastStorageId),
    waitForEvents: parts.waitForEvents,
    purgeEvents: async (rule) => {
      checkOpen();
      return purgeEvents(parts.writer, rule);
    },

    listAssets: (query) => read((db) => assets.listAssets(db, query)),
    getAssets: (keys) => read((db) => assets.getAssets(db, keys)),
    latestMaterializationsByPartition: (query) =>
      read((db) => assets.latestMaterializationsByPartition(db, query)),
    materializedPartitions: (query) => read((db) => assets.materializedPartitions(db, query)),
    countMaterializedPartitions: (assetKey) =>
      read((db) => assets.countMaterializedPartitions(db, assetKey)),
    assetActivity: (assetKey, after, limit) =>
      read((db) => assets.assetActivity(db, assetKey, after, limit)),
    addDynamicPartitions: (name, keys) =>
      write((db) => dynamicPartitions.addDynamicPartitions(db, name, keys)),
    deleteDynamicPartition: (name, key) =>
      write((db) => dynamicPartitions.deleteDynamicPartition(db, name, key)),
    getDynamicPartitions: (name) => read((db) => dynamicPartitions.getDynamicPartitions(db, name)),
    hasDynamicPartition: (name, key) =>
      read((db) => dynamicPartitions.hasDynamicPartition(db, name, key)),

    claim: (name, owner, leaseMs) =>
      write((db) => claims.claim(db, { name, owner, leaseMs }, clock())),
    renewClaim: (held, leaseMs) => write((db) => claims.renewClaim(db, held, leaseMs, clock())),
    releaseClaim: (held) => write((db) => claims.releaseClaim(db, held)),
    listClaims: (prefix) => read((db) => claims.listClaims(db, prefix)),
    takeClaim: (seen, owner, leaseMs) =>
      write((db) => claims.takeClaim(db, seen, { owner, leaseMs }, clock())),
    requestSlot: (request) => write((db) => slots.requestSlot(db, request, clock())),
    releaseSlots: (runId, stepKey) => write((db) => slots.releaseSlots(db, runId, stepKey)),
    poolUse: (pool) => read((db) => slots.poolUse(db, pool, clock())),
    createBackfill: (backfill) => write((db) => backfills.createBackfill(db, backfill, clock())),
    getBackfill: (backfillId) => read((db) => backfills.getBackfill(db, backfillId)),
    listBackfills: (query) => read((db) => backfills.listBackfills(db, query)),
    updateBackfill: (backfillId, version, change) =>
      write((db) => backfills.updateBackfill(db, backfillId, version, change)),
    getValue: (key) => read((db) => values.getValue(db, key)),
    setValue: (key, value, expected) => write((db) => values.setValue(db, key, value, expected)),
  };
}

function closedError(description: string): StorageError<"STORAGE_CLOSED"> {
  return new StorageError({
    code: "STORAGE_CLOSED",
    message: `the storage "${description}" was used after it was closed`,
  });
}
