import { once } from "node:events";
import type { FileHandle } from "node:fs/promises";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { DigestAlgorithm } from "./digest.ts";
import type { DigestAnswer, DigestRequest } from "./digest-worker.ts";
import type { FileDigest, FileDigests } from "./file-digest.ts";

/**
 * Computes digests in a thread of its own, which reads the files itself: hashing takes about as long as
 * receiving, and beside it costs no time where there is a second processor.
 */
export class DigestThread implements FileDigests, AsyncDisposable {
  readonly #worker: Worker;
  readonly #asked = new Map<number, PromiseWithResolvers<string>>();
  #failure: Error | undefined;
  #ids = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", ({ id, digest, error }: DigestAnswer) => {
      const asked = this.#asked.get(id);
      this.#asked.delete(id);
      if (error === undefined) asked?.resolve(digest);
      else asked?.reject(new Error(error));
    });
    worker.on("error", (cause) => this.#fail(new Error("the thread of digests failed", { cause })));
    worker.on("exit", () => this.#fail(new Error("the thread of digests ended")));
  }

  /**
   * Starts the thread; undefined where threads are not allowed, and where its program is not found, as in a
   * program that was bundled into one file.
   */
  static async start(): Promise<DigestThread | undefined> {
    try {
      const worker = new Worker(
        new URL(`./digest-worker${extname(import.meta.url)}`, import.meta.url),
      );
      await once(worker, "message");
      return new DigestThread(worker);
    } catch {
      return undefined;
    }
  }

  follow({ fd }: FileHandle, algorithm: DigestAlgorithm): FileDigest {
    const id = this.#ids++;
    let end = 0;
    let open = true;
    const send = (ends: boolean): void => {
      const request: DigestRequest = { id, fd, algorithm, end, ends };
      this.#worker.postMessage(request);
    };
    const finish = (): Promise<string> => {
      open = false;
      const asked = Promise.withResolvers<string>();
      if (this.#failure !== undefined) asked.reject(this.#failure);
      else {
        this.#asked.set(id, asked);
        send(true);
      }
      return asked.promise;
    };
    return {
      extend(to) {
        end = to;
        send(false);
      },
      finish,
      async [Symbol.asyncDispose]() {
        // The thread may still be reading: the descriptor must not be given to another file before.
        if (open) await finish().catch(() => undefined);
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    for (const asked of this.#asked.values()) asked.reject(failure);
    this.#asked.clear();
  }
}
