import { fault } from "./fault.ts";

/**
 * The memo when its indices are not 0, 1, 2 … in order. The machine keeps a plain array for the usual case
 * and moves to this on the first index that is out of order, so that one huge index costs one entry.
 */
export class SparseMemo {
  readonly #entries: Map<number, unknown>;

  constructor(dense: readonly unknown[]) {
    this.#entries = new Map(dense.entries());
  }

  /** Entries so far, which is the index that MEMOIZE takes. */
  get size(): number {
    return this.#entries.size;
  }

  get(index: number): unknown {
    const value = this.#entries.get(index);
    if (value === undefined && !this.#entries.has(index)) {
      fault("SERIALIZATION_MEMO_MISS", `memo entry ${index} was never written`);
    }
    return value;
  }

  set(index: number, value: unknown, limit: number): void {
    this.#entries.set(index, value);
    if (this.#entries.size > limit) {
      fault("SERIALIZATION_LIMIT", `more than ${limit} memo entries (maxMemo)`, { maxMemo: limit });
    }
  }

  replace(from: unknown, to: unknown): void {
    for (const [index, value] of this.#entries) if (value === from) this.#entries.set(index, to);
  }
}
