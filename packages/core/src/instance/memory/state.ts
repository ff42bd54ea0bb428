import type { AssetRecord } from "../asset-storage.ts";
import type { BackfillRecord, Claim, SlotRequest } from "../coordination-storage.ts";
import type { EventRecord } from "../events.ts";
import type { AssetKeyParts, JsonValue } from "../metadata-value.ts";
import type { RunRecord } from "../run-record.ts";

/** An asset with the newest materialization of each of its partitions. */
export interface AssetState {
  record: AssetRecord;
  readonly key: AssetKeyParts;
  readonly partitions: Map<string, EventRecord<"ASSET_MATERIALIZATION">>;
  /** Events that name the asset, oldest first. */
  readonly events: EventRecord[];
}

/** A granted or waiting slot. */
export interface SlotStateEntry extends SlotRequest {
  readonly order: number;
  granted: boolean;
  expiresAt: number;
}

/** All that the in-memory storage holds. */
export interface MemoryState {
  readonly now: () => number;
  readonly runs: Map<string, RunRecord>;
  readonly idempotencyKeys: Map<string, string>;
  runOrder: number;
  events: EventRecord[];
  readonly eventsByRun: Map<string, EventRecord[]>;
  storageId: number;
  readonly assets: Map<string, AssetState>;
  readonly dynamicPartitions: Map<string, Set<string>>;
  readonly snapshots: Map<string, JsonValue>;
  readonly claims: Map<string, Claim>;
  readonly slots: Map<string, SlotStateEntry>;
  slotOrder: number;
  readonly backfills: Map<string, BackfillRecord>;
  readonly values: Map<string, string>;
  readonly waiters: Set<() => void>;
}

/** A state without content. */
export function emptyState(now: () => number): MemoryState {
  return {
    now,
    runs: new Map(),
    idempotencyKeys: new Map(),
    runOrder: 0,
    events: [],
    eventsByRun: new Map(),
    storageId: 0,
    assets: new Map(),
    dynamicPartitions: new Map(),
    snapshots: new Map(),
    claims: new Map(),
    slots: new Map(),
    slotOrder: 0,
    backfills: new Map(),
    values: new Map(),
    waiters: new Set(),
  };
}
