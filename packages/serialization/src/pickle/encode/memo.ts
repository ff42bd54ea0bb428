import { newTupleOwner, PyTuple, readTupleSlot, writeTupleSlot } from "../../python/tuple.ts";
import { TextMemo } from "./text-memo.ts";

/**
 * Which values were written already, and under which index of the pickle's memo.
 *
 * Every object has to be looked up once, and nearly none is met again. So objects only go into a Set, which costs
 * one operation each, until one is met twice; from then on into a Map. Tuples are this package's own and carry
 * their index themselves, and strings have a table of their own. What cannot have been met before goes nowhere until
 * something else is looked up, which may never happen.
 */
export class PickleMemo {
  /** Entries so far: the index of the next one. */
  size = 0;
  readonly #owner = newTupleOwner();
  #seen: Set<unknown> | undefined = new Set();
  #indices: number[] = [];
  #last: unknown;
  /** Objects that were not looked up, and their indices. */
  #unmet: object[] = [];
  #unmetIndices: number[] = [];
  #map = new Map<unknown, number>();
  /** Strings, by what they say. */
  readonly texts = new TextMemo();

  /** The index of an object, or undefined when it has none yet; the object counts as met. */
  enter(value: object): number | undefined {
    if (value instanceof PyTuple) return readTupleSlot(value, this.#owner);
    if (this.#unmet.length > 0) this.#settle();
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
    if (this.#unmet.length > 0) this.#settle();
    if (this.#seen !== undefined) this.#toMap();
    return this.#map.get(value);
  }

  /** Gives an index of before to an object that cannot have been met before, and need not have been looked up. */
  storeUnmet(value: object, index: number): void {
    this.#unmet.push(value);
    this.#unmetIndices.push(index);
  }

  /** Gives an object the next index. */
  store(value: object): void {
    this.storeAt(value, this.size);
    this.size += 1;
  }

  /** Gives an object an index of before. */
  storeAt(value: object, index: number): void {
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
    return this.texts.find(text);
  }

  /** Gives the string that was just not found the next index. */
  storeText(text: string): void {
    this.texts.store(text, this.size);
    this.size += 1;
  }

  #settle(): void {
    const values = this.#unmet;
    const indices = this.#unmetIndices;
    this.#unmet = [];
    this.#unmetIndices = [];
    const seen = this.#seen;
    for (let at = 0; at < values.length; at += 1) {
      if (seen === undefined) this.#map.set(values[at], indices[at]!);
      else {
        const before = seen.size;
        seen.add(values[at]);
        // An object whose getter makes a new text each time comes twice; its first index stays.
        if (seen.size > before) this.#indices[before] = indices[at]!;
      }
    }
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
