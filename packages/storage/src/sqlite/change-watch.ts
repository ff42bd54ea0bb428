import type { DatabaseSync } from "node:sqlite";

const shortestPause = 5;
const longestPause = 50;

/**
 * Tells waiting readers that something was committed: at once for this process, and for other processes by
 * asking SQLite for its change counter, which costs no read of the file's content.
 */
export class ChangeWatch {
  readonly #reader: DatabaseSync;
  readonly #waiting = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #pause = shortestPause;
  #version: unknown;

  constructor(reader: DatabaseSync) {
    this.#reader = reader;
  }

  /** Resolves at the next commit by anyone, or when the signal aborts. */
  wait(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true || !this.#reader.isOpen) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener("abort", wake, { once: true });
      if (this.#timer === undefined) {
        this.#version = this.#readVersion();
        this.#schedule();
      }
    });
  }

  /** Wakes all that wait. */
  wakeAll(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pause = shortestPause;
    for (const wake of this.#waiting) wake();
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.size === 0) return;
      if (!this.#reader.isOpen || this.#readVersion() !== this.#version) {
        this.wakeAll();
        return;
      }
      this.#pause = Math.min(this.#pause * 2, longestPause);
      this.#schedule();
    }, this.#pause);
  }

  #readVersion(): unknown {
    return this.#reader.prepare("pragma data_version").get()?.["data_version"];
  }
}
