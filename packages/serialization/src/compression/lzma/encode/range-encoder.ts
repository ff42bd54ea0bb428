import { probabilityBits } from "../model.ts";

const top = 1 << 24;

/** The range encoder: adaptive bits and plain bits become bytes. Its output grows by doubling. */
export class RangeEncoder {
  /** Room for the bytes; only the first {@link length} are written. */
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;
  readonly probabilities: Uint16Array;
  #range = -1;
  #low = 0;
  #carry = 0;
  #cache = 0;
  #cached = 1;

  constructor(probabilities: Uint16Array, guess: number) {
    this.probabilities = probabilities;
    this.bytes = new Uint8Array(Math.max(64, guess));
  }

  /** How many bytes would follow if the encoder were flushed now. */
  get pending(): number {
    return this.#cached + 4;
  }

  /** Appends bytes that are not encoded. */
  append(part: Uint8Array | readonly number[]): void {
    this.#reserve(part.length);
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /** Encodes a bit and lets its probability learn. */
  bit(index: number, bit: number): void {
    if ((this.#range & 0xff000000) === 0) this.#normalize();
    const probability = this.probabilities[index]!;
    const bound = Math.imul(this.#range >>> probabilityBits, probability);
    if (bit === 0) {
      this.#range = bound;
      this.probabilities[index] = probability + (((1 << probabilityBits) - probability) >> 5);
      return;
    }
    this.#add(bound);
    this.#range = (this.#range - bound) | 0;
    this.probabilities[index] = probability - (probability >> 5);
  }

  /** Encodes the bits of a symbol, the highest first, each in the context of those before. */
  tree(base: number, bits: number, symbol: number): void {
    let index = 1;
    for (let at = bits - 1; at >= 0; at -= 1) {
      const bit = (symbol >>> at) & 1;
      this.bit(base + index, bit);
      index = (index << 1) | bit;
    }
  }

  /** As {@link tree}, the lowest bit first. */
  reverseTree(base: number, bits: number, symbol: number): void {
    let index = 1;
    for (let at = 0; at < bits; at += 1) {
      const bit = (symbol >>> at) & 1;
      this.bit(base + index, bit);
      index = (index << 1) | bit;
    }
  }

  /** Encodes bits that are as likely 0 as 1, the highest first. */
  direct(value: number, bits: number): void {
    for (let at = bits - 1; at >= 0; at -= 1) {
      if ((this.#range & 0xff000000) === 0) this.#normalize();
      this.#range >>>= 1;
      if (((value >>> at) & 1) === 1) this.#add(this.#range);
    }
  }

  /** Writes out what is pending and starts anew; the probabilities stay. */
  flush(): void {
    if ((this.#range & 0xff000000) === 0) this.#normalize();
    for (let count = 0; count < 5; count += 1) this.#shift();
    this.#range = -1;
    this.#low = 0;
    this.#carry = 0;
    this.#cache = 0;
    this.#cached = 1;
  }

  #add(amount: number): void {
    const low = (this.#low + amount) | 0;
    if (low >>> 0 < amount >>> 0) this.#carry = 1;
    this.#low = low;
  }

  #normalize(): void {
    this.#shift();
    this.#range <<= 8;
  }

  /** Moves the highest byte out. Bytes of 0xff wait until it is known whether a carry runs through them. */
  #shift(): void {
    if (this.#low >>> 0 < 0xff000000 || this.#carry === 1) {
      this.#reserve(this.#cached);
      let byte = this.#cache + this.#carry;
      for (; this.#cached > 0; this.#cached -= 1) {
        this.bytes[this.length] = byte;
        this.length += 1;
        byte = 0xff + this.#carry;
      }
      this.#cache = this.#low >>> 24;
      this.#carry = 0;
    }
    this.#cached += 1;
    this.#low = (this.#low & (top - 1)) << 8;
  }

  #reserve(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(wanted, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
