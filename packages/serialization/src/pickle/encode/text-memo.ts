const longestProbe = 128;

/**
 * Indices by text. An open hash table of its own: nearly every string is looked up once and then stored, and the
 * platform's Map would hash and probe twice for that. The hash has a seed, and a table that probes too long (texts
 * made to collide) gives way to a Map.
 */
export class TextMemo {
  #slots = new Int32Array(256);
  #hashes = new Int32Array(128);
  #indices = new Int32Array(128);
  readonly #texts: string[] = [];
  #count = 0;
  readonly #seed = Math.floor(Math.random() * 0x7fffffff);
  #map: Map<string, number> | undefined;
  #lastHash = 0;

  /** The index of a text, or undefined when it has none. */
  find(text: string): number | undefined {
    if (this.#map !== undefined) return this.#map.get(text);
    const hash = this.#hash(text);
    this.#lastHash = hash;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let probes = 0;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (entry === 0) return undefined;
      if (this.#hashes[entry - 1] === hash && this.#texts[entry - 1] === text) {
        return this.#indices[entry - 1];
      }
      probes += 1;
      if (probes > longestProbe) return this.#toMap().get(text);
    }
  }

  /** Stores the index of the text that {@link find} just did not find. */
  store(text: string, index: number): void {
    if (this.#map !== undefined) {
      this.#map.set(text, index);
      return;
    }
    const count = this.#count;
    if (2 * (count + 1) > this.#slots.length) this.#grow();
    this.#hashes[count] = this.#lastHash;
    this.#indices[count] = index;
    this.#texts[count] = text;
    this.#count = count + 1;
    this.#place(count);
  }

  #place(entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#hashes[entry]! & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = entry + 1;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    const room = this.#slots.length / 2;
    const hashes = new Int32Array(room);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const indices = new Int32Array(room);
    indices.set(this.#indices);
    this.#indices = indices;
    // Room at once: the engine would copy the list again and again on the way.
    this.#texts.length = room;
    for (let entry = 0; entry < this.#count; entry += 1) this.#place(entry);
  }

  #hash(text: string): number {
    const { length } = text;
    let hash = this.#seed ^ length;
    // Of long texts both ends count, so that the cost is bounded.
    const tail = length > 64 ? length - 32 : length;
    const head = length > 64 ? 32 : length;
    for (let at = 0; at < head; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    for (let at = tail; at < length; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    }
    return hash ^ (hash >>> 15);
  }

  #toMap(): Map<string, number> {
    const map = new Map<string, number>();
    for (let at = 0; at < this.#count; at += 1) map.set(this.#texts[at]!, this.#indices[at]!);
    this.#map = map;
    return map;
  }
}
