import { crc32Table } from "../../checksums.ts";
import { longest } from "../model.ts";
import type { LzmaPreset } from "./presets.ts";

const pairMask = (1 << 10) - 1;
const tripleMask = (1 << 16) - 1;
const largestHash = 1 << 24;
const nowhere = 0x7fffffff;

/**
 * Finds earlier places that continue as the current one. Fast presets follow a chain of the places with the same
 * hash; the others keep those in a binary tree by what follows, so that fewer comparisons find longer matches.
 *
 * Which matches are found, in which order and after how many comparisons is as in liblzma, hash functions
 * included: the encoder's choices, and so its bytes, depend on it.
 */
export class MatchFinder {
  /** The place that is looked at next. */
  position = 0;
  /** How many places were looked at that are not encoded yet. */
  ahead = 0;
  /** What the last {@link find} found: matches from short to long, nearest first. */
  readonly lengths = new Int32Array(longest + 1);
  /** Per match: its distance, 0 being the byte before. */
  readonly distances = new Int32Array(longest + 1);
  count = 0;
  /** Length of the longest match that the last {@link find} found, or 0. */
  best = 0;
  readonly niceLength: number;
  readonly #bytes: Uint8Array;
  readonly #size: number;
  readonly #isTree: boolean;
  readonly #hashBytes: number;
  readonly #depth: number;
  /** Last place of each hash, plus 1. */
  readonly #pairs = new Int32Array(pairMask + 1);
  readonly #triples: Int32Array;
  readonly #hashes: Int32Array;
  readonly #hashMask: number;
  /** Per place in the window: the chain's next place, or the two branches of the tree; plus 1. */
  readonly #links: Int32Array;
  readonly #windowSize: number;
  #windowAt = 0;

  constructor(bytes: Uint8Array, preset: LzmaPreset) {
    this.#bytes = bytes;
    this.#size = bytes.length;
    this.#isTree = !preset.isFast;
    this.#hashBytes = preset.hashBytes;
    this.#depth = preset.depth;
    this.niceLength = preset.niceLength;
    const hashSize = Math.max(preset.dictionarySize / 2, tripleMask + 1);
    this.#hashMask = (hashSize > largestHash ? hashSize / 2 : hashSize) - 1;
    this.#hashes = new Int32Array(this.#hashMask + 1);
    this.#triples = new Int32Array(preset.hashBytes === 4 ? tripleMask + 1 : 0);
    this.#windowSize = Math.min(preset.dictionarySize, bytes.length) + 1;
    this.#links = new Int32Array(this.#windowSize * (this.#isTree ? 2 : 1));
  }

  /** How many bytes follow, the current one included. */
  get available(): number {
    return this.#size - this.position;
  }

  /** Looks for matches at the current place and moves on. @returns the length of the longest, or 0 */
  find(): number {
    this.count = 0;
    this.best = 0;
    this.ahead += 1;
    const at = this.position;
    const limit = Math.min(this.niceLength, this.#size - at);
    if (limit < this.#hashBytes) {
      this.position += 1;
      return 0;
    }
    const candidate = this.#startSearch(at, limit);
    if (this.best === limit) this.#insert(at, candidate, limit);
    else if (this.#isTree) this.#searchTree(at, candidate, limit, Math.max(this.best, 3));
    else this.#searchChain(at, candidate, limit, Math.max(this.best, this.#hashBytes - 1));
    this.#advance();
    if (this.count === 0) return 0;
    let best = this.lengths[this.count - 1]!;
    if (best === this.niceLength) {
      const most = Math.min(this.#size - at, longest);
      best = this.#extend(at - this.distances[this.count - 1]! - 1, at, best, most);
    }
    this.best = best;
    return best;
  }

  /** Moves on by `amount` places that need no matches. */
  skip(amount: number): void {
    this.ahead += amount;
    for (let count = amount; count > 0; count -= 1) {
      const at = this.position;
      const limit = Math.min(this.niceLength, this.#size - at);
      if (limit < this.#hashBytes) {
        this.position += 1;
        continue;
      }
      this.#insert(at, this.#register(at), limit);
      this.#advance();
    }
  }

  #advance(): void {
    this.position += 1;
    this.#windowAt += 1;
    if (this.#windowAt === this.#windowSize) this.#windowAt = 0;
  }

  /** Enters the place under its hash. @returns the place that stood there, plus 1 */
  #register(at: number): number {
    const bytes = this.#bytes;
    const pair = crc32Table[bytes[at]!]! ^ bytes[at + 1]!;
    const triple = pair ^ (bytes[at + 2]! << 8);
    this.#pairs[pair & pairMask] = at + 1;
    let hash = triple & this.#hashMask;
    if (this.#hashBytes === 4) {
      this.#triples[triple & tripleMask] = at + 1;
      hash = (triple ^ (crc32Table[bytes[at + 3]!]! << 5)) & this.#hashMask;
    }
    const candidate = this.#hashes[hash]!;
    this.#hashes[hash] = at + 1;
    return candidate;
  }

  /** Looks at the last places with the same two and three bytes. @returns as {@link #register} */
  #startSearch(at: number, limit: number): number {
    const bytes = this.#bytes;
    const pair = crc32Table[bytes[at]!]! ^ bytes[at + 1]!;
    const before = this.#distance(at, this.#pairs[pair & pairMask]!);
    let near = before;
    let length = 0;
    if (before < nowhere && bytes[at - before] === bytes[at]) {
      length = 2;
      this.#put(2, before);
    }
    if (this.#hashBytes === 4) {
      const triple = (pair ^ (bytes[at + 2]! << 8)) & tripleMask;
      const further = this.#distance(at, this.#triples[triple]!);
      if (further !== before && further < nowhere && bytes[at - further] === bytes[at]) {
        length = 3;
        this.#put(3, further);
        near = further;
      }
    }
    const candidate = this.#register(at);
    if (length > 0) {
      this.best = this.#extend(at - near, at, length, limit);
      this.lengths[this.count - 1] = this.best;
    }
    return candidate;
  }

  #distance(at: number, place: number): number {
    const distance = at + 1 - place;
    return place === 0 || distance >= this.#windowSize ? nowhere : distance;
  }

  #put(length: number, distance: number): void {
    this.lengths[this.count] = length;
    this.distances[this.count] = distance - 1;
    this.count += 1;
  }

