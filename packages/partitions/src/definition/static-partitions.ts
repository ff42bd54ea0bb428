import {
  fullSubset,
  keySubset,
  knownKeySubset,
  rangeSubset,
  subsetOf,
} from "../subset/interval-subset.ts";
import type { KeyAxis } from "../subset/key-axis.ts";
import { noIntervals } from "../subset/intervals.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import type { PartitionsContext } from "../context.ts";
import { BaseDefinition } from "./base-definition.ts";
import { invalidDefinition } from "./invalid-definition.ts";
import type { KeyLine } from "./key-line.ts";
import { keyListProblems } from "./key-rules.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "./partitions-definition.ts";

/** A fixed list of keys, in the given order. */
export interface StaticPartitions<
  out Key extends string = string,
> extends PartitionsDefinition<Key> {
  readonly kind: "static";
  /** The keys, in order. */
  readonly keys: readonly Key[];
}

/**
 * Defines partitions by a fixed list of keys.
 *
 * @param keys in the order that ranges and listings follow; literals are kept in the type
 * @throws PARTITIONS_INVALID_DEFINITION for an empty list, duplicates, empty keys, `...` or control characters
 *
 * @example
 * ```ts
 * const colors = staticPartitions(["red", "yellow", "blue"]);
 * colors.getPartitionKeysInRange({ start: "yellow", end: "blue" }); // ["yellow", "blue"]
 * ```
 */
export function staticPartitions<const Key extends string>(
  keys: readonly Key[],
): StaticPartitions<Key> {
  const problems = keyListProblems(keys, "keys");
  const all =
    keys.length === 0
      ? [{ path: "keys", message: "the list of keys is empty" }, ...problems]
      : problems;
  if (all.length > 0) throw invalidDefinition("static partitions", all);
  return new StaticDefinition(keys);
}

/** @internal */
export class StaticDefinition<out Key extends string>
  extends BaseDefinition<Key>
  implements StaticPartitions<Key>, KeyAxis
{
  readonly kind = "static";
  readonly keys: readonly Key[];
  readonly #positions: ReadonlyMap<string, number>;

  constructor(keys: readonly Key[]) {
    super();
    this.keys = Object.freeze([...keys]);
    this.#positions = new Map(this.keys.map((key, index) => [key, index]));
  }

  override openLine(): KeyLine<Key> {
    const { keys } = this;
    return {
      length: keys.length,
      keyAt: (index) => keys[index] as Key,
      indexOf: (key) => this.#positions.get(key) ?? -1,
      list: (from, to) => keys.slice(from, to),
      span: (from, to) => keys.slice(from, to).values(),
    };
  }

  ordinalOf(key: string): number | undefined {
    return this.#positions.get(key);
  }

  keyOfOrdinal(ordinal: number): string {
    return this.keys[ordinal] as string;
  }

  spanOfOrdinals(from: number, to: number): IterableIterator<string> {
    return this.openLine().span(from, to);
  }

  override describe(): string {
    const some = this.keys.slice(0, 3).join(", ");
    return `static partitions (${some}${this.keys.length > 3 ? `, … ${this.keys.length} keys` : ""})`;
  }

  override toJSON(): Readonly<Record<string, unknown>> {
    return { kind: this.kind, keys: this.keys };
  }

  override equals(other: PartitionsDefinition): boolean {
    return (this as PartitionsDefinition) === other || super.equals(other);
  }

  override emptySubset(): PartitionsSubset {
    return subsetOf(this, noIntervals);
  }

  override allSubset(): PartitionsSubset {
    return fullSubset(this);
  }

  override subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset {
    return keySubset(this, keys, context);
  }

  override subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset {
    return knownKeySubset(this, keys);
  }

  override orderOfKey(key: string): number {
    return this.ordinalOf(key) ?? 0;
  }

  override subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset {
    const { from, to } = this.rangeIndexes(this.openLine(), range);
    return rangeSubset(this, from, to, context);
  }
}
