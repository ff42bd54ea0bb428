import { HeddleError } from "@heddle/errors";
import { pause } from "./pause.ts";

/** How {@link persist} goes on. */
export interface PersistOptions {
  readonly signal?: AbortSignal | undefined;
  /** Wait after the first failure, in milliseconds; it doubles up to one minute. */
  readonly firstDelayMs: number;
  /** Hears of each failure that is tried again. */
  readonly onRetry?: ((error: unknown) => void) | undefined;
}

/**
 * Repeats a call until it is through, as long as its failures are of the kind that may pass: network cuts and
 * servers that are down. For things that must reach the server however long the cut lasts.
 *
 * @throws the failure when it will not pass, or when `signal` aborted
 */
export async function persist<T>(call: () => Promise<T>, options: PersistOptions): Promise<T> {
  for (let delay = options.firstDelayMs; ; delay = Math.min(delay * 2, 60_000)) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || options.signal?.aborted === true) throw error;
      options.onRetry?.(error);
      await pause(delay, options.signal);
    }
  }
}

/** Whether a failure may pass by itself: the same call may succeed later. */
export function isPassing(error: unknown): boolean {
  return HeddleError.is(error) && error.retryable;
}
