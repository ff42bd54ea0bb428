import { PickleError } from "../errors.ts";

/**
 * Where decompressors write: grows by doubling as bytes arrive, so that memory follows what the input really
 * holds, and never past its limit.
 */
export class BoundedOutput {
  /** Room for the bytes; only the first {@link length} are written. */
  bytes: Uint8Array<ArrayBuffer>;
  /** How many bytes were written. */
  length = 0;
  readonly #limit: number;

  /**
   * @param limit most bytes that may be written
   * @param guess bytes to make room for at once
   */
  constructor(limit: number, guess: number) {
    this.#limit = limit;
    this.bytes = new Uint8Array(Math.max(0, Math.min(limit, guess)));
  }

  /** Makes room for `count` more bytes. @throws PickleError SERIALIZATION_LIMIT */
  reserve(count: number): void {
    const wanted = this.length + count;
    if (wanted <= this.bytes.length) return;
    if (wanted > this.#limit) throw outputLimit(this.#limit);
    const larger = new Uint8Array(Math.min(this.#limit, Math.max(wanted, this.bytes.length * 2)));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  /** Appends bytes. @throws PickleError SERIALIZATION_LIMIT */
  append(part: Uint8Array): void {
    this.reserve(part.length);
    this.bytes.set(part, this.length);
    this.length += part.length;
  }

  /**
   * Repeats bytes that were written `distance` before, which may overlap with what is being written.
   *
   * @throws PickleError SERIALIZATION_LIMIT
   */
  repeat(distance: number, count: number): void {
    this.reserve(count);
    const { bytes } = this;
    const end = this.length + count;
    if (distance >= count) {
      bytes.copyWithin(this.length, this.length - distance, this.length - distance + count);
    } else {
      for (let at = this.length; at < end; at += 1) bytes[at] = bytes[at - distance]!;
    }
    this.length = end;
  }

  /** What was written. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }
}

/** The error for compressed data that holds more than the caller allows. */
export function outputLimit(limit: number): PickleError {
  return new PickleError({
    code: "SERIALIZATION_LIMIT",
    message: `the compressed data holds more than ${limit} bytes (limits.maxBytes)`,
    details: { maxBytes: limit },
    hint: "If it is right that it holds so much, raise `limits.maxBytes`.",
  });
}

/** The error for compressed data that cannot be right. */
export function damaged(method: string, why: string, offset?: number): PickleError {
  return new PickleError({
    code: "SERIALIZATION_COMPRESSION",
    message: `the ${method} data is damaged${offset === undefined ? "" : ` at byte ${offset}`}: ${why}`,
    details: { method, ...(offset === undefined ? {} : { compressedOffset: offset }) },
  });
}
