import type { PartitionsContext } from "../context.ts";
import type {
  PartitionKeyRange,
  PartitionsDefinition,
} from "../definition/partitions-definition.ts";

/** Some keys, not necessarily of a definition. */
export interface KeySet {
  /** Number of keys. */
  readonly size: number;
  readonly isEmpty: boolean;
  /** Whether the key is inside; false, never an error, for a text that is no key at all. */
  has(key: string): boolean;
  /** The keys; those of a subset in definition order. */
  keys(): IterableIterator<string>;
}

/**
 * A set of keys of one definition, kept compact: runs of neighbours cost two numbers, however long they are.
 * Immutable; operations give new subsets.
 */
export interface PartitionsSubset extends KeySet {
  /** The definition whose keys these are. */
  readonly definition: PartitionsDefinition;
  /** Runs of neighbouring keys; for a multi definition rectangles that cover each key once. */
  keyRanges(): PartitionKeyRange[];
  /** @throws PARTITIONS_INCOMPATIBLE_SUBSETS for a subset of another definition; so do the next two */
  union(other: PartitionsSubset): PartitionsSubset;
  intersection(other: PartitionsSubset): PartitionsSubset;
  difference(other: PartitionsSubset): PartitionsSubset;
  /** The keys that exist at the context's time and are not in here. */
  complement(context?: PartitionsContext): PartitionsSubset;
  /** This subset with more keys. @throws PARTITIONS_UNKNOWN_KEY */
  withKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset;
  /** Whether both hold the same keys of the same definition. */
  equals(other: PartitionsSubset): boolean;
  /** Versioned JSON, the same text for the same keys; Dagster's forms. */
  serialize(): string;
}
