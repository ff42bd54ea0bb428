import { damaged } from "../output.ts";

/** Reads bits, the highest of each byte first. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #buffer = 0;
  #count = 0;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  /** Offset of the next byte of which nothing was read. */
  get at(): number {
    return this.#at - (this.#count >> 3);
  }

  /** The next `count` bits, at most 24. */
  bits(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }

  /** The next `count` bits, at most 24, which stay unread; zeros stand for what is past the end. */
  peek(count: number): number {
    while (this.#count < count) {
      this.#buffer = (this.#buffer << 8) | (this.#bytes[this.#at] ?? 0);
      this.#at += 1;
      this.#count += 8;
    }
    return this.#buffer >>> (this.#count - count);
  }

  /** Reads bits that were peeked at. */
  skip(count: number): void {
    this.#count -= count;
    this.#buffer &= (1 << this.#count) - 1;
    if (this.#at - (this.#count >> 3) > this.#bytes.length) {
      throw damaged("bz2", "it ends too early", this.#bytes.length);
    }
  }
}
