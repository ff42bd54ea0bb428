import type { PartitionsContext } from "../context.ts";
import { tooManyKeys } from "../definition/base-definition.ts";
import type { MultiDefinition } from "../definition/multi-partitions.ts";
import type {
  PartitionKeyRange,
  PartitionsDefinition,
} from "../definition/partitions-definition.ts";
import { incompatible } from "./interval-subset.ts";
import type { PartitionsSubset } from "./partitions-subset.ts";
import { writeKeys } from "./write-subset.ts";

/** Most combinations of the outer dimensions that are kept apart. */
const rowLimit = 2_000_000;

/**
 * A subset of a multi definition: for each combination of the other dimensions' keys one compact subset of the primary
 * dimension. A product of a thousand by a thousand keys is a thousand small subsets, most of them one and the same object.
 */
export class MultiSubset implements PartitionsSubset {
  readonly definition: MultiDefinition;
  /** Rows without keys are left out. */
  readonly rows: ReadonlyMap<string, PartitionsSubset>;
  readonly size: number;

  constructor(definition: MultiDefinition, rows: ReadonlyMap<string, PartitionsSubset>) {
    this.definition = definition;
    this.rows = rows;
    let size = 0;
    for (const row of rows.values()) size += row.size;
    this.size = size;
  }

  get isEmpty(): boolean {
    return this.rows.size === 0;
  }

  has(key: string): boolean {
    const parts = typeof key === "string" ? this.definition.split(key) : undefined;
    if (parts === undefined) return false;
    const inner = innerIndex(this.definition);
    return this.rows.get(rowOf(parts, inner))?.has(parts[inner] as string) ?? false;
  }

  *keys(): IterableIterator<string> {
    const inner = innerIndex(this.definition);
    if (inner === this.definition.parts.length - 1) {
      for (const [row, subset] of this.rows) {
        const prefix = row === "" ? "" : `${row}|`;
        for (const key of subset.keys()) yield prefix + key;
      }
      return;
    }
    const all: (readonly string[])[] = [];
    for (const [row, subset] of this.rows)
      for (const key of subset.keys()) all.push(joined(row, key, inner));
    const order = this.#positions();
    const places = all.map((parts) =>
      parts.map((part, dimension) => order[dimension]?.get(part) ?? Infinity),
    );
    const sorted = all
      .map((_, index) => index)
      .toSorted((left, right) => compare(places[left] as number[], places[right] as number[]));
    for (const index of sorted) yield (all[index] as readonly string[]).join("|");
  }

  keyRanges(): PartitionKeyRange[] {
    const inner = innerIndex(this.definition);
    const ranges: PartitionKeyRange[] = [];
    for (const [row, subset] of this.rows) {
      for (const { start, end } of subset.keyRanges()) {
        ranges.push({
          start: joined(row, start, inner).join("|"),
          end: joined(row, end, inner).join("|"),
        });
      }
    }
    return ranges;
  }

  union(other: PartitionsSubset): PartitionsSubset {
    const right = this.#same(other);
    const rows = new Map(this.rows);
    const merge = remembered((left: PartitionsSubset, added: PartitionsSubset) =>
      left.union(added),
    );
    for (const [row, subset] of right) {
      const mine = rows.get(row);
      rows.set(row, mine === undefined ? subset : merge(mine, subset));
    }
    return new MultiSubset(this.definition, ordered(this.definition, rows));
  }

  intersection(other: PartitionsSubset): PartitionsSubset {
    const right = this.#same(other);
    const meet = remembered((left: PartitionsSubset, kept: PartitionsSubset) =>
      left.intersection(kept),
    );
    const rows = new Map<string, PartitionsSubset>();
    for (const [row, subset] of this.rows) {
      const theirs = right.get(row);
      const both = theirs === undefined ? undefined : meet(subset, theirs);
      if (both !== undefined && !both.isEmpty) rows.set(row, both);
    }
    return new MultiSubset(this.definition, rows);
  }

  difference(other: PartitionsSubset): PartitionsSubset {
    const right = this.#same(other);
    const without = remembered((left: PartitionsSubset, removed: PartitionsSubset) =>
      left.difference(removed),
    );
    const rows = new Map<string, PartitionsSubset>();
    for (const [row, subset] of this.rows) {
      const theirs = right.get(row);
      const rest = theirs === undefined ? subset : without(subset, theirs);
      if (!rest.isEmpty) rows.set(row, rest);
    }
    return new MultiSubset(this.definition, rows);
  }

  complement(context?: PartitionsContext): PartitionsSubset {
    return this.definition.allSubset(context).difference(this);
  }

  withKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset {
    return this.union(this.definition.subsetWithKeys(keys, context));
  }

  equals(other: PartitionsSubset): boolean {
    if (!(other instanceof MultiSubset) || !this.definition.equals(other.definition)) return false;
    if (this.size !== other.size || this.rows.size !== other.rows.size) return false;
    for (const [row, subset] of this.rows) {
      const theirs = other.rows.get(row);
      if (theirs === undefined || (theirs !== subset && !subset.equals(theirs))) return false;
    }
    return true;
  }

  serialize(): string {
    return writeKeys([...this.keys()]);
  }

  /** The keys of one dimension that occur, as a subset of that dimension's definition. */
  projection(dimension: string): PartitionsSubset {
    const index = this.definition.dimensionNames.indexOf(dimension);
    const inner = innerIndex(this.definition);
    const part = this.definition.parts[index] as (typeof this.definition.parts)[number];
    if (index === inner) {
      const distinct = new Set(this.rows.values());
      return [...distinct].reduce((all, row) => all.union(row), part.emptySubset());
    }
    const keys = new Set<string>();
    for (const row of this.rows.keys())
      keys.add(row.split("|")[index < inner ? index : index - 1] as string);
    return part.subsetOfKnownKeys(keys);
  }

