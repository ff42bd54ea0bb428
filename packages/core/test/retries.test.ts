import { expect, test } from "vitest";
import {
  Failure,
  RetryRequested,
  asset,
  ephemeralInstance,
  job,
  materialize,
  op,
  retryDelaySeconds,
  type RunClock,
} from "@heddle/core";

/** Time that passes only by waiting. */
const instantly = (): RunClock & { readonly waits: number[] } => {
  const waits: number[] = [];
  return {
    waits,
    random: () => 0.5,
    sleep: (ms, signal) =>
      ms >= 100_000
        ? new Promise((_, reject) =>
            signal.addEventListener("abort", () => reject(signal.reason as Error)),
          )
        : (waits.push(ms), Promise.resolve()),
  };
};

test("O213 retry delays: none, linear, exponential 1x 3x 7x, and jitter within its bounds", () => {
  expect([1, 2, 3].map((n) => retryDelaySeconds({ delaySeconds: 2 }, n))).toEqual([2, 2, 2]);
  expect(
    [1, 2, 3].map((n) => retryDelaySeconds({ delaySeconds: 2, backoff: "linear" }, n)),
  ).toEqual([2, 4, 6]);
  expect(
    [1, 2, 3, 4].map((n) => retryDelaySeconds({ delaySeconds: 1, backoff: "exponential" }, n)),
  ).toEqual([1, 3, 7, 15]);
  expect(
    [0, 0.5, 1].map((r) => retryDelaySeconds({ delaySeconds: 4, jitter: "full" }, 1, () => r)),
  ).toEqual([0, 2, 4]);
  expect(
    [0, 0.5, 1].map((r) =>
      retryDelaySeconds({ delaySeconds: 4, backoff: "linear", jitter: "plus-minus" }, 2, () => r),
    ),
  ).toEqual([4, 8, 12]);
});

test("O213 O214 policies and requests retry, Failure may forbid it", async () => {
  const attempts: number[] = [];
  const clock = instantly();
  const flaky = asset(
    { name: "flaky", retryPolicy: { maxRetries: 2, delaySeconds: 1, backoff: "exponential" } },
    (_, context) => {
      attempts.push(context.retryNumber);
      if (context.retryNumber < 2) throw new Error("not yet");
      return 1;
    },
  );
  const result = await materialize([flaky], { clock });
  expect(attempts).toEqual([0, 1, 2]);
  expect(clock.waits).toEqual([1000, 3000]);
  expect(
    (await result.events("STEP_UP_FOR_RETRY", "STEP_RESTARTED", "STEP_START")).map(
      (event) => event.type,
    ),
  ).toEqual([
    "STEP_START",
    "STEP_UP_FOR_RETRY",
    "STEP_RESTARTED",
    "STEP_UP_FOR_RETRY",
    "STEP_RESTARTED",
  ]);
  let tries = 0;
  const asks = asset({ name: "asks" }, (): number => {
    tries += 1;
    throw new RetryRequested({ maxRetries: 3, secondsToWait: 5, cause: new Error("busy") });
  });
  const asked = await materialize([asks], { clock, raiseOnError: false });
  expect(tries).toBe(4);
  expect((await asked.events("STEP_FAILURE"))[0]?.message).toContain("exceeded max_retries of 3");
  let stubborn = 0;
  const never = asset({ name: "never", retryPolicy: { maxRetries: 5 } }, (): number => {
    stubborn += 1;
    throw new Failure({ description: "no rows", metadata: { file: "x.csv" }, allowRetries: false });
  });
  const failed = await materialize([never], { clock, raiseOnError: false });
  expect(stubborn).toBe(1);
  expect((await failed.events("STEP_FAILURE"))[0]?.data.userFailure).toMatchObject({
    description: "no rows",
    metadata: { file: { type: "text", value: "x.csv" } },
  });
});

test("O215 a step that waits for its retry holds no place", async () => {
  const order: string[] = [];
  let release: (() => void) | undefined;
  const waiting = new Promise<void>((resolve) => (release = resolve));
  const flaky = op(
    { name: "flaky", retryPolicy: { maxRetries: 1, delaySeconds: 1 } },
    (_, context) => {
      order.push(`flaky ${context.retryNumber}`);
      if (context.retryNumber === 0) throw new Error("again");
    },
  );
  const other = op({ name: "other" }, () => {
    order.push("other");
    release?.();
  });
  await job({ name: "j" }, () => {
    flaky();
    other();
  }).executeInProcess({ maxConcurrent: 1, clock: { sleep: () => waiting } });
  expect(order).toEqual(["flaky 0", "other", "flaky 1"]);
});

test("a step that exceeds its time fails with a time-out, even when its body never settles", async () => {
  const slow = asset({ name: "slow", timeoutMs: 5 }, () => new Promise<number>(() => undefined));
  await expect(materialize([slow], { cancelGraceMs: 1 })).rejects.toMatchObject({
    code: "CORE_STEP_TIMEOUT",
    message: expect.stringContaining("5 ms"),
  });
  const polite = asset(
    { name: "polite", timeoutMs: 5 },
    (_, context) =>
      new Promise<number>((_resolve, reject) =>
        context.signal.addEventListener("abort", () => reject(new Error("stopped"))),
      ),
  );
  await expect(materialize([polite])).rejects.toMatchObject({ code: "CORE_STEP_TIMEOUT" });
});

test("O232 a run with dagster/max_retries is run again from its failure", async () => {
  await using instance = ephemeralInstance();
  let failures = 0;
  const first = asset({ name: "first" }, () => 1);
  const shaky = asset({ name: "shaky", ins: { first } }, ({ first: value }) => {
    failures += 1;
    if (failures < 3) throw new Error("not yet");
    return value;
  });
  const result = await materialize([first, shaky], {
    instance,
    tags: { "dagster/max_retries": "5" },
  });
  expect(result.success).toBe(true);
  const runs = await instance.getRuns({ ascending: true });
  expect(runs.map((run) => [run.status, run.tags["dagster/retry_number"]])).toEqual([
    ["FAILURE", undefined],
    ["FAILURE", "1"],
    ["SUCCESS", "2"],
  ]);
  expect(new Set(runs.slice(1).map((run) => run.rootRunId))).toEqual(new Set([runs[0]?.runId]));
  expect(await result.steps("succeeded")).toEqual(["shaky"]);
});

test("O233 a run ends in failure after dagster/max_runtime", async () => {
  const slow = asset(
    { name: "slow" },
    (_, context) =>
      new Promise<number>((_resolve, reject) =>
        context.signal.addEventListener("abort", () => reject(context.signal.reason as Error)),
      ),
  );
  const result = await materialize([slow], {
    tags: { "dagster/max_runtime": "2" },
    clock: { sleep: (ms) => (ms === 2000 ? Promise.resolve() : new Promise(() => undefined)) },
    raiseOnError: false,
  });
  expect(result.status).toBe("FAILURE");
  expect((await result.events("RUN_FAILURE"))[0]?.data.error).toMatchObject({
    code: "CORE_RUN_TIMEOUT",
  });
});
