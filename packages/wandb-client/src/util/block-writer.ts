import type { FileHandle } from "node:fs/promises";
import type { BufferPool } from "./buffer-pool.ts";

/** How many blocks may be on their way to the file; more would only hold memory. */
const mostWriting = 4;

/** Where a {@link BlockWriter} writes. */
export interface BlockWriterOptions {
  /** First byte in the file. Default 0. */
  readonly position?: number;
  /** Called with the first byte behind each block, once it and all before it are in the file. */
  readonly onWritten?: (end: number) => void;
}

/**
 * Writes what arrives in small pieces to a file in blocks of the pool's size: one block fills while those
 * before are written. Dispose it before the file is closed.
 */
export class BlockWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #pool: BufferPool;
  readonly #onWritten: ((end: number) => void) | undefined;
  #position: number;
  #block: Buffer;
  #filled = 0;
  #writing: Promise<void>[] = [];

  constructor(file: FileHandle, pool: BufferPool, options: BlockWriterOptions = {}) {
    this.#file = file;
    this.#pool = pool;
    this.#onWritten = options.onWritten;
    this.#position = options.position ?? 0;
    this.#block = pool.take();
  }

  /**
   * Takes a copy of a piece.
   *
   * @returns undefined when the next piece may come at once, else when it may
   */
  write(bytes: Uint8Array): Promise<void> | undefined {
    let at = 0;
    while (this.#writing.length < mostWriting) {
      if (at === bytes.length) return undefined;
      at += this.#fill(bytes, at);
    }
    return this.#writeRest(bytes, at);
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    if (this.#filled > 0) this.#send();
    await Promise.all(this.#writing);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#writing);
    this.#pool.give(this.#block);
  }

  async #writeRest(bytes: Uint8Array, start: number): Promise<void> {
    for (let at = start; ;) {
      while (this.#writing.length >= mostWriting) await this.#writing[0];
      if (at === bytes.length) return;
      at += this.#fill(bytes, at);
    }
  }

  /** @returns how many bytes found room */
  #fill(bytes: Uint8Array, at: number): number {
    const count = Math.min(bytes.length - at, this.#block.length - this.#filled);
    this.#block.set(count === bytes.length ? bytes : bytes.subarray(at, at + count), this.#filled);
    this.#filled += count;
    if (this.#filled === this.#block.length) this.#send();
    return count;
  }

  #send(): void {
    const before = this.#writing.at(-1);
    const writing = this.#writeBlock(this.#block, this.#filled, this.#position, before);
    // Its failure is met by the next call; until then it must not count as unhandled.
    writing.catch(() => undefined);
    this.#writing.push(writing);
    this.#position += this.#filled;
    this.#block = this.#pool.take();
    this.#filled = 0;
  }

  async #writeBlock(
    block: Buffer,
    length: number,
    position: number,
    before: Promise<void> | undefined,
  ): Promise<void> {
    try {
      for (let at = 0; at < length;) {
        const { bytesWritten } = await this.#file.write(block, at, length - at, position + at);
        at += bytesWritten;
      }
    } finally {
      this.#pool.give(block);
    }
    await before;
    void this.#writing.shift();
    this.#onWritten?.(position + length);
  }
}
