import { setTimeout as delay } from "node:timers/promises";

/** Waits, or returns early when `signal` aborts; never throws. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch {
    // Aborted: the caller looks at the signal itself.
  }
}
