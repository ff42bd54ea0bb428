import { setTimeout as delay } from "node:timers/promises";

/** Time as the client sees it; tests hand in their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. Does not keep the process alive when `unref`. */
  sleep(
    ms: number,
    options?: { readonly signal?: AbortSignal | undefined; readonly unref?: boolean },
  ): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, options = {}) {
    options.signal?.throwIfAborted();
    try {
      await delay(ms, undefined, {
        ref: options.unref !== true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      throw error;
    }
  },
};
