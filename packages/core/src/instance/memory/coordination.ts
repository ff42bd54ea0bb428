import type {
  BackfillQuery,
  BackfillRecord,
  Claim,
  PoolUse,
  SlotRequest,
  SlotState,
} from "../coordination-storage.ts";
import { decideSlot } from "../slot-order.ts";
import type { MemoryState } from "./state.ts";

export function claim(
  state: MemoryState,
  name: string,
  owner: string,
  leaseMs: number,
): Claim | undefined {
  const now = state.now();
  const held = state.claims.get(name);
  if (held !== undefined && held.expiresAt > now && held.owner !== owner) return undefined;
  const next: Claim = { name, owner, token: (held?.token ?? 0) + 1, expiresAt: now + leaseMs };
  state.claims.set(name, next);
  return next;
}

export function renewClaim(state: MemoryState, held: Claim, leaseMs: number): Claim | undefined {
  if (state.claims.get(held.name)?.token !== held.token) return undefined;
  const next = { ...held, expiresAt: state.now() + leaseMs };
  state.claims.set(held.name, next);
  return next;
}

export function releaseClaim(state: MemoryState, held: Claim): void {
  if (state.claims.get(held.name)?.token === held.token)
    state.claims.set(held.name, { ...held, owner: "", expiresAt: 0 });
}

export function listClaims(state: MemoryState, prefix: string): readonly Claim[] {
  return [...state.claims.values()]
    .filter(({ name, owner }) => owner !== "" && name.startsWith(prefix))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

export function takeClaim(
  state: MemoryState,
  seen: Claim,
  owner: string,
  leaseMs: number,
): Claim | undefined {
  const held = state.claims.get(seen.name);
  if (held?.token !== seen.token || held.expiresAt !== seen.expiresAt) return undefined;
  const next = { ...held, owner, token: held.token + 1, expiresAt: state.now() + leaseMs };
  state.claims.set(seen.name, next);
  return next;
}

function holderOf(runId: string, stepKey: string | undefined): string {
  return JSON.stringify([runId, stepKey ?? null]);
}

export function requestSlot(state: MemoryState, request: SlotRequest): SlotState {
  const now = state.now();
  for (const [holder, entry] of state.slots) if (entry.expiresAt <= now) state.slots.delete(holder);
  const holder = holderOf(request.runId, request.stepKey);
  const known = state.slots.get(holder);
  const entry = {
    ...request,
    order: known?.order ?? (state.slotOrder += 1),
    granted: known?.granted ?? false,
    expiresAt: now + request.leaseMs,
  };
  state.slots.set(holder, entry);
  if (entry.granted) return { granted: true, blockedBy: [] };
  const decision = decideSlot(
    [...state.slots].map(([key, other]) => ({
      ...other,
      holder: key,
      priority: other.priority ?? 0,
    })),
    holder,
  );
  entry.granted = decision.granted;
  return decision;
}

export function releaseSlots(state: MemoryState, runId: string, stepKey?: string): void {
  for (const [holder, entry] of state.slots) {
    if (entry.runId === runId && (stepKey === undefined || entry.stepKey === stepKey))
      state.slots.delete(holder);
  }
}

export function poolUse(state: MemoryState, pool: string): PoolUse {
  const now = state.now();
  const entries = [...state.slots.values()].filter(
    (entry) => entry.expiresAt > now && entry.limits.some((limit) => limit.pool === pool),
  );
  return {
    pool,
    held: entries.filter(({ granted }) => granted).map(holderName),
    waiting: entries.filter(({ granted }) => !granted).map(holderName),
  };
}

function holderName({ runId, stepKey }: SlotRequest): { runId: string; stepKey?: string } {
  return stepKey === undefined ? { runId } : { runId, stepKey };
}

export function createBackfill(
  state: MemoryState,
  backfill: Pick<BackfillRecord, "backfillId" | "title" | "tags" | "plan" | "progress">,
): BackfillRecord {
  const known = state.backfills.get(backfill.backfillId);
  if (known !== undefined) return known;
  const record: BackfillRecord = {
    ...backfill,
    status: "REQUESTED",
    version: 1,
    createdAt: state.now(),
  };
  state.backfills.set(record.backfillId, record);
  return record;
}

export function listBackfills(
  state: MemoryState,
  query: BackfillQuery = {},
): readonly BackfillRecord[] {
  const { statuses, limit = Infinity } = query;
  return [...state.backfills.values()]
    .toReversed()
    .filter((backfill) => statuses === undefined || statuses.includes(backfill.status))
    .slice(0, limit);
}

export function updateBackfill(
  state: MemoryState,
  backfillId: string,
  version: number,
  change: Partial<Pick<BackfillRecord, "status" | "progress" | "error" | "endedAt">>,
): BackfillRecord | undefined {
  const known = state.backfills.get(backfillId);
  if (known?.version !== version) return undefined;
  const next = { ...known, ...change, version: version + 1 };
  state.backfills.set(backfillId, next);
  return next;
}

export function setValue(
  state: MemoryState,
  key: string,
  value: string | undefined,
  expected: string | null | undefined,
): boolean {
  if (expected !== undefined && (state.values.get(key) ?? null) !== expected) return false;
  if (value === undefined) state.values.delete(key);
  else state.values.set(key, value);
  return true;
}