  #extend(from: number, at: number, length: number, limit: number): number {
    const bytes = this.#bytes;
    let same = length;
    while (same < limit && bytes[from + same] === bytes[at + same]) same += 1;
    return same;
  }

  #insert(at: number, candidate: number, limit: number): void {
    if (this.#isTree) this.#searchTree(at, candidate, limit, nowhere);
    else this.#links[this.#windowAt] = candidate;
  }

  #searchChain(at: number, first: number, limit: number, known: number): void {
    const bytes = this.#bytes;
    const links = this.#links;
    const windowSize = this.#windowSize;
    const windowAt = this.#windowAt;
    let candidate = first;
    let best = known;
    links[windowAt] = candidate;
    for (let depth = this.#depth; depth > 0; depth -= 1) {
      const distance = at + 1 - candidate;
      if (candidate === 0 || distance >= windowSize) return;
      const from = at - distance;
      candidate = links[windowAt - distance + (distance > windowAt ? windowSize : 0)]!;
      if (bytes[from + best] !== bytes[at + best] || bytes[from] !== bytes[at]) continue;
      let length = 1;
      while (length < limit && bytes[from + length] === bytes[at + length]) length += 1;
      if (length <= best) continue;
      best = length;
      this.#put(length, distance);
      if (length === limit) return;
    }
  }

  /**
   * Walks down the tree and rebuilds it on the way with the current place as its root. Matches longer than
   * `known` are noted.
   */
  #searchTree(at: number, first: number, limit: number, known: number): void {
    const bytes = this.#bytes;
    const links = this.#links;
    const windowSize = this.#windowSize;
    const windowAt = this.#windowAt;
    let candidate = first;
    let best = known;
    let larger = windowAt * 2 + 1;
    let smaller = windowAt * 2;
    let largerLength = 0;
    let smallerLength = 0;
    for (let depth = this.#depth; ; depth -= 1) {
      const distance = at + 1 - candidate;
      if (depth === 0 || candidate === 0 || distance >= windowSize) {
        links[larger] = 0;
        links[smaller] = 0;
        return;
      }
      const pair = (windowAt - distance + (distance > windowAt ? windowSize : 0)) * 2;
      const from = at - distance;
      let length = largerLength < smallerLength ? largerLength : smallerLength;
      if (bytes[from + length] === bytes[at + length]) {
        length += 1;
        while (length < limit && bytes[from + length] === bytes[at + length]) length += 1;
        if (best < length) {
          best = length;
          this.#put(length, distance);
        }
        if (length === limit) {
          links[smaller] = links[pair]!;
          links[larger] = links[pair + 1]!;
          return;
        }
      }
      if (bytes[from + length]! < bytes[at + length]!) {
        links[smaller] = candidate;
        smaller = pair + 1;
        candidate = links[smaller]!;
        smallerLength = length;
      } else {
        links[larger] = candidate;
        larger = pair;
        candidate = links[larger]!;
        largerLength = length;
      }
    }
  }
}
