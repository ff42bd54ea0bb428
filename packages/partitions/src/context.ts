import { PartitionsError } from "./errors.ts";

/**
 * A moment: a `Date`, milliseconds since 1970, anything with `epochMilliseconds` (a `Temporal.Instant`
 * or `ZonedDateTime`), or an ISO 8601 text. A text without an offset is wall-clock time in the zone of
 * the definition it is given to.
 */
export type TimeInput = Date | number | string | { readonly epochMilliseconds: number };

/** Reads the keys of dynamic definitions; an instance is one, a snapshot is another. */
export interface DynamicPartitionsStore {
  /** The keys under `name`, in the order they were first added. */
  getDynamicPartitions(name: string): readonly string[];
  /** Whether `key` is stored under `name`; a point query. */
  hasDynamicPartition(name: string, key: string): boolean;
}

/** What a definition may depend on besides itself. Every operation takes one as its last argument. */
export interface PartitionsContext {
  /** The moment that decides which time windows exist. Default: the system clock. */
  readonly currentTime?: TimeInput | undefined;
  /** Where dynamic definitions find their keys. Needed by dynamic definitions only. */
  readonly dynamicStore?: DynamicPartitionsStore | undefined;
}

/**
 * A store over plain data: what an instance hands to pure code, or a test writes down.
 *
 * @param keysByName the keys under each name, in order; later changes of the arrays are not seen
 */
export function dynamicPartitionsSnapshot(
  keysByName: Readonly<Record<string, readonly string[]>>,
): DynamicPartitionsStore {
  const lists = new Map(
    Object.entries(keysByName).map(([name, keys]) => [name, [...new Set(keys)]]),
  );
  const sets = new Map([...lists].map(([name, keys]) => [name, new Set(keys)]));
  return {
    getDynamicPartitions: (name) => lists.get(name) ?? [],
    hasDynamicPartition: (name, key) => sets.get(name)?.has(key) ?? false,
  };
}

/**
 * The store of a context.
 *
 * @throws PARTITIONS_NO_STORE when there is none
 */
export function requireStore(
  name: string,
  context: PartitionsContext | undefined,
): DynamicPartitionsStore {
  if (context?.dynamicStore === undefined) {
    throw new PartitionsError({
      code: "PARTITIONS_NO_STORE",
      message: `the keys of dynamic partitions "${name}" live in an instance, and none was given`,
      hint: "pass `dynamicStore` (the instance's) in the context",
      details: { name },
    });
  }
  return context.dynamicStore;
}
