import { PyGlobal } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { buildState } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction } from "../../pickle/encode/options.ts";

/** Python's `collections.OrderedDict`. */
export class OrderedDict<Key = unknown, Value = unknown> extends Map<Key, Value> {
  /** Attributes that the Python object had besides its items. */
  attributes: unknown;

  [buildState](state: unknown): this {
    this.attributes = state;
    return this;
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("collections", "OrderedDict"),
      args: [],
      pairs: [...this],
      ...(this.attributes === undefined ? {} : { state: this.attributes }),
    };
  }
}

/** Python's `collections.defaultdict`; reading a missing key does not call the factory. */
export class DefaultDict<Key = unknown, Value = unknown> extends Map<Key, Value> {
  /** The Python callable for missing keys, as an inert name; null for none. */
  readonly factory: unknown;

  constructor(factory: unknown = null, items?: Iterable<readonly [Key, Value]>) {
    super(items);
    this.factory = factory;
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("collections", "defaultdict"),
      args: this.factory === null ? [] : [this.factory],
      pairs: [...this],
    };
  }
}

/** Python's `collections.Counter`. */
export class Counter<Key = unknown> extends Map<Key, unknown> {
  [pickleReduce](): Reduction {
    return { func: new PyGlobal("collections", "Counter"), args: [new Map(this)] };
  }
}

/** Python's `collections.deque`: an array with an optional bound. */
export class Deque<Item = unknown> extends Array<Item> {
  /** The greatest length; undefined for none. Not enforced when items are added here. */
  maxlen: number | undefined;

  /** Derived arrays (`map`, `slice` …) are plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  [pickleReduce](): Reduction {
    const func = new PyGlobal("collections", "deque");
    const args = this.maxlen === undefined ? [] : [new PyTuple(), this.maxlen];
    return { func, args, items: Array.from(this) };
  }
}
