/**
 * A Python tuple: an array that remembers that it is one, so that it is written as a tuple again.
 *
 * @example
 * ```ts
 * dumps(PyTuple.of(1, "a")); // what Python writes for (1, "a")
 * ```
 */
export class PyTuple<Item = unknown> extends Array<Item> {
  /** Derived arrays (`map`, `slice`, `filter` …) are plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** A tuple of the given items. */
  static override of<Item>(...items: Item[]): PyTuple<Item> {
    return tupleFrom(items);
  }
}

/** A tuple with the items of `items`, by position; holes become `undefined`. */
export function tupleFrom<Item>(items: readonly Item[]): PyTuple<Item> {
  const tuple = new PyTuple<Item>();
  for (const item of items) tuple.push(item);
  return tuple;
}
