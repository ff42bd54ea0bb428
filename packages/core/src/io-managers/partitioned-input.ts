import { CoreError } from "../errors.ts";
import { listed } from "../definitions/fault.ts";
import type { Partitions, PartitionKeyText } from "../definitions/partition-types.ts";

/** How to go through a {@link PartitionedInput}. */
export interface PartitionedInputOptions {
  /** How many partitions are loaded ahead at the same time. Default 8. */
  readonly concurrency?: number;
}

/**
 * The partitions of an input, by key: nothing is loaded before it is asked for, and iterating loads a bounded number
 * ahead, so a reader of a thousand partitions holds only a few.
 *
 * @example
 * ```ts
 * for await (const [day, rows] of days) console.log(day, rows.length);
 * const first = await days.get("2023-01-01");
 * ```
 */
export interface PartitionedInput<
  out T,
  out P extends Partitions = Partitions,
> extends AsyncIterable<readonly [PartitionKeyText<P>, T]> {
  readonly kind: "partitioned-input";
  /** The keys, in the order of the upstream's definition. */
  readonly keys: readonly PartitionKeyText<P>[];
  /** How many keys there are. */
  readonly size: number;
  has(key: string): boolean;
  /**
   * The value of one partition. Loaded again at each call.
   *
   * @throws CORE_VALUE_NOT_FOUND for a key that is not selected, or has no stored value
   */
  get(key: string): Promise<T>;
  /** Key and value, one by one in key order, loading ahead. */
  entries(options?: PartitionedInputOptions): AsyncIterable<readonly [PartitionKeyText<P>, T]>;
  /** The values in key order. */
  values(options?: PartitionedInputOptions): AsyncIterable<T>;
  /** All of it at once, in memory. */
  toMap(options?: PartitionedInputOptions): Promise<ReadonlyMap<PartitionKeyText<P>, T>>;
}

/** What {@link partitionedInput} needs. */
export interface PartitionedInputSource<T> {
  readonly keys: readonly string[];
  /** Loads one partition; called for a listed key only. */
  readonly load: (key: string) => Promise<T>;
  /** Whether to leave a key out when its load failed with this error. Default: never. */
  readonly skip?: (key: string, error: unknown) => boolean;
  /** Default 8. */
  readonly concurrency?: number;
}

/** Makes a lazy collection of partitions; for IO managers that implement `loadPartitions`. */
export function partitionedInput<T>(source: PartitionedInputSource<T>): PartitionedInput<T> {
  return new LazyPartitions(source);
}

class LazyPartitions<T> implements PartitionedInput<T> {
  readonly kind = "partitioned-input";
  readonly keys: readonly string[];
  readonly #source: PartitionedInputSource<T>;
  readonly #known: ReadonlySet<string>;

  constructor(source: PartitionedInputSource<T>) {
    this.#source = source;
    this.keys = source.keys;
    this.#known = new Set(source.keys);
  }

  get size(): number {
    return this.keys.length;
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  async get(key: string): Promise<T> {
    if (!this.#known.has(key)) {
      throw new CoreError({
        code: "CORE_VALUE_NOT_FOUND",
        message: `partition "${key}" is not part of this input; it has ${listed(this.keys)}`,
        hint: "Choose one of `keys`, or widen the partition mapping of the input.",
      });
    }
    return this.#source.load(key);
  }

  async *entries(options: PartitionedInputOptions = {}): AsyncGenerator<readonly [string, T]> {
    const ahead = Math.max(1, options.concurrency ?? this.#source.concurrency ?? 8);
    type Loaded = { readonly value: T } | { readonly error: unknown };
    const pending: { readonly key: string; readonly loaded: Promise<Loaded> }[] = [];
    let next = 0;
    const fill = (): void => {
      while (pending.length < ahead && next < this.keys.length) {
        const key = this.keys[next++] as string;
        const loaded = this.#source.load(key).then(
          (value): Loaded => ({ value }),
          (error: unknown): Loaded => ({ error }),
        );
        pending.push({ key, loaded });
      }
    };
    fill();
    for (let head = pending.shift(); head !== undefined; head = pending.shift()) {
      const loaded = await head.loaded;
      if ("error" in loaded) {
        if (this.#source.skip?.(head.key, loaded.error) !== true) throw loaded.error;
      } else {
        yield [head.key, loaded.value];
      }
      fill();
    }
  }

  async *values(options?: PartitionedInputOptions): AsyncGenerator<T> {
    for await (const [, value] of this.entries(options)) yield value;
  }

  async toMap(options?: PartitionedInputOptions): Promise<ReadonlyMap<string, T>> {
    const map = new Map<string, T>();
    for await (const [key, value] of this.entries(options)) map.set(key, value);
    return map;
  }

  [Symbol.asyncIterator](): AsyncGenerator<readonly [string, T]> {
    return this.entries();
  }
}
