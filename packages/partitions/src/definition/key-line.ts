/** The keys that exist at one moment, as a line of positions: what every definition reduces to. */
export interface KeyLine<out Key extends string = string> {
  readonly length: number;
  /** The key at a position in `0 … length-1`. */
  keyAt(index: number): Key;
  /** Position of a key, or -1. */
  indexOf(key: string): number;
  /** The same keys as {@link span}, at once. */
  list(from: number, to: number): Key[];
  /** Keys at positions `from` up to, not including, `to`. */
  span(from: number, to: number): IterableIterator<Key>;
}

/** Most keys that an operation builds as an array. */
export const keyListLimit = 5_000_000;
