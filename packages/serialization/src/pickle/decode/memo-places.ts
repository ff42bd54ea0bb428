import { isPlainDict } from "./dicts.ts";
import { buildState } from "./options.ts";

/**
 * Where in a memo those objects stand that another may take the place of: a dict that becomes a Map, and what a state
 * turns into a value. So one is found without a search through the memo, however often a stream stored it.
 */
export class MemoPlaces {
  readonly #places = new Map<object, number | number[]>();

  /** Notes that an entry was made. */
  note(index: number, value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    if (!isPlainDict(value) && !(buildState in value)) return;
    const places = this.#places.get(value);
    if (places === undefined) this.#places.set(value, index);
    else if (typeof places === "number") this.#places.set(value, [places, index]);
    else places.push(index);
  }

  /** The entries that held the object when they were made, and forgets them: it may have been overwritten in some. */
  take(value: object): readonly number[] {
    const places = this.#places.get(value) ?? [];
    this.#places.delete(value);
    return typeof places === "number" ? [places] : places;
  }
}