  #positions(): readonly ReadonlyMap<string, number>[] {
    return this.definition.dimensionNames.map((name) => {
      const part = this.projection(name);
      return new Map([...part.keys()].map((key, index) => [key, index]));
    });
  }

  #same(other: PartitionsSubset): ReadonlyMap<string, PartitionsSubset> {
    if (other instanceof MultiSubset && this.definition.equals(other.definition)) return other.rows;
    throw incompatible(this.definition, other.definition);
  }
}

/** The subset without keys. */
export function multiEmpty(definition: MultiDefinition): MultiSubset {
  return new MultiSubset(definition, new Map());
}

/** Every existing key. */
export function multiAll(
  definition: MultiDefinition,
  context: PartitionsContext | undefined,
): MultiSubset {
  const pinned = { ...context, currentTime: context?.currentTime ?? Date.now() };
  return multiProduct(
    definition,
    definition.parts.map((part) => part.allSubset(pinned)),
  );
}

/**
 * The product of one subset for each dimension, in canonical order.
 *
 * @throws PARTITIONS_TOO_MANY_KEYS when the dimensions besides the primary one have too many combinations
 */
export function multiProduct(
  definition: MultiDefinition,
  subsets: readonly PartitionsSubset[],
): MultiSubset {
  subsets.forEach((subset, index) => {
    const part = definition.parts[index] as PartitionsDefinition;
    if (!part.equals(subset.definition)) throw incompatible(part, subset.definition);
  });
  const inner = innerIndex(definition);
  const column = subsets[inner] as PartitionsSubset;
  const outer = subsets.filter((_, index) => index !== inner);
  const combinations = outer.reduce((product, subset) => product * subset.size, 1);
  if (combinations > rowLimit) throw tooManyKeys(definition.describe(), combinations * column.size);
  let names: string[] = [""];
  outer.forEach((subset, index) => {
    const keys = [...subset.keys()];
    names = names.flatMap((name) => keys.map((key) => (index === 0 ? key : `${name}|${key}`)));
  });
  return new MultiSubset(
    definition,
    new Map(column.isEmpty ? [] : names.map((name) => [name, column])),
  );
}

/** A list of existing keys. @throws PARTITIONS_UNKNOWN_KEY */
export function multiKeys(
  definition: MultiDefinition,
  keys: Iterable<string>,
  context: PartitionsContext | undefined,
): MultiSubset {
  const pinned = { ...context, currentTime: context?.currentTime ?? Date.now() };
  const line = definition.openLine(pinned);
  const list: string[] = [];
  for (const key of keys) {
    if (line.indexOf(key) < 0) definition.checkPartitionKey(key, pinned);
    list.push(key);
  }
  return multiKnownKeys(definition, list);
}

/** Keys that need no check against the time; texts without one part for each dimension are left out. */
export function multiKnownKeys(definition: MultiDefinition, keys: Iterable<string>): MultiSubset {
  const inner = innerIndex(definition);
  const collected = new Map<string, string[]>();
  for (const key of keys) {
    const parts = definition.split(key);
    if (parts === undefined) continue;
    const row = rowOf(parts, inner);
    const list = collected.get(row);
    if (list === undefined) collected.set(row, [parts[inner] as string]);
    else list.push(parts[inner] as string);
  }
  const part = definition.parts[inner] as (typeof definition.parts)[number];
  const rows = new Map<string, PartitionsSubset>();
  for (const [row, list] of collected) {
    const subset = part.subsetOfKnownKeys(list);
    if (!subset.isEmpty) rows.set(row, subset);
  }
  return new MultiSubset(definition, ordered(definition, rows));
}

/** Position of the dimension whose keys are kept compact. */
export function innerIndex(definition: MultiDefinition): number {
  return definition.dimensionNames.indexOf(definition.primaryDimension);
}

function rowOf(parts: readonly string[], inner: number): string {
  return parts.filter((_, index) => index !== inner).join("|");
}

function joined(row: string, key: string, inner: number): readonly string[] {
  const parts = row === "" ? [] : row.split("|");
  return parts.toSpliced(inner, 0, key);
}

function ordered(
  definition: MultiDefinition,
  rows: Map<string, PartitionsSubset>,
): Map<string, PartitionsSubset> {
  const inner = innerIndex(definition);
  const orders = definition.parts
    .filter((_, index) => index !== inner)
    .map((part) => part.orderOfKey.bind(part));
  const places = new Map(
    [...rows.keys()].map((row) => [
      row,
      row.split("|").map((key, index) => orders[index]?.(key) ?? 0),
    ]),
  );
  return new Map(
    [...rows].toSorted(
      ([left], [right]) =>
        compare(places.get(left) ?? [], places.get(right) ?? []) || (left < right ? -1 : 1),
    ),
  );
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < left.length; index++) {
    const difference = (left[index] as number) - (right[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Runs an operation once for each pair of subset objects; equal rows are usually the same object. */
function remembered(
  operation: (left: PartitionsSubset, right: PartitionsSubset) => PartitionsSubset,
): (left: PartitionsSubset, right: PartitionsSubset) => PartitionsSubset {
  const results = new Map<PartitionsSubset, Map<PartitionsSubset, PartitionsSubset>>();
  return (left, right) => {
    let byRight = results.get(left);
    if (byRight === undefined) results.set(left, (byRight = new Map()));
    let result = byRight.get(right);
    if (result === undefined) byRight.set(right, (result = operation(left, right)));
    return result;
  };
}
