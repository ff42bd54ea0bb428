import { PyTuple, readTupleSlot, writeTupleSlot } from "../../python/tuple.ts";

const cacheSize = 512;

/**
 * Which values were written already, and under which index of the pickle's memo.
 *
 * Every object has to be looked up once, and nearly none is met again. So objects only go into a Set, which costs
 * one operation each, until one is met twice; from then on into a Map. Tuples are this package's own and carry
 * their index themselves. Repeated strings, most of them keys, are found in a small cache before the Map is asked.
 */
export class PickleMemo {
  /** Entries so far: the index of the next one. */
  size = 0;
  readonly #owner = {};
  #seen: Set<unknown> | undefined = new Set();
  #indices: number[] = [];
  #last: unknown;
  #map = new Map<unknown, number>();
  readonly #strings = new Map<unknown, number>();
  readonly #cachedTexts: string[] = Array.from({ length: cacheSize }, () => "");
  readonly #cachedIndices = new Int32Array(cacheSize);

  /** The index of an object, or undefined when it has none yet; the object counts as met. */
  enter(value: object): number | undefined {
    if (value instanceof PyTuple) return readTupleSlot(value, this.#owner);
    const seen = this.#seen;
    if (seen === undefined) return this.#map.get(value);
    const before = seen.size;
    seen.add(value);
    if (seen.size === before) {
      this.#toMap();
      return this.#map.get(value);
    }
    this.#last = value;
    return undefined;
  }

  /** The index of an object, or undefined when it has none yet. */
  find(value: object): number | undefined {
    if (value instanceof PyTuple) return readTupleSlot(value, this.#owner);
    if (this.#seen !== undefined) this.#toMap();
    return this.#map.get(value);
  }

  /** Gives an object the next index. */
  store(value: object): void {
    const index = this.size;
    this.size = index + 1;
    if (value instanceof PyTuple) writeTupleSlot(value, this.#owner, index);
    else if (this.#seen !== undefined && value === this.#last) {
      this.#indices[this.#seen.size - 1] = index;
    } else {
      if (this.#seen !== undefined) this.#toMap();
      this.#map.set(value, index);
    }
  }

  /** The index of a string, or undefined when it has none yet. */
  findText(text: string): number | undefined {
    const slot = slotOf(text);
    if (this.#cachedTexts[slot] === text && text !== "") return this.#cachedIndices[slot];
    const index = this.#strings.get(text);
    if (index !== undefined) this.#cache(slot, text, index);
    return index;
  }

  /** Gives a string the next index. */
  storeText(text: string): void {
    const index = this.size;
    this.size = index + 1;
    this.#strings.set(text, index);
  }

  #cache(slot: number, text: string, index: number): void {
    this.#cachedTexts[slot] = text;
    this.#cachedIndices[slot] = index;
  }

  #toMap(): void {
    let at = 0;
    for (const value of this.#seen!) {
      const index = this.#indices[at];
      if (index !== undefined) this.#map.set(value, index);
      at += 1;
    }
    this.#seen = undefined;
    this.#indices = [];
  }
}

function slotOf(text: string): number {
  const { length } = text;
  if (length === 0) return 0;
  const mixed = length * 31 + text.charCodeAt(0) * 7 + text.charCodeAt(length - 1) * 131;
  return (mixed + text.charCodeAt(length >> 1) * 17) & (cacheSize - 1);
}
