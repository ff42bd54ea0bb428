import type { Clock } from "../util/clock.ts";
import { orAborted } from "../util/or-aborted.ts";
import { parseRetryAfter } from "./retry.ts";

/** Requests that may go at once before the pace counts. */
const burst = 10;
const slowestPerSecond = 0.1;
const fastestPerSecond = 65_536;
/** How much of an older estimate of a request's cost stays in a new one. */
const smoothing = 0.2;
/** With less left of a window, no pace can be told from it. */
const shortestWindowMs = 1000;
/** A window that ends later is taken for a header in another unit: it sets the pace, but nothing waits for its end. */
const longestWindowMs = 5 * 60_000;

/** One window of the server's quota, in units that only the server knows. */
interface QuotaWindow {
  readonly endsAt: number;
  /** Units left at the last answer. */
  readonly remaining: number;
}

/**
 * Keeps requests below what the server says that it will take, before it has to refuse one.
 *
 * Answers may carry `RateLimit-Remaining` (opaque units) and `RateLimit-Reset` (seconds to the end of the
 * window); see draft-polli-ratelimit-headers-02. What a request costs is estimated from consecutive answers. Requests
 * are spread over the rest of the window, after a burst, and none goes that the rest does not cover: it waits for
 * the next window. A refusal's `Retry-After` holds back every request, not only the refused one.
 */
export class RateLimiter {
  readonly #clock: Clock;
  #window: QuotaWindow | undefined;
  /** Most units that were left at any time: what a new window is taken to hold until it tells. */
  #most: number | undefined;
  #costPerRequest = 1;
  #answersSinceCount = 0;
  #outstanding = 0;
  #tokens = burst;
  #tokensAt: number;
  #blockedUntil = 0;
  #turn: Promise<void> = Promise.resolve();
  #settled = Promise.withResolvers<void>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#tokensAt = clock.now();
  }

  /**
   * Waits until a request may go. Each admitted request is reported back with {@link RateLimiter.settle}.
   *
   * @throws the signal's reason
   */
  async admit(signal: AbortSignal | undefined): Promise<void> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    // One that gives up while it waits must not let the next ones past those before it.
    this.#turn = before.then(() => promise);
    try {
      await orAborted(before, signal);
      await this.#waitForQuota(signal);
      this.#outstanding++;
    } finally {
      resolve();
    }
  }

  /** Takes in what an answer says about the quota. */
  observe(response: Response): void {
    const now = this.#clock.now();
    if (response.status === 429) {
      const wait = parseRetryAfter(response.headers.get("retry-after"), now);
      if (wait !== undefined) this.#blockedUntil = Math.max(this.#blockedUntil, now + wait);
    }
    const remaining = numberOf(response.headers.get("ratelimit-remaining"));
    const reset = numberOf(response.headers.get("ratelimit-reset"));
    if (remaining === undefined || reset === undefined) return;
    const endsAt = now + reset * 1000;
    const current = this.#window;
    // Answers overtake each other; within one window the smallest rest is the latest.
    const isSame = current !== undefined && endsAt < current.endsAt + shortestWindowMs;
    this.#answersSinceCount++;
    if (isSame && remaining < current.remaining) {
      const cost = (current.remaining - remaining) / this.#answersSinceCount;
      this.#costPerRequest = this.#costPerRequest * smoothing + cost * (1 - smoothing);
      this.#answersSinceCount = 0;
    }
    if (!isSame) this.#answersSinceCount = 0;
    this.#window = {
      endsAt: isSame ? Math.max(current.endsAt, endsAt) : endsAt,
      remaining: isSame ? Math.min(current.remaining, remaining) : remaining,
    };
    this.#most = Math.max(this.#most ?? 0, remaining);
  }

  /** Ends an admitted request, answered or not. */
  settle(): void {
    this.#outstanding--;
    this.#settled.resolve();
    this.#settled = Promise.withResolvers<void>();
  }

  async #waitForQuota(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (this.#blockedUntil > this.#clock.now()) {
      await this.#clock.sleep(this.#blockedUntil - this.#clock.now(), { signal });
      this.#blockedUntil = 0;
    }
    this.#forgetPastWindow();
    while (!this.#isCovered()) {
      const window = this.#window;
      if (window === undefined) {
        // A new window of unknown size: the answers that are under way will tell.
        await orAborted(this.#settled.promise, signal);
      } else {
        await this.#clock.sleep(Math.max(0, window.endsAt - this.#clock.now()), { signal });
        if (this.#window === window) this.#window = undefined;
      }
      signal?.throwIfAborted();
    }
    await this.#keepPace(signal);
  }

  #forgetPastWindow(): void {
    if (this.#window !== undefined && this.#clock.now() >= this.#window.endsAt)
      this.#window = undefined;
  }

  #isCovered(): boolean {
    const window = this.#window;
    if (window === undefined) {
      return (
        this.#most === undefined ||
        this.#outstanding === 0 ||
        this.#most >= this.#costPerRequest * (this.#outstanding + 1)
      );
    }
    if (window.endsAt - this.#clock.now() > longestWindowMs) return true;
    // Requests under way may not be in the server's count yet.
    return window.remaining >= this.#costPerRequest * (this.#outstanding + 1);
  }

  async #keepPace(signal: AbortSignal | undefined): Promise<void> {
    const perSecond = this.#pace();
    const now = this.#clock.now();
    const refilled = this.#tokens + (perSecond * Math.max(0, now - this.#tokensAt)) / 1000;
    this.#tokens = Math.min(burst, refilled);
    this.#tokensAt = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return;
    }
    await this.#clock.sleep(((1 - this.#tokens) / perSecond) * 1000, { signal });
    this.#tokens = 0;
    this.#tokensAt = this.#clock.now();
  }

  #pace(): number {
    const window = this.#window;
    const left = window === undefined ? 0 : window.endsAt - this.#clock.now();
    if (window === undefined || left <= shortestWindowMs) return fastestPerSecond;
    const perSecond = window.remaining / Math.max(this.#costPerRequest, 1e-6) / (left / 1000);
    return Math.min(fastestPerSecond, Math.max(slowestPerSecond, perSecond));
  }
}

function numberOf(text: string | null): number | undefined {
  if (text === null || text.trim() === "") return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
