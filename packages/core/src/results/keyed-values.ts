/** One value per partition key, for a run over several partitions. Made by {@link keyedValues}. */
export interface KeyedValues<out Value = unknown> {
  readonly kind: "keyed-values";
  readonly entries: Iterable<readonly [string, Value]> | AsyncIterable<readonly [string, Value]>;
}

/**
 * The values of several partitions, stored key by key as they come. A body of a run over several partitions returns it;
 * a plain `Map` does as well.
 *
 * @param entries a record, or pairs of partition key and value, also from an async generator so that not all are in memory
 *
 * @example
 * ```ts
 * return keyedValues({ "2023-01-01": 1, "2023-01-02": 2 });
 * ```
 */
export function keyedValues<Value>(
  entries:
    | Readonly<Record<string, Value>>
    | Iterable<readonly [string, Value]>
    | AsyncIterable<readonly [string, Value]>,
): KeyedValues<Value> {
  const iterable = Symbol.iterator in entries || Symbol.asyncIterator in entries;
  return {
    kind: "keyed-values",
    entries: iterable ? entries : Object.entries(entries),
  };
}
