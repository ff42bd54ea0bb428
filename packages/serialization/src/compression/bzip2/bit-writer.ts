/** Writes bits, the highest of each byte first, into memory that grows by doubling. */
export class BitWriter {
  #bytes: Uint8Array<ArrayBuffer>;
  #at = 0;
  #buffer = 0;
  #count = 0;

  /** @param guess bytes to make room for at once */
  constructor(guess: number) {
    this.#bytes = new Uint8Array(Math.max(16, guess));
  }

  /** Appends the low `count` bits of `value`, at most 24. */
  bits(count: number, value: number): void {
    this.#buffer = (this.#buffer << count) | value;
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      this.#byte((this.#buffer >>> this.#count) & 0xff);
    }
    this.#buffer &= 0xff;
  }

  /** Appends 32 bits. */
  word(value: number): void {
    this.bits(16, value >>> 16);
    this.bits(16, value & 0xffff);
  }

  /** What was written, the last byte filled up with zeros. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#count > 0) this.bits(8 - this.#count, 0);
    return this.#bytes.slice(0, this.#at);
  }

  #byte(value: number): void {
    if (this.#at === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }
}
