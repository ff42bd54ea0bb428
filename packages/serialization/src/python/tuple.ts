let read: (tuple: PyTuple, owner: number) => number | undefined;
let write: (tuple: PyTuple, owner: number, slot: number) => void;
let owners = 0;

/**
 * A Python tuple: an array that remembers that it is one, so that it is written as a tuple again.
 *
 * @example
 * ```ts
 * dumps(PyTuple.of(1, "a")); // what Python writes for (1, "a")
 * ```
 */
export class PyTuple<Item = unknown> extends Array<Item> {
  // Which run of the pickler wrote this tuple last, and its place in that run's memo: cheaper than any table. A
  // number, not the run's object: the engine need not note a pointer from an old tuple to a young object.
  #owner = 0;
  #slot = 0;

  static {
    read = (tuple, owner) => (tuple.#owner === owner ? tuple.#slot : undefined);
    write = (tuple, owner, slot) => {
      tuple.#owner = owner;
      tuple.#slot = slot;
    };
  }

  /** Derived arrays (`map`, `slice`, `filter` …) are plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  /** A tuple of the given items. */
  static override of<Item>(...items: Item[]): PyTuple<Item> {
    return tupleFrom(items);
  }
}

/** A tuple with the items of `items`, by position; holes become `undefined`. */
export function tupleFrom<Item>(items: readonly Item[]): PyTuple<Item> {
  const tuple = new PyTuple<Item>();
  for (const item of items) tuple.push(item);
  return tuple;
}

/**
 * A tuple of two. With arguments that cannot be a length the engine builds the array in place, whereas a length makes
 * it call its general constructor, which costs ten times as much.
 */
export function pairOf(first: unknown, second: unknown): PyTuple {
  const tuple = new PyTuple<unknown>(undefined, undefined);
  tuple[0] = first;
  tuple[1] = second;
  return tuple;
}

/** A tuple of three, as {@link pairOf}. */
export function tripleOf(first: unknown, second: unknown, third: unknown): PyTuple {
  const tuple = new PyTuple<unknown>(undefined, undefined, undefined);
  tuple[0] = first;
  tuple[1] = second;
  tuple[2] = third;
  return tuple;
}

/** A number that stands for one run of the pickler. */
export function newTupleOwner(): number {
  owners += 1;
  return owners;
}

/** The memo index that `owner` gave to a tuple; undefined when it gave none. */
export function readTupleSlot(tuple: PyTuple, owner: number): number | undefined {
  return read(tuple, owner);
}

/** Gives a tuple a memo index in the run of `owner`. */
export function writeTupleSlot(tuple: PyTuple, owner: number, slot: number): void {
  write(tuple, owner, slot);
}
