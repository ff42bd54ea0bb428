import { HeddleError } from "@heddle/errors";
import type { WandbWarning } from "../settings/settings.ts";

/** How many attempts may fail before somebody is told: a lost packet is not worth a word. */
const quietAttempts = 2;
/** One word per outage and minute, however many requests wait. */
const quietMs = 60_000;

/** Says that a host does not answer, while requests are tried again for many minutes. */
export class OutageNotice {
  readonly #warn: ((warning: WandbWarning) => void) | undefined;
  #toldAt = -Infinity;

  /** @param warn without it nobody is told */
  constructor(warn: ((warning: WandbWarning) => void) | undefined) {
    this.#warn = warn;
  }

  /**
   * Called before a wait for another attempt.
   *
   * @param remainingMs how long attempts may go on
   */
  beforeRetry(error: unknown, attempt: number, now: number, remainingMs: number): void {
    const isOutage =
      HeddleError.is(error, "WANDB_CLIENT_NETWORK") ||
      HeddleError.is(error, "WANDB_CLIENT_TIMEOUT");
    if (!isOutage || attempt <= quietAttempts || now - this.#toldAt < quietMs) return;
    this.#toldAt = now;
    const minutes = Math.max(1, Math.round(remainingMs / 60_000));
    this.#warn?.({
      code: "WANDB_CLIENT_RETRYING",
      message: `${error.message}; trying again for up to ${String(minutes)} min`,
      details: { attempt, remainingMs },
    });
  }
}
