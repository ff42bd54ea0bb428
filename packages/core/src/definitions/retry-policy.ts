import type { Fault } from "./fault.ts";
import type { SourceLocation } from "./source-location.ts";

/** When and how often a failed step is tried again. */
export interface RetryPolicy {
  /** Tries after the first. Default 1. */
  readonly maxRetries?: number;
  /** Base delay in seconds. Default 0. */
  readonly delaySeconds?: number;
  /** `linear`: delay × n; `exponential`: delay × (2ⁿ − 1), that is 1×, 3×, 7×. Needs a delay. */
  readonly backoff?: "linear" | "exponential";
  /** `full`: a random part of the wait; `plus-minus`: the wait ± up to one base delay. Needs a delay. */
  readonly jitter?: "full" | "plus-minus";
}

/**
 * The wait before a retry, in seconds; never negative (origin of the formulas: Dagster).
 *
 * @param attempt 1 for the first retry
 * @param random from 0 to 1; default `Math.random`
 */
export function retryDelaySeconds(
  policy: RetryPolicy,
  attempt: number,
  random: () => number = Math.random,
): number {
  const base = policy.delaySeconds ?? 0;
  const wait =
    policy.backoff === "linear"
      ? base * attempt
      : policy.backoff === "exponential"
        ? base * (2 ** attempt - 1)
        : base;
  if (policy.jitter === "full") return random() * wait;
  if (policy.jitter === "plus-minus") return Math.max(0, wait + (2 * random() - 1) * base);
  return Math.max(0, wait);
}

/** Faults of a policy. */
export function checkRetryPolicy(
  policy: RetryPolicy | undefined,
  subject: string,
  location: SourceLocation,
): readonly Fault[] {
  if (policy === undefined) return [];
  const faults: Fault[] = [];
  const report = (message: string, hint: string): void => {
    faults.push({ code: "CORE_INVALID_OPTION", subject, message, hint, location });
  };
  const { maxRetries = 1, delaySeconds } = policy;
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    report(`maxRetries is ${maxRetries}`, "Give a whole number, 0 or more.");
  }
  if (delaySeconds !== undefined && !(delaySeconds >= 0 && Number.isFinite(delaySeconds))) {
    report(`delaySeconds is ${delaySeconds}`, "Give a number of seconds, 0 or more.");
  }
  if ((policy.backoff !== undefined || policy.jitter !== undefined) && delaySeconds === undefined) {
    report("backoff and jitter need a delay", "Give delaySeconds as well.");
  }
  return faults;
}
