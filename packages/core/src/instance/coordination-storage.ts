import type { JsonValue } from "./metadata-value.ts";

/** The right to do one thing, held by one owner until it expires. */
export interface Claim {
  /** What is claimed, e.g. `run:<run id>` or `backfill:<id>`. The end of a run deletes the claim `run:<run id>`. */
  readonly name: string;
  readonly owner: string;
  /** Grows with every new holder of the name: whoever holds a smaller one has lost the claim. */
  readonly token: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** One limit that a slot counts against. */
export interface SlotLimit {
  /** Name of the pool, or of a tag limit such as `tag:team=a`. */
  readonly pool: string;
  /** How many may hold it at a time; 0 blocks. */
  readonly limit: number;
}

/** A wish to run something within limits. */
export interface SlotRequest {
  readonly runId: string;
  /** Absent when the whole run takes the slot. */
  readonly stepKey?: string;
  /** All must have room at once; nothing is held in part. */
  readonly limits: readonly SlotLimit[];
  /** Larger first; then first come, first served. Default 0. */
  readonly priority?: number;
  /** How long the wish or the slot lives without being renewed, in milliseconds. */
  readonly leaseMs: number;
}

/** The answer to a request for a slot. */
export interface SlotState {
  readonly granted: boolean;
  /** The pools that have no room, when it was not granted. */
  readonly blockedBy: readonly string[];
}

/** Who holds and who waits for a pool. */
export interface PoolUse {
  readonly pool: string;
  readonly held: readonly { readonly runId: string; readonly stepKey?: string }[];
  readonly waiting: readonly { readonly runId: string; readonly stepKey?: string }[];
}

/** Where a backfill is. */
export type BackfillStatus =
  | "REQUESTED"
  | "CANCELING"
  | "CANCELED"
  | "FAILED"
  | "COMPLETED_SUCCESS"
  | "COMPLETED_FAILED";

/** A stored backfill. `plan` and `progress` belong to the backfill engine. */
export interface BackfillRecord {
  /** Eight lower-case letters. */
  readonly backfillId: string;
  readonly status: BackfillStatus;
  readonly title?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What is to be made: fixed at creation. */
  readonly plan: JsonValue;
  /** How far it got: replaced after every chunk. */
  readonly progress: JsonValue;
  /** Grows with every update; an update must name the one it saw. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly error?: JsonValue;
}

/** Which backfills; newest first. */
export interface BackfillQuery {
  readonly statuses?: readonly BackfillStatus[];
  readonly limit?: number;
}

/** What several processes need to agree. Times come from the storage's clock. */
export interface CoordinationStorage {
  /** Takes a claim that is free, expired, or already the owner's. `undefined` when another holds it. */
  claim(name: string, owner: string, leaseMs: number): Promise<Claim | undefined>;
  /** Extends a claim. `undefined` when it was lost. */
  renewClaim(claim: Claim, leaseMs: number): Promise<Claim | undefined>;
  /** Gives a claim back; does nothing when it was lost. */
  releaseClaim(claim: Claim): Promise<void>;
  /** Claims that were not given back, expired ones too, whose names begin with `prefix`; by name. */
  listClaims(prefix: string): Promise<readonly Claim[]>;
  /**
   * Takes a claim from an owner that died. `undefined` when it is no longer as it was seen: renewed, given back, or
   * taken by another.
   */
  takeClaim(seen: Claim, owner: string, leaseMs: number): Promise<Claim | undefined>;

  /** Asks for a slot, or asks again: also renews the wait or the slot. */
  requestSlot(request: SlotRequest): Promise<SlotState>;
  /** Gives back the slots and wishes of a run, or of one step of it. */
  releaseSlots(runId: string, stepKey?: string): Promise<void>;
  poolUse(pool: string): Promise<PoolUse>;

  /** Stores a new backfill. The same id again returns the one that is there. */
  createBackfill(
    backfill: Pick<BackfillRecord, "backfillId" | "title" | "tags" | "plan" | "progress">,
  ): Promise<BackfillRecord>;
  getBackfill(backfillId: string): Promise<BackfillRecord | undefined>;
  listBackfills(query?: BackfillQuery): Promise<readonly BackfillRecord[]>;
  /** Replaces fields if the stored version is still `version`. `undefined` when another was faster. */
  updateBackfill(
    backfillId: string,
    version: number,
    change: Partial<Pick<BackfillRecord, "status" | "progress" | "error" | "endedAt">>,
  ): Promise<BackfillRecord | undefined>;

  /** Small values for programs: caches, cursors. */
  getValue(key: string): Promise<string | undefined>;
  /** Sets a value; `undefined` deletes it. With `expected`, only if the stored value equals it. Returns whether it was set. */
  setValue(key: string, value: string | undefined, expected?: string | null): Promise<boolean>;
}
