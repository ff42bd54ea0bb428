import { expect, test } from "vitest";
import { isRetryableStatus, parseRetryAfter, retryDelayMs } from "./retry.ts";

const retry = { maxAttempts: 5, maxElapsedMs: 1, minDelayMs: 1000, maxDelayMs: 60_000 };

test("doubles the wait with up to a quarter of random surplus, up to the longest", () => {
  expect(
    [1, 2, 3, 7, 40].map((attempt) => retryDelayMs(retry, attempt, () => 0, undefined)),
  ).toEqual([1000, 2000, 4000, 60_000, 60_000]);
  expect(retryDelayMs(retry, 1, () => 1, undefined)).toBe(1250);
});

test("does as the server says, also beyond the longest wait", () => {
  expect(retryDelayMs(retry, 1, () => 0, 120_000)).toBe(120_000);
  expect(parseRetryAfter("1.5", 0)).toBe(1500);
  expect(parseRetryAfter("Thu, 01 Jan 1970 00:00:10 GMT", 4000)).toBe(6000);
  expect(parseRetryAfter("Thu, 01 Jan 1970 00:00:10 GMT", 40_000)).toBe(0);
  expect(parseRetryAfter("soon", 0)).toBeUndefined();
  expect(parseRetryAfter(null, 0)).toBeUndefined();
});

test("repeats what may succeed, and conflicts only where that is safe", () => {
  for (const status of [400, 401, 403, 404, 409, 410, 413, 422, 501])
    expect(isRetryableStatus("api", status)).toBe(false);
  for (const status of [408, 418, 429, 500, 502, 503, 504])
    expect(isRetryableStatus("api", status)).toBe(true);
  expect(isRetryableStatus("api-conflict-safe", 409)).toBe(true);
  expect(isRetryableStatus("api-conflict-safe", 400)).toBe(false);
  for (const status of [308, 408, 409, 429, 500, 503])
    expect(isRetryableStatus("transfer", status)).toBe(true);
  for (const status of [400, 403, 404, 501])
    expect(isRetryableStatus("transfer", status)).toBe(false);
  expect(isRetryableStatus("never", 503)).toBe(true);
});
