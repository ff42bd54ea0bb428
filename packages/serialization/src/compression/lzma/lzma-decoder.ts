import { type BoundedOutput, damaged } from "../output.ts";
import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  align,
  even,
  isMatch,
  isRep,
  isRep0Long,
  isRepG0,
  isRepG1,
  isRepG2,
  lengthHigh,
  lengthLow,
  lengthMiddle,
  literals,
  matchLength,
  posSlot,
  posSlots,
  posSpecial,
  probabilityBits,
  repLength,
  tableSize,
} from "./model.ts";

const endMarker = -1;

/**
 * The LZMA decoder: a range decoder over adaptive bits that gives literals and repetitions. It writes into
 * the output and uses it as its dictionary. Several chunks can be decoded with the state kept, as LZMA2 does.
 *
 * Written from the LZMA specification of the 7-Zip project (public domain).
 */
export class LzmaDecoder {
  readonly #input: Uint8Array;
  readonly #output: BoundedOutput;
  readonly #method: string;
  #at = 0;
  #end = 0;
  #range = 0;
  #code = 0;
  #probabilities = new Uint16Array(0);
  #lc = 0;
  #literalPosMask = 0;
  #posMask = 0;
  #state = 0;
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;

  constructor(method: string, input: Uint8Array, output: BoundedOutput) {
    this.#method = method;
    this.#input = input;
    this.#output = output;
  }

  /** Offset of the next byte of the input. */
  get at(): number {
    return this.#at;
  }

