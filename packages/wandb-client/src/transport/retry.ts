import type { RetrySettings } from "../settings/settings.ts";

/**
 * Which HTTP answers are worth another try.
 *
 * - `api`: GraphQL and filestream; every 4xx and 5xx but those that the same request will meet again.
 * - `api-conflict-safe`: the same, and 409 too, for operations that may be repeated (upserts, commits).
 * - `transfer`: file storage; time-outs, 409, 429 and 5xx except 501.
 * - `never`: one attempt; the error still says whether another may succeed, as for `api`.
 */
export type RetryPolicy = "api" | "api-conflict-safe" | "transfer" | "never";

const finalForApi = new Set([400, 401, 403, 404, 405, 409, 410, 413, 422, 501]);

/** Whether an answer with this status may succeed when the request is repeated. */
export function isRetryableStatus(policy: RetryPolicy, status: number): boolean {
  if (policy === "transfer")
    return [308, 408, 409, 429].includes(status) || (status >= 500 && status !== 501);
  if (policy === "api-conflict-safe" && status === 409) return true;
  return status >= 400 && !finalForApi.has(status);
}

/**
 * The wait before the next attempt: doubling from `minDelayMs`, with up to 25 % random surplus, at most
 * `maxDelayMs`. What the server asks for replaces it and is not cut.
 *
 * @param attempt attempts made so far, from 1
 */
export function retryDelayMs(
  retry: Required<RetrySettings>,
  attempt: number,
  random: () => number,
  retryAfterMs: number | undefined,
): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  const exponential = retry.minDelayMs * 2 ** Math.min(attempt - 1, 30) * (1 + random() * 0.25);
  return Math.min(retry.maxDelayMs, exponential);
}

/** Reads `Retry-After`: seconds, also fractional, or an HTTP date. */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
