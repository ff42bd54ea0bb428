import type { PartitionsContext } from "../context.ts";
import type { BaseDefinition } from "../definition/base-definition.ts";
import type {
  PartitionKeyRange,
  PartitionsDefinition,
} from "../definition/partitions-definition.ts";
import { PartitionsError } from "../errors.ts";
import {
  combineIntervals,
  intervalsHave,
  intervalsOf,
  intervalsSize,
  oneInterval,
  sameIntervals,
  type Intervals,
} from "./intervals.ts";
import type { KeyAxis } from "./key-axis.ts";
import type { PartitionsSubset } from "./partitions-subset.ts";
import { writeIntervals } from "./write-subset.ts";

/** A definition whose keys have ordinals. */
export type AxisDefinition = BaseDefinition<string> & KeyAxis;

/** A subset of a static or time-window definition: intervals of ordinals. */
export class IntervalSubset implements PartitionsSubset {
  readonly definition: AxisDefinition;
  readonly intervals: Intervals;
  #size: number | undefined;

  constructor(definition: AxisDefinition, intervals: Intervals) {
    this.definition = definition;
    this.intervals = intervals;
  }

  get size(): number {
    return (this.#size ??= intervalsSize(this.intervals));
  }

  get isEmpty(): boolean {
    return this.intervals.length === 0;
  }

  has(key: string): boolean {
    const ordinal = this.definition.ordinalOf(key);
    return ordinal !== undefined && intervalsHave(this.intervals, ordinal);
  }

  *keys(): IterableIterator<string> {
    for (let at = 0; at < this.intervals.length; at += 2) {
      yield* this.definition.spanOfOrdinals(
        this.intervals[at] as number,
        this.intervals[at + 1] as number,
      );
    }
  }

  keyRanges(): PartitionKeyRange[] {
    const ranges: PartitionKeyRange[] = [];
    for (let at = 0; at < this.intervals.length; at += 2) {
      ranges.push({
        start: this.definition.keyOfOrdinal(this.intervals[at] as number),
        end: this.definition.keyOfOrdinal((this.intervals[at + 1] as number) - 1),
      });
    }
    return ranges;
  }

  union(other: PartitionsSubset): PartitionsSubset {
    return subsetOf(this.definition, combineIntervals(this.intervals, this.#same(other), "union"));
  }

  intersection(other: PartitionsSubset): PartitionsSubset {
    return subsetOf(
      this.definition,
      combineIntervals(this.intervals, this.#same(other), "intersection"),
    );
  }

  difference(other: PartitionsSubset): PartitionsSubset {
    return subsetOf(
      this.definition,
      combineIntervals(this.intervals, this.#same(other), "difference"),
    );
  }

  complement(context?: PartitionsContext): PartitionsSubset {
    return this.definition.allSubset(context).difference(this);
  }

  withKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset {
    return this.union(this.definition.subsetWithKeys(keys, context));
  }

  equals(other: PartitionsSubset): boolean {
    return (
      other instanceof IntervalSubset &&
      this.definition.equals(other.definition) &&
      sameIntervals(this.intervals, other.intervals)
    );
  }

  serialize(): string {
    return writeIntervals(this);
  }

  #same(other: PartitionsSubset): Intervals {
    if (other instanceof IntervalSubset && this.definition.equals(other.definition))
      return other.intervals;
    throw incompatible(this.definition, other.definition);
  }
}

/** The error for combining subsets of different definitions. */
export function incompatible(
  left: PartitionsDefinition,
  right: PartitionsDefinition,
): PartitionsError {
  return new PartitionsError({
    code: "PARTITIONS_INCOMPATIBLE_SUBSETS",
    message: `a subset of ${left.describe()} cannot be combined with one of ${right.describe()}`,
    hint: "map one of them with a partition mapping first",
  });
}

/** The subset with these intervals of ordinals. */
export function subsetOf(definition: AxisDefinition, intervals: Intervals): IntervalSubset {
  return new IntervalSubset(definition, intervals);
}

/** All existing keys. */
export function fullSubset(
  definition: AxisDefinition,
  context?: PartitionsContext,
): IntervalSubset {
  return new IntervalSubset(definition, oneInterval(0, definition.getNumPartitions(context)));
}

/** The existing keys of a list. @throws PARTITIONS_UNKNOWN_KEY */
export function keySubset(
  definition: AxisDefinition,
  keys: Iterable<string>,
  context?: PartitionsContext,
): IntervalSubset {
  const count = definition.getNumPartitions(context);
  const ordinals: number[] = [];
  for (const key of keys) {
    const ordinal = definition.ordinalOf(key);
    if (ordinal === undefined || ordinal < 0 || ordinal >= count)
      definition.checkPartitionKey(key, context);
    else ordinals.push(ordinal);
  }
  return new IntervalSubset(definition, intervalsOf(ordinals));
}

/** The keys at positions `from` up to, not including, `to`. */
export function rangeSubset(
  definition: AxisDefinition,
  from: number,
  to: number,
  _context?: PartitionsContext,
): IntervalSubset {
  return new IntervalSubset(definition, oneInterval(from, to));
}

/** Keys that need no check against the time; texts that can never be keys are left out. */
export function knownKeySubset(definition: AxisDefinition, keys: Iterable<string>): IntervalSubset {
  const ordinals: number[] = [];
  for (const key of keys) {
    const ordinal = definition.ordinalOf(key);
    if (ordinal !== undefined && ordinal >= 0) ordinals.push(ordinal);
  }
  return new IntervalSubset(definition, intervalsOf(ordinals));
}
