import type { BackendClock } from "../clock.ts";
import { WandbMockError } from "../errors.ts";

/** How many requests a caller may make in each window of time. */
export interface RateLimit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** Quotas by surface; what is not named is not limited. */
export interface RateLimits {
  /** GraphQL requests of one user. */
  readonly graphql?: RateLimit;
  /** Filestream requests of one run. */
  readonly filestream?: RateLimit;
}

/** The quota of one caller at one request. */
export interface Quota {
  /** Seconds until another request is taken; undefined when this one is. */
  readonly retryAfter: number | undefined;
  /** `RateLimit-*` headers, as in draft-polli-ratelimit-headers-02, which W&B's clients obey. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests. */
export interface Quotas {
  /** Counts a request of a caller; undefined where nothing is limited. */
  take(surface: "graphql" | "filestream", caller: string): Quota | undefined;
}

interface Window {
  readonly endsAt: number;
  used: number;
}

/**
 * Makes the counters.
 *
 * @throws WandbMockError `WANDB_MOCK_INVALID_OPTION` for a limit that is not above 0
 */
export function createQuotas(clock: BackendClock, limits: RateLimits): Quotas {
  for (const [surface, limit] of Object.entries(limits) as [string, RateLimit][]) {
    if (limit.requests >= 1 && limit.windowSeconds > 0) continue;
    throw new WandbMockError({
      code: "WANDB_MOCK_INVALID_OPTION",
      message: `the rate limit of ${surface} allows ${limit.requests} requests in ${limit.windowSeconds} seconds`,
      hint: "Allow at least one request in a time above 0.",
    });
  }
  const windows = new Map<string, Window>();
  return {
    take(surface, caller) {
      const limit = limits[surface];
      if (limit === undefined) return undefined;
      const key = `${surface} ${caller}`;
      const now = clock.now();
      let window = windows.get(key);
      if (window === undefined || window.endsAt <= now) {
        window = { endsAt: now + limit.windowSeconds * 1000, used: 0 };
        windows.set(key, window);
      }
      const reset = Math.ceil((window.endsAt - now) / 1000);
      const isTaken = window.used < limit.requests;
      if (isTaken) window.used++;
      return {
        retryAfter: isTaken ? undefined : reset,
        headers: {
          "RateLimit-Limit": String(limit.requests),
          "RateLimit-Remaining": String(limit.requests - window.used),
          "RateLimit-Reset": String(reset),
        },
      };
    },
  };
}
