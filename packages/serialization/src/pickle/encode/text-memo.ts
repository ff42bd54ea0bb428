const longestProbe = 128;

/** Up to this length every character counts in the hash of a text. */
export const longestHashed = 255;

/** Texts whose indices follow each other: every second item of `items`. */
interface Deferred {
  readonly items: readonly unknown[];
  readonly from: number;
  readonly to: number;
  readonly index: number;
}

/**
 * Indices by text. An open hash table of its own: nearly every string is looked up once and then stored, and the
 * platform's Map would hash and probe twice for that. The hash has a seed, and a table that probes too long (texts
 * made to collide) gives way to a Map.
 *
 * A slot holds the number of an entry in its low bits, as many as the table's size needs, and the hash's bits in those
 * above: most look-ups end at the first slot, and a small table stays near the processor.
 */
export class TextMemo {
  #slots = new Int32Array(512);
  #hashes = new Int32Array(256);
  #indices = new Int32Array(256);
  readonly #texts: string[] = [];
  #count = 0;
  readonly #seed = Math.floor(Math.random() * 0x7fffffff);
  #map: Map<string, number> | undefined;
  #lastHash = 0;
  #deferred: Deferred[] = [];

  /** How many texts were stored or deferred; grows with every new text. */
  stored = 0;

  /** What the hash of a text of this length begins with, for callers that see its characters anyway. */
  seed(length: number): number {
    return this.#seed ^ length;
  }

  /** The index of a text, or undefined when it has none. */
  find(text: string): number | undefined {
    return this.findByHash(text, this.#hash(text));
  }

  /**
   * As {@link find} of a text that is not longer than {@link longestHashed}, with its hash: {@link seed}, then
   * {@link mix} of each character.
   */
  findByHash(text: string, mixed: number): number | undefined {
    if (this.#deferred.length > 0) this.#storeDeferred();
    return this.#lookUp(text, mixed);
  }

  #lookUp(text: string, mixed: number): number | undefined {
    if (this.#map !== undefined) return this.#map.get(text);
    const hash = mixed ^ (mixed >>> 15);
    this.#lastHash = hash;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let probes = 0;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const word = slots[slot]!;
      if (word === 0) return undefined;
      if (((word ^ hash) & ~mask) === 0) {
        const entry = (word & mask) - 1;
        if (this.#texts[entry] === text) return this.#indices[entry];
      }
      probes += 1;
      if (probes > longestProbe) return this.#toMap().get(text);
    }
  }

  /** Stores the index of the text that was just not found. */
  store(text: string, index: number): void {
    this.stored += 1;
    if (this.#map !== undefined) {
      this.#map.set(text, index);
      return;
    }
    const count = this.#count;
    if (count === this.#indices.length) this.#grow();
    this.#hashes[count] = this.#lastHash;
    this.#indices[count] = index;
    this.#texts[count] = text;
    this.#count = count + 1;
    this.#place(count);
  }

  /** Whether nothing was deferred, or only texts of this very array. */
  canDefer(items: readonly unknown[]): boolean {
    return this.#deferred.every((run) => run.items === items);
  }

  /** Whether a text is among those that are not deferred. */
  isStored(text: string): boolean {
    if (this.#count === 0) return false;
    return this.#lookUp(text, this.#hash(text)) !== undefined;
  }

  /**
   * Stores the texts at `from`, `from + 2` … below `to` under `index` and those that follow, when another text is
   * looked up: perhaps never. They must differ from each other and from all that is stored.
   */
  defer(items: readonly unknown[], from: number, to: number, index: number): void {
    this.stored += 1;
    this.#deferred.push({ items, from, to, index });
  }

  #storeDeferred(): void {
    const deferred = this.#deferred;
    this.#deferred = [];
    // They were counted when they were deferred: a look-up of a known text must not look like a new one.
    const { stored } = this;
    for (const { items, from, to, index } of deferred) {
      for (let at = from, next = index; at < to; at += 2, next += 1) {
        const text = items[at] as string;
        this.find(text);
        this.store(text, next);
      }
    }
    this.stored = stored;
  }

  #place(entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = this.#hashes[entry]!;
    let slot = hash & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = (hash & ~mask) | (entry + 1);
  }

  /** Twice the room: half of the slots stay empty. */
  #grow(): void {
    const room = 2 * this.#indices.length;
    this.#slots = new Int32Array(2 * room);
    this.#hashes = widen(this.#hashes, room);
    this.#indices = widen(this.#indices, room);
    // Room at once: the engine would copy the list again and again on the way.
    this.#texts.length = room;
    for (let entry = 0; entry < this.#count; entry += 1) this.#place(entry);
  }

  #hash(text: string): number {
    const { length } = text;
    let hash = this.seed(length);
    // Of long texts both ends count, so that the cost is bounded.
    const head = length > longestHashed ? 32 : length;
    const tail = length > longestHashed ? length - 32 : length;
    for (let at = 0; at < head; at += 1) hash = mix(hash, text.charCodeAt(at));
    for (let at = tail; at < length; at += 1) hash = mix(hash, text.charCodeAt(at));
    return hash;
  }

  #toMap(): Map<string, number> {
    const map = new Map<string, number>();
    for (let at = 0; at < this.#count; at += 1) map.set(this.#texts[at]!, this.#indices[at]!);
    this.#map = map;
    return map;
  }
}

/** A hash with one more character in it. */
export function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function widen(values: Int32Array, room: number): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(room);
  wide.set(values);
  return wide;
}
