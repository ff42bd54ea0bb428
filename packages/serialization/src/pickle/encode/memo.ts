import { PyTuple, readTupleSlot, writeTupleSlot } from "../../python/tuple.ts";
import { TextMemo } from "./text-memo.ts";

/**
 * Which values were written already, and under which index of the pickle's memo.
 *
 * Every object has to be looked up once, and nearly none is met again. So objects only go into a Set, which costs
 * one operation each, until one is met twice; from then on into a Map. Tuples are this package's own and carry
 * their index themselves, and strings have a table of their own.
 */
export class PickleMemo {
  /** Entries so far: the index of the next one. */
  size = 0;
  readonly #owner = {};
  #seen: Set<unknown> | undefined = new Set();
  #indices: number[] = [];
  #last: unknown;
  #map = new Map<unknown, number>();
  readonly #texts = new TextMemo();

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
    return this.#texts.find(text);
  }

  /** Gives the string that was just not found the next index. */
  storeText(text: string): void {
    this.#texts.store(text, this.size);
    this.size += 1;
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
