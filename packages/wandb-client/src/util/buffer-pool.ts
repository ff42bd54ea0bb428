/** Buffers of one size that are used again, because fresh ones of this size cost page faults and collections. */
export class BufferPool {
  readonly bytes: number;
  readonly #free: Buffer[] = [];

  /** @param bytes size of each buffer */
  constructor(bytes: number) {
    this.bytes = bytes;
  }

  /** A buffer whose content is arbitrary. */
  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  /** Takes a buffer back, which its user must not touch any more. */
  give(buffer: Buffer): void {
    this.#free.push(buffer);
  }
}
