import { expect, test } from "vitest";
import type { Clock } from "../util/clock.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** A clock that stands still but for its sleepers. */
function steppingClock(): Clock & { time: number } {
  return {
    time: 1_000_000,
    now() {
      return this.time;
    },
    async sleep(ms, options) {
      options?.signal?.throwIfAborted();
      this.time += ms;
      await Promise.resolve();
    },
  };
}

const answer = (remaining: number | string, reset: number | string, status = 200): Response =>
  new Response(null, {
    status,
    headers: { "RateLimit-Remaining": String(remaining), "RateLimit-Reset": String(reset) },
  });

/** Admits a request that gets this answer at once. */
async function send(limiter: RateLimiter, response: Response): Promise<void> {
  await limiter.admit(undefined);
  limiter.observe(response);
  limiter.settle();
}

test("holds nothing back as long as the server says nothing", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  for (let each = 0; each < 100; each++) await send(limiter, new Response());
  expect(clock.time).toBeLessThan(1_000_010);
});

test("spreads requests over the rest of the window after a burst", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  const started = clock.time;
  const endsAt = started + 100_000;
  for (let left = 99; left >= 0; left--)
    await send(limiter, answer(left, Math.ceil((endsAt - clock.time) / 1000)));
  const used = clock.time - started;
  expect(used).toBeGreaterThan(50_000);
  // The server tells whole seconds, so the pace is a little too careful.
  expect(used).toBeLessThanOrEqual(105_000);
});

test("waits for the next window when the rest does not cover a request", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  await send(limiter, answer(0, 30));
  const started = clock.time;
  await limiter.admit(undefined);
  expect(clock.time - started).toBe(30_000);
});

test("counts requests under way, and lets the first of a new window ask for its size", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  await send(limiter, answer(2, 30));
  await limiter.admit(undefined);
  await limiter.admit(undefined);
  const started = clock.time;
  const third = limiter.admit(undefined);
  await expect(Promise.race([third, clock.sleep(0).then(() => "waits")])).resolves.toBe("waits");
  limiter.settle();
  limiter.settle();
  await third;
  expect(clock.time - started).toBe(30_000);
});

test("learns what a request costs in the server's units", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  for (const left of [1000, 800, 600, 400, 150]) await send(limiter, answer(left, 60));
  const started = clock.time;
  await limiter.admit(undefined);
  expect(clock.time - started).toBeGreaterThan(50_000);
});

test("a refusal holds every request back as long as it says", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  await send(limiter, new Response(null, { status: 429, headers: { "retry-after": "12" } }));
  const started = clock.time;
  await limiter.admit(undefined);
  expect(clock.time - started).toBe(12_000);
});

test("takes no notice of headers that are no numbers, and does not wait for a window of hours", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  const started = clock.time;
  await send(limiter, answer("-1", "30"));
  await send(limiter, answer("many", "soon"));
  await send(limiter, answer(0, 1_700_000_000));
  await limiter.admit(undefined);
  expect(clock.time - started).toBeLessThan(60_000);
});

test("a waiting request ends with its signal, and the next goes on", async () => {
  const clock = steppingClock();
  const limiter = new RateLimiter(clock);
  await send(limiter, answer(0, 30));
  const reason = new Error("enough");
  await expect(limiter.admit(AbortSignal.abort(reason))).rejects.toBe(reason);
  await limiter.admit(undefined);
  limiter.settle();
});
