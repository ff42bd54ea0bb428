import { fault } from "./fault.ts";
import { MemoPlaces } from "./memo-places.ts";

const sampleBytes = 2048;

/** The memo of a large dict gets its room when it has so many entries: texts of the dict are left out of it. */
export const worthReserving = 1000;

/**
 * Gives a memo about as much room as it needs for the pickle of these bytes, judged by two samples of them; at most one
 * entry for four bytes. Growing it step by step would copy it some twenty times. The start is no sample: protocols
 * below 4 write the first 256 entries by another opcode.
 */
export function reserveMemo(memo: unknown[], bytes: Uint8Array): void {
  const { length } = bytes;
  if (length < 8 * sampleBytes) return;
  const least = Math.min(
    countPuts(bytes, Math.floor(length / 3)),
    countPuts(bytes, Math.floor((2 * length) / 3)),
    sampleBytes / 4,
  );
  const likely = Math.min(4_000_000, Math.ceil((least * length) / sampleBytes));
  if (memo.length < likely) memo.length = likely;
}

/** Whether the pickle's value begins as a dict. */
export function isDictAtRoot(bytes: Uint8Array): boolean {
  let at = bytes[0] === 0x80 ? 2 : 0;
  if (bytes[at] === 0x95) at += 9;
  return bytes[at] === 0x7d;
}

/** How many bytes of a sample are MEMOIZE, or LONG_BINPUT where that protocol is older. */
function countPuts(bytes: Uint8Array, from: number): number {
  const opcode = bytes[0] === 0x80 && bytes[1]! >= 4 ? 0x94 : 0x72;
  let count = 0;
  for (let at = from; at < from + sampleBytes; at += 1) if (bytes[at] === opcode) count += 1;
  return count;
}

/**
 * The memo when its indices are not 0, 1, 2 … in order. The machine keeps a plain array for the usual case
 * and moves to this on the first index that is out of order, so that one huge index costs one entry.
 */
export class SparseMemo {
  readonly #entries: Map<number, unknown>;
  readonly #places = new MemoPlaces();

  constructor(dense: readonly unknown[]) {
    this.#entries = new Map(dense.entries());
    for (const [index, value] of this.#entries) this.#places.note(index, value);
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
    this.#places.note(index, value);
    if (this.#entries.size > limit) {
      fault("SERIALIZATION_LIMIT", `more than ${limit} memo entries (maxMemo)`, { maxMemo: limit });
    }
  }

  replace(from: object, to: object): void {
    for (const index of this.#places.take(from)) {
      if (this.#entries.get(index) !== from) continue;
      this.#entries.set(index, to);
      this.#places.note(index, to);
    }
  }
}