  /** Sets lc, lp and pb from their common byte; lc + lp is at most 4, as in liblzma. */
  setProperties(byte: number, offset: number): void {
    const lc = byte % 9;
    const lp = Math.floor(byte / 9) % 5;
    const pb = Math.floor(byte / 45);
    if (pb > 4 || lc + lp > 4) throw damaged(this.#method, "bad properties", offset);
    this.#lc = lc;
    this.#literalPosMask = (1 << lp) - 1;
    this.#posMask = (1 << pb) - 1;
    this.#probabilities = new Uint16Array(tableSize(lc + lp));
  }

  /** Forgets what was learnt. */
  resetState(): void {
    this.#probabilities.fill(even);
    this.#state = 0;
    this.#rep0 = this.#rep1 = this.#rep2 = this.#rep3 = 0;
  }

  /**
   * Decodes the range-coded bytes from `start` to `end`.
   *
   * @param size how many bytes come out; undefined when an end marker tells
   * @param floor where in the output the dictionary begins
   * @param dictionarySize how far matches reach back
   * @returns whether it ended by an end marker
   */
  decode(
    start: number,
    end: number,
    size: number | undefined,
    floor: number,
    dictionarySize: number,
  ): boolean {
    this.#at = start;
    this.#end = end;
    if (this.#next() !== 0) throw damaged(this.#method, "a bad first byte", start);
    this.#range = -1;
    this.#code = 0;
    for (let count = 0; count < 4; count += 1) this.#code = (this.#code << 8) | this.#next();
    const output = this.#output;
    const stop = size === undefined ? Number.POSITIVE_INFINITY : output.length + size;
    while (output.length < stop) {
      const length = this.#symbol(floor, dictionarySize);
      if (length === endMarker) {
        if (size !== undefined) throw damaged(this.#method, "an early end marker", this.#at);
        this.#checkRest();
        return true;
      }
      if (length > stop - output.length) {
        throw damaged(this.#method, "a match goes past the end", this.#at);
      }
      if (length > 0) output.repeat(this.#rep0 + 1, length);
    }
    return false;
  }

  /** Reads the end marker that may follow data whose size was told; true when there is one. */
  endMarkerFollows(floor: number, dictionarySize: number): boolean {
    if (this.#code === 0) return false;
    if (this.#symbol(floor, dictionarySize) !== endMarker) {
      throw damaged(this.#method, "more data than announced", this.#at);
    }
    this.#checkRest();
    return true;
  }

  #checkRest(): void {
    if (this.#code !== 0) throw damaged(this.#method, "a bad end marker", this.#at);
  }

  /** Decodes one symbol: writes a literal and returns 0, or sets rep0 and returns the length of a match. */
  #symbol(floor: number, dictionarySize: number): number {
    const output = this.#output;
    const posState = (output.length - floor) & this.#posMask;
    const state = this.#state;
    if (this.#bit(isMatch + (state << 4) + posState) === 0) {
      this.#literal(floor);
      return 0;
    }
    let length: number;
    if (this.#bit(isRep + state) === 0) {
      this.#rep3 = this.#rep2;
      this.#rep2 = this.#rep1;
      this.#rep1 = this.#rep0;
      length = this.#length(matchLength, posState);
      this.#state = afterMatch(state);
      this.#rep0 = this.#distance(length);
      if (this.#rep0 === -1) return endMarker;
    } else {
      if (this.#bit(isRepG0 + state) === 0) {
        if (this.#bit(isRep0Long + (state << 4) + posState) === 0) {
          this.#state = afterShortRep(state);
          this.#checkDistance(floor, dictionarySize);
          return 1;
        }
      } else if (this.#bit(isRepG1 + state) === 0) {
        const distance = this.#rep1;
        this.#rep1 = this.#rep0;
        this.#rep0 = distance;
      } else {
        let distance = this.#rep2;
        if (this.#bit(isRepG2 + state) === 1) {
          distance = this.#rep3;
          this.#rep3 = this.#rep2;
        }
        this.#rep2 = this.#rep1;
        this.#rep1 = this.#rep0;
        this.#rep0 = distance;
      }
      length = this.#length(repLength, posState);
      this.#state = afterRep(state);
    }
    this.#checkDistance(floor, dictionarySize);
    return length + 2;
  }

  #checkDistance(floor: number, dictionarySize: number): void {
    const distance = this.#rep0 >>> 0;
    if (distance >= this.#output.length - floor || distance >= dictionarySize) {
      throw damaged(this.#method, "a match reaches before the data", this.#at);
    }
  }

  #literal(floor: number): void {
    const output = this.#output;
    output.reserve(1);
    const at = output.length;
    const previous = at === floor ? 0 : output.bytes[at - 1]!;
    const context =
      (((at - floor) & this.#literalPosMask) << this.#lc) + (previous >> (8 - this.#lc));
    const base = literals + 0x300 * context;
    let symbol = 1;
    if (this.#state >= 7) {
      if (this.#rep0 >>> 0 >= at - floor) {
        throw damaged(this.#method, "a literal refers to before the data", this.#at);
      }
      let match = output.bytes[at - this.#rep0 - 1]!;
      do {
        const expected = (match >> 7) & 1;
        match <<= 1;
        const bit = this.#bit(base + ((1 + expected) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== expected) break;
      } while (symbol < 0x100);
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(base + symbol);
    output.bytes[at] = symbol;
    output.length = at + 1;
    this.#state = afterLiteral(this.#state);
  }

  #length(base: number, posState: number): number {
    if (this.#bit(base) === 0) return this.#tree(base + lengthLow + (posState << 3), 3);
    if (this.#bit(base + 1) === 0) return 8 + this.#tree(base + lengthMiddle + (posState << 3), 3);
    return 16 + this.#tree(base + lengthHigh, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(posSlot + Math.min(length, 3) * posSlots, 6);
    if (slot < 4) return slot;
    const directBits = (slot >> 1) - 1;
    let distance = (2 | (slot & 1)) << directBits;
    if (slot < 14) {
      return distance + this.#reverseTree(posSpecial + distance - slot, directBits);
    }
    let direct = 0;
    for (let count = directBits - 4; count > 0; count -= 1) {
      this.#range >>>= 1;
      this.#code = (this.#code - this.#range) | 0;
      const borrow = this.#code >> 31;
      this.#code = (this.#code + (this.#range & borrow)) | 0;
      this.#normalize();
      direct = (direct << 1) + borrow + 1;
    }
    distance += direct << 4;
    return (distance + this.#reverseTree(align, 4)) | 0;
  }

  #tree(base: number, bits: number): number {
    let symbol = 1;
    for (let count = 0; count < bits; count += 1) symbol = (symbol << 1) | this.#bit(base + symbol);
    return symbol - (1 << bits);
  }

  #reverseTree(base: number, bits: number): number {
    let symbol = 1;
    let value = 0;
    for (let count = 0; count < bits; count += 1) {
      const bit = this.#bit(base + symbol);
      symbol = (symbol << 1) | bit;
      value |= bit << count;
    }
    return value;
  }

  #bit(index: number): 0 | 1 {
    const probability = this.#probabilities[index]!;
    const bound = Math.imul(this.#range >>> probabilityBits, probability);
    if (this.#code >>> 0 < bound >>> 0) {
      this.#range = bound;
      this.#probabilities[index] = probability + (((1 << probabilityBits) - probability) >> 5);
      this.#normalize();
      return 0;
    }
    this.#range = (this.#range - bound) | 0;
    this.#code = (this.#code - bound) | 0;
    this.#probabilities[index] = probability - (probability >> 5);
    this.#normalize();
    return 1;
  }

  #normalize(): void {
    if ((this.#range & 0xff000000) !== 0) return;
    this.#range <<= 8;
    this.#code = (this.#code << 8) | this.#next();
  }

  #next(): number {
    if (this.#at >= this.#end) throw damaged(this.#method, "it ends too early", this.#end);
    const byte = this.#input[this.#at]!;
    this.#at += 1;
    return byte;
  }
}
