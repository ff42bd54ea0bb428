import type { SlotLimit, SlotState } from "./coordination-storage.ts";

/** A wish for a slot as storages keep it. */
export interface SlotEntry {
  /** Run id and step key in one. */
  readonly holder: string;
  readonly limits: readonly SlotLimit[];
  readonly priority: number;
  /** Position in the order of first requests. */
  readonly order: number;
  readonly granted: boolean;
}

/**
 * Decides whether a waiting request may have its slot now. Waiting requests are served by priority, then in
 * the order in which they came; one that is blocked by another pool does not block those behind it.
 *
 * @param entries all live entries, the request's own included
 * @param holder which of them asks
 */
export function decideSlot(entries: readonly SlotEntry[], holder: string): SlotState {
  const used = new Map<string, number>();
  const take = (entry: SlotEntry): void => {
    for (const { pool } of entry.limits) used.set(pool, (used.get(pool) ?? 0) + 1);
  };
  const full = (entry: SlotEntry): string[] =>
    entry.limits
      .filter(({ pool, limit }) => (used.get(pool) ?? 0) >= limit)
      .map(({ pool }) => pool);
  for (const entry of entries) if (entry.granted) take(entry);
  const waiting = entries
    .filter((entry) => !entry.granted)
    .toSorted((a, b) => b.priority - a.priority || a.order - b.order);
  for (const entry of waiting) {
    const blockedBy = full(entry);
    if (entry.holder === holder) return { granted: blockedBy.length === 0, blockedBy };
    if (blockedBy.length === 0) take(entry);
  }
  return { granted: true, blockedBy: [] };
}
