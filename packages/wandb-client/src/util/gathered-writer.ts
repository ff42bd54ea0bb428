import type { FileHandle } from "node:fs/promises";

const gatheredBytes = 1024 * 1024;

/** Writes small pieces to a file together, while the next ones are gathered. */
export class GatheredWriter {
  readonly #file: FileHandle;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Takes a piece; waits only while the piece before is still being written. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= gatheredBytes) await this.#send();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    await this.#send();
    await this.#writing;
  }

  async #send(): Promise<void> {
    await this.#writing;
    const pieces = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (pieces.length === 0) return;
    this.#writing = this.#writeAll(pieces);
    // Its failure is met by the next call; until then it must not count as unhandled.
    this.#writing.catch(() => undefined);
  }

  async #writeAll(pieces: readonly Uint8Array[]): Promise<void> {
    await this.#file.writeFile(
      pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces),
    );
  }
}
