import type { FileHandle } from "node:fs/promises";
import { DigestThread } from "./digest-thread.ts";
import type { DigestAlgorithm } from "./digest.ts";
import type { FileDigest, FileDigests } from "./file-digest.ts";

/** Digests in a thread that is still starting, so that the first bytes need not wait for it. */
export class StartingDigests implements FileDigests, AsyncDisposable {
  readonly #thread: Promise<DigestThread | undefined>;
  readonly #digests: Promise<FileDigests>;

  /** @param instead computes them where no thread can be started */
  constructor(instead: FileDigests) {
    this.#thread = DigestThread.start();
    this.#digests = this.#thread.then((thread) => thread ?? instead);
  }

  follow(file: FileHandle, algorithm: DigestAlgorithm): FileDigest {
    let end = 0;
    let digest: FileDigest | undefined;
    const opening = this.#digests.then((digests) => {
      digest = digests.follow(file, algorithm);
      if (end > 0) digest.extend(end);
      return digest;
    });
    return {
      extend(to) {
        end = to;
        digest?.extend(to);
      },
      async finish() {
        return await (await opening).finish();
      },
      async [Symbol.asyncDispose]() {
        await (await opening)[Symbol.asyncDispose]();
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#thread)?.[Symbol.asyncDispose]();
  }
}
