import type { PartitionsContext } from "../context.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";

/** The four kinds of partitions definitions. */
export type PartitionsKind = "static" | "time" | "dynamic" | "multi";

/** First and last key of a range, both inclusive, in definition order. */
export interface PartitionKeyRange<out Key extends string = string> {
  readonly start: Key;
  readonly end: Key;
}

/** What one page of keys is asked with. */
export interface PageRequest {
  /** Most keys in the page, at least 1. */
  readonly limit: number;
  /** Definition order, or reversed. Default true. */
  readonly ascending?: boolean;
  /** The cursor of the page before; it pins the time of the first page. */
  readonly cursor?: string | undefined;
}

/** One page of keys. */
export interface KeyPage<out Key extends string = string> {
  readonly results: readonly Key[];
  /** Opaque; ask for the next page with it. */
  readonly cursor: string;
  readonly hasMore: boolean;
}

/**
 * An ordered set of text keys, which may depend on the current time or on stored keys. Immutable. Nothing here
 * lists keys unless its name says so: membership, index and count of a time or multi definition do not grow with the
 * number of keys.
 */
export interface PartitionsDefinition<out Key extends string = string> {
  readonly kind: PartitionsKind;

  /**
   * All keys in definition order.
   * @throws PARTITIONS_TOO_MANY_KEYS above 5,000,000 keys: use {@link iteratePartitionKeys}
   */
  getPartitionKeys(context?: PartitionsContext): Key[];
  /** All keys in definition order, one at a time. */
  iteratePartitionKeys(context?: PartitionsContext): IterableIterator<Key>;
  /** Number of keys. */
  getNumPartitions(context?: PartitionsContext): number;
  /** Whether the text is a key, exactly as the definition writes it. */
  hasPartitionKey(key: string, context?: PartitionsContext): boolean;
  /** A membership test for many keys at one time. */
  keyTest(context?: PartitionsContext): (key: string) => boolean;
  /** Position of a key, or undefined when it is none. */
  getPartitionKeyIndex(key: string, context?: PartitionsContext): number | undefined;
  /** The key at a position, or undefined outside of `0 … count-1`. */
  getPartitionKeyAt(index: number, context?: PartitionsContext): Key | undefined;
  /** The first key, or undefined when there is none. */
  getFirstPartitionKey(context?: PartitionsContext): Key | undefined;
  /** The last key, or undefined when there is none. */
  getLastPartitionKey(context?: PartitionsContext): Key | undefined;
  /** The key after this one; undefined after the last. @throws PARTITIONS_UNKNOWN_KEY */
  getNextPartitionKey(key: string, context?: PartitionsContext): Key | undefined;
  /** The key before this one; undefined before the first. @throws PARTITIONS_UNKNOWN_KEY */
  getPreviousPartitionKey(key: string, context?: PartitionsContext): Key | undefined;
  /** The keys at positions `from` up to, not including, `to`. */
  getPartitionKeysBetweenIndexes(from: number, to: number, context?: PartitionsContext): Key[];
  /**
   * The keys of a range; of a multi definition the rectangle.
   * @throws PARTITIONS_UNKNOWN_KEY for an end that is no key, PARTITIONS_INVALID_RANGE when it is reversed
   */
  getPartitionKeysInRange(range: PartitionKeyRange, context?: PartitionsContext): Key[];
  /** A page of keys; the cursor keeps "now", so that a list does not shift while it is paged through. */
  getPartitionKeysPage(request: PageRequest, context?: PartitionsContext): KeyPage<Key>;
  /**
   * Passes a key through, or explains what is wrong with it and names the nearest keys.
   * @throws PARTITIONS_UNKNOWN_KEY
   */
  checkPartitionKey(key: string, context?: PartitionsContext): Key;

  /** A stable id: equal for equal definitions, for dynamic ones equal while the stored keys are. */
  getDefinitionId(context?: PartitionsContext): string;
  /** Whether the other definition has the same kind and fields. */
  equals(other: PartitionsDefinition): boolean;
  /** The definition as plain data. */
  toJSON(): Readonly<Record<string, unknown>>;
  /** One line for messages: `daily partitions from 2023-01-01`. */
  describe(): string;

  /** The subset without keys. */
  emptySubset(): PartitionsSubset;
  /** All keys that exist, in compact form. */
  allSubset(context?: PartitionsContext): PartitionsSubset;
  /** @throws PARTITIONS_UNKNOWN_KEY */
  subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
  /** @throws PARTITIONS_UNKNOWN_KEY, PARTITIONS_INVALID_RANGE */
  subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset;
}
