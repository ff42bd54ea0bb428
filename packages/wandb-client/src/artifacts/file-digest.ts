import type { FileHandle } from "node:fs/promises";
import type { BufferPool } from "../util/buffer-pool.ts";
import { openDigest, type Digest, type DigestAlgorithm } from "./digest.ts";

/** The digest of a file that is being written: it follows what is in the file already. */
export interface FileDigest extends AsyncDisposable {
  /** Takes in what lies before this byte; all of it must be in the file. */
  extend(end: number): void;
  /** Base64, with padding, of all that was taken in. */
  finish(): Promise<string>;
  /** Afterwards the file may be closed. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Computes digests of files, here or in a thread of its own. */
export interface FileDigests {
  /** Begins at the first byte of a file that is open for reading. */
  follow(file: FileHandle, algorithm: DigestAlgorithm): FileDigest;
}

/** Computes digests in this thread, between other work. */
export class InlineDigests implements FileDigests {
  readonly #pool: BufferPool;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  follow(file: FileHandle, algorithm: DigestAlgorithm): FileDigest {
    const opening = openDigest(algorithm);
    let at = 0;
    const stop = new AbortController();
    let work: Promise<void> = Promise.resolve();
    const take = async (digest: Digest, end: number): Promise<void> => {
      const buffer = this.#pool.take();
      try {
        while (at < end && !stop.signal.aborted) {
          const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - at), at);
          if (bytesRead === 0) throw new Error(`a file that is being written ended at byte ${at}`);
          digest.update(buffer.subarray(0, bytesRead));
          at += bytesRead;
        }
      } finally {
        this.#pool.give(buffer);
      }
    };
    return {
      extend(end) {
        work = work.then(async () => take(await opening, end));
        // Met by `finish`; until then it must not count as unhandled.
        work.catch(() => undefined);
      },
      async finish() {
        await work;
        return (await opening).finish();
      },
      async [Symbol.asyncDispose]() {
        stop.abort();
        await work.catch(() => undefined);
      },
    };
  }
}
