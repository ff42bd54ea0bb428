import { deflateRawSync, inflateRawSync } from "node:zlib";

const mostSparse = 2048;

/** A bit for each of many positions. */
export class Bits {
  readonly bytes: Uint8Array;

  constructor(size: number, bytes: Uint8Array = new Uint8Array((size + 7) >> 3)) {
    this.bytes = bytes;
  }

  has(position: number): boolean {
    return ((this.bytes[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;
  }

  add(position: number): void {
    this.bytes[position >> 3] = (this.bytes[position >> 3] ?? 0) | (1 << (position & 7));
  }

  delete(position: number): void {
    this.bytes[position >> 3] = (this.bytes[position >> 3] ?? 0) & ~(1 << (position & 7));
  }
}

/** A set of positions below a size: a list while it is small, a bit for each position when it is not. */
export class PositionSet {
  readonly #size: number;
  #few: Set<number> | undefined = new Set();
  #many: Bits | undefined;
  #count = 0;

  constructor(size: number) {
    this.#size = size;
  }

  get count(): number {
    return this.#count;
  }

  has(position: number): boolean {
    return this.#few?.has(position) ?? this.#many?.has(position) ?? false;
  }

  add(position: number): void {
    if (this.has(position)) return;
    this.#count += 1;
    if (this.#few === undefined) {
      this.#many?.add(position);
      return;
    }
    this.#few.add(position);
    if (this.#few.size > mostSparse) {
      this.#many = new Bits(this.#size);
      for (const one of this.#few) this.#many.add(one);
      this.#few = undefined;
    }
  }

  delete(position: number): boolean {
    if (!this.has(position)) return false;
    this.#count -= 1;
    this.#few?.delete(position);
    this.#many?.delete(position);
    return true;
  }

  *[Symbol.iterator](): Generator<number> {
    if (this.#few !== undefined) yield* this.#few;
    else
      for (let position = 0; position < this.#size; position += 1)
        if (this.#many?.has(position) === true) yield position;
  }

  /** The same positions in a set with room for more. */
  grown(size: number): PositionSet {
    const larger = new PositionSet(size);
    for (const position of this) larger.add(position);
    return larger;
  }
}

/** Bytes as short text. */
export function packed(bytes: Uint8Array): string {
  return deflateRawSync(bytes).toString("base64");
}

/** The bytes of a text that {@link packed} made. */
export function unpacked(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(inflateRawSync(Buffer.from(text, "base64")));
}
