import { encodeId } from "../graphql/ids.ts";

/** What every stored record has. */
export interface Identified {
  readonly id: string;
}

/** What a {@link RecordTable} tells its storage. */
export interface TableChanges<Item> {
  readonly puts: ReadonlyMap<string, Item>;
  readonly deletes: ReadonlySet<string>;
  readonly nextNumber: number;
}

/** An index of a table: finds records by a derived key. */
export interface TableIndex<Item> {
  /** All records with this key, oldest first. */
  all(key: string): Item[];
  /** The oldest record with this key. */
  get(key: string): Item | undefined;
  /** How many records have this key. */
  count(key: string): number;
}

interface IndexState<Item> {
  readonly keysOf: (item: Item) => readonly string[];
  readonly ids: Map<string, Set<string>>;
}

/**
 * Records of one kind, by id, with indexes. Changed records are remembered until the next
 * {@link RecordTable.takeChanges}, so a storage writes only these.
 */
export class RecordTable<Item extends Identified> {
  readonly type: string;
  readonly #items = new Map<string, Item>();
  readonly #indexes: IndexState<Item>[] = [];
  readonly #puts = new Map<string, Item>();
  readonly #deletes = new Set<string>();
  #nextNumber = 1;

  constructor(type: string) {
    this.type = type;
  }

  /** How many records there are. */
  get size(): number {
    return this.#items.size;
  }

  /** A fresh id; numbers are never used twice, not even after a deletion. */
  newId(): string {
    return encodeId(this.type, this.#nextNumber++);
  }

  /** The record with this id. */
  get(id: string): Item | undefined {
    return this.#items.get(id);
  }

  /** All records, oldest first. */
  values(): IterableIterator<Item> {
    return this.#items.values();
  }

  /** Adds or replaces a record. */
  put(item: Item): Item {
    const old = this.#items.get(item.id);
    for (const index of this.#indexes) {
      const keys = index.keysOf(item);
      if (old !== undefined) {
        for (const key of index.keysOf(old)) {
          if (!keys.includes(key)) index.ids.get(key)?.delete(item.id);
        }
      }
      for (const key of keys) addTo(index.ids, key, item.id);
    }
    this.#items.set(item.id, item);
    this.#puts.set(item.id, item);
    this.#deletes.delete(item.id);
    return item;
  }

  /** Replaces some members of a record and returns the new one. */
  patch(item: Item, changes: Partial<Item>): Item {
    return this.put({ ...item, ...changes });
  }

  /** Removes a record. */
  delete(id: string): void {
    const old = this.#items.get(id);
    if (old === undefined) return;
    for (const index of this.#indexes) {
      for (const key of index.keysOf(old)) index.ids.get(key)?.delete(id);
    }
    this.#items.delete(id);
    this.#puts.delete(id);
    this.#deletes.add(id);
  }

  /** Adds an index; `keyOf` may give no key, one, or several. */
  index(keyOf: (item: Item) => string | readonly string[] | undefined): TableIndex<Item> {
    const state: IndexState<Item> = {
      keysOf: (item) => {
        const key = keyOf(item);
        return key === undefined ? [] : typeof key === "string" ? [key] : key;
      },
      ids: new Map(),
    };
    for (const item of this.#items.values()) {
      for (const key of state.keysOf(item)) addTo(state.ids, key, item.id);
    }
    this.#indexes.push(state);
    const items = this.#items;
    return {
      all: (key) =>
        [...(state.ids.get(key) ?? [])].flatMap((id) => {
          const item = items.get(id);
          return item === undefined ? [] : [item];
        }),
      get: (key) => {
        for (const id of state.ids.get(key) ?? []) return items.get(id);
        return undefined;
      },
      count: (key) => state.ids.get(key)?.size ?? 0,
    };
  }

  /** Fills the table from a storage, without marking anything as changed. */
  load(items: Iterable<Item>, nextNumber: number): void {
    for (const item of items) this.put(item);
    this.#puts.clear();
    this.#nextNumber = nextNumber;
  }

  /** What changed since the last call, or `undefined` when nothing did. */
  takeChanges(): TableChanges<Item> | undefined {
    if (this.#puts.size === 0 && this.#deletes.size === 0) return undefined;
    const changes = {
      puts: new Map(this.#puts),
      deletes: new Set(this.#deletes),
      nextNumber: this.#nextNumber,
    };
    this.#puts.clear();
    this.#deletes.clear();
    return changes;
  }
}

function addTo(ids: Map<string, Set<string>>, key: string, id: string): void {
  const set = ids.get(key);
  if (set === undefined) ids.set(key, new Set([id]));
  else set.add(id);
}
