import type { FileHandle } from "node:fs/promises";
import type { BufferPool } from "./buffer-pool.ts";

/** Where a {@link BlockWriter} writes. */
export interface BlockWriterOptions {
  /** First byte in the file. Default 0. */
  readonly position?: number;
  /** Called with the first byte behind each block, once the block is in the file. */
  readonly onWritten?: (end: number) => void;
}

/**
 * Writes what arrives in small pieces to a file in blocks of the pool's size: one block fills while the
 * one before is written. Dispose it before the file is closed.
 */
export class BlockWriter implements AsyncDisposable {
  readonly #file: FileHandle;
  readonly #pool: BufferPool;
  readonly #onWritten: ((end: number) => void) | undefined;
  #position: number;
  #block: Buffer;
  #filled = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: FileHandle, pool: BufferPool, options: BlockWriterOptions = {}) {
    this.#file = file;
    this.#pool = pool;
    this.#onWritten = options.onWritten;
    this.#position = options.position ?? 0;
    this.#block = pool.take();
  }

  /** Takes a copy of a piece; waits only while the block before is still being written. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const count = Math.min(bytes.length - at, this.#block.length - this.#filled);
      this.#block.set(
        count === bytes.length ? bytes : bytes.subarray(at, at + count),
        this.#filled,
      );
      this.#filled += count;
      at += count;
      if (this.#filled === this.#block.length) await this.#send();
    }
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    if (this.#filled > 0) await this.#send();
    await this.#writing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing.catch(() => undefined);
    this.#pool.give(this.#block);
  }

  async #send(): Promise<void> {
    await this.#writing;
    const position = this.#position;
    this.#position += this.#filled;
    this.#writing = this.#writeBlock(this.#block, this.#filled, position);
    // Its failure is met by the next call; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
    this.#block = this.#pool.take();
    this.#filled = 0;
  }

  async #writeBlock(block: Buffer, length: number, position: number): Promise<void> {
    try {
      for (let at = 0; at < length;) {
        const { bytesWritten } = await this.#file.write(block, at, length - at, position + at);
        at += bytesWritten;
      }
      this.#onWritten?.(position + length);
    } finally {
      this.#pool.give(block);
    }
  }
}
