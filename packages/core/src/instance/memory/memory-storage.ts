import { createHash } from "node:crypto";
import { canonicalJson } from "../canonical-json.ts";
import type { EventRecord, EventType, NewEvent } from "../events.ts";
import type { InstanceStorage } from "../storage.ts";
import * as assets from "./assets.ts";
import * as coordination from "./coordination.ts";
import * as events from "./events.ts";
import * as runs from "./runs.ts";
import { emptyState } from "./state.ts";

/** How an in-memory storage is made. */
export interface MemoryStorageOptions {
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/**
 * An instance storage that lives and dies with the process: for tests, and for library calls that were given
 * no instance.
 */
export function memoryStorage(options: MemoryStorageOptions = {}): InstanceStorage {
  const state = emptyState(options.clock ?? Date.now);
  const close = async (): Promise<void> => {
    for (const wake of state.waiters) wake();
  };
  return {
    description: "memory",
    shared: false,
    close,
    [Symbol.asyncDispose]: close,

    createRuns: async (wanted) => runs.createRuns(state, wanted),
    getRun: async (runId) => state.runs.get(runId),
    listRuns: async (query) => runs.listRuns(state, query),
    countRuns: async (filter) =>
      Object.values(runs.countRunsByStatus(state, filter)).reduce((sum, count) => sum + count, 0),
    countRunsByStatus: async (filter) => runs.countRunsByStatus(state, filter),
    addRunTags: async (runId, tags) => runs.addRunTags(state, runId, tags),
    deleteRun: async (runId) => runs.deleteRun(state, runId),
    putSnapshot: async (value) => {
      const text = canonicalJson(value);
      const id = createHash("sha256").update(text).digest("hex");
      state.snapshots.set(id, structuredClone(value));
      return id;
    },
    getSnapshot: async (id) => state.snapshots.get(id),

    append: async <Type extends EventType>(wanted: readonly NewEvent<Type>[]) =>
      events.append(
        state,
        wanted as unknown as readonly NewEvent[],
      ) as unknown as readonly EventRecord<Type>[],
    readEvents: async (query) => events.readEvents(state, query),
    lastStorageId: async () => state.storageId,
    waitForEvents: (after, signal) => events.waitForEvents(state, after, signal),
    purgeEvents: async (rule) => events.purgeEvents(state, rule),

    listAssets: async (query) => assets.listAssets(state, query),
    getAssets: async (keys) => assets.getAssets(state, keys),
    latestMaterializationsByPartition: async (query) =>
      assets.latestMaterializationsByPartition(state, query),
    materializedPartitions: async (query) => assets.materializedPartitions(state, query),
    countMaterializedPartitions: async (assetKey) =>
      assets.countMaterializedPartitions(state, assetKey),
    assetActivity: async (assetKey, after, limit) =>
      assets.assetActivity(state, assetKey, after, limit),
    addDynamicPartitions: async (name, keys) => assets.addDynamicPartitions(state, name, keys),
    deleteDynamicPartition: async (name, key) =>
      state.dynamicPartitions.get(name)?.delete(key) ?? false,
    getDynamicPartitions: async (name) => [...(state.dynamicPartitions.get(name) ?? [])],
    hasDynamicPartition: async (name, key) => state.dynamicPartitions.get(name)?.has(key) ?? false,

    claim: async (name, owner, leaseMs) => coordination.claim(state, name, owner, leaseMs),
    renewClaim: async (held, leaseMs) => coordination.renewClaim(state, held, leaseMs),
    releaseClaim: async (held) => coordination.releaseClaim(state, held),
    listClaims: async (prefix) => coordination.listClaims(state, prefix),
    takeClaim: async (seen, owner, leaseMs) => coordination.takeClaim(state, seen, owner, leaseMs),
    requestSlot: async (request) => coordination.requestSlot(state, request),
    releaseSlots: async (runId, stepKey) => coordination.releaseSlots(state, runId, stepKey),
    poolUse: async (pool) => coordination.poolUse(state, pool),
    createBackfill: async (backfill) => coordination.createBackfill(state, backfill),
    getBackfill: async (backfillId) => state.backfills.get(backfillId),
    listBackfills: async (query) => coordination.listBackfills(state, query),
    updateBackfill: async (backfillId, version, change) =>
      coordination.updateBackfill(state, backfillId, version, change),
    getValue: async (key) => state.values.get(key),
    setValue: async (key, value, expected) => coordination.setValue(state, key, value, expected),
  };
}
