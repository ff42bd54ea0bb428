import type { PartitionsContext } from "../context.ts";
import type { DynamicDefinition } from "../definition/dynamic-partitions.ts";
import type { PartitionKeyRange } from "../definition/partitions-definition.ts";
import { incompatible } from "./interval-subset.ts";
import type { PartitionsSubset } from "./partitions-subset.ts";
import { writeKeys } from "./write-subset.ts";

/** A subset of a dynamic definition: keys by text, since their positions change as keys come and go. */
export class KeySetSubset implements PartitionsSubset {
  readonly definition: DynamicDefinition<string>;
  readonly #keys: ReadonlySet<string>;

  constructor(definition: DynamicDefinition<string>, keys: ReadonlySet<string>) {
    this.definition = definition;
    this.#keys = keys;
  }

  get size(): number {
    return this.#keys.size;
  }

  get isEmpty(): boolean {
    return this.#keys.size === 0;
  }

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#keys.values();
  }

  keyRanges(): PartitionKeyRange[] {
    return [...this.#keys].map((key) => ({ start: key, end: key }));
  }

  union(other: PartitionsSubset): PartitionsSubset {
    return new KeySetSubset(this.definition, new Set([...this.#keys, ...this.#same(other)]));
  }

  intersection(other: PartitionsSubset): PartitionsSubset {
    const right = this.#same(other);
    return new KeySetSubset(
      this.definition,
      new Set([...this.#keys].filter((key) => right.has(key))),
    );
  }

  difference(other: PartitionsSubset): PartitionsSubset {
    const right = this.#same(other);
    return new KeySetSubset(
      this.definition,
      new Set([...this.#keys].filter((key) => !right.has(key))),
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
      other instanceof KeySetSubset &&
      this.definition.equals(other.definition) &&
      this.#keys.size === other.size &&
      [...this.#keys].every((key) => other.#keys.has(key))
    );
  }

  serialize(): string {
    return writeKeys([...this.#keys]);
  }

  #same(other: PartitionsSubset): ReadonlySet<string> {
    if (other instanceof KeySetSubset && this.definition.equals(other.definition))
      return other.#keys;
    throw incompatible(this.definition, other.definition);
  }
}
