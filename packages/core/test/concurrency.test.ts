import { expect, test } from "vitest";
import {
  asset,
  ephemeralInstance,
  interruptSignal,
  job,
  materialize,
  op,
  resource,
} from "@heddle/core";

test("O217 asynchronous steps overlap up to max_concurrent, and run in definition order at 1", async () => {
  let running = 0;
  let most = 0;
  const order: string[] = [];
  const step = op({ name: "step" }, async (_, context) => {
    order.push(context.opName);
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  });
  const many = job({ name: "j" }, () => {
    for (let n = 0; n < 6; n += 1) step.alias(`s${n}`)();
  });
  await many.executeInProcess({ maxConcurrent: 3 });
  expect(most).toBe(3);
  order.length = 0;
  await many.executeInProcess({ maxConcurrent: 1 });
  expect(order).toEqual(["s0", "s1", "s2", "s3", "s4", "s5"]);
});

test("O220 cancelling stops the steps, tears down, and ends the run CANCELED", async () => {
  const log: string[] = [];
  const controller = new AbortController();
  const held = resource({}, ({ onTeardown }) => {
    onTeardown(() => void log.push("closed"));
    return 1;
  });
  const long = asset({ name: "long", resources: { held } }, async (_, context) => {
    setImmediate(() => controller.abort(new Error("enough")));
    await new Promise((_resolve, reject) =>
      context.signal.addEventListener("abort", () => reject(context.signal.reason as Error)),
    );
  });
  const never = asset({ name: "never", deps: [long] }, () => log.push("ran"));
  const result = await materialize([long, never], {
    resources: { held },
    signal: controller.signal,
    raiseOnError: false,
  });
  expect(result.status).toBe("CANCELED");
  expect(log).toEqual(["closed"]);
  expect((await result.events("RUN_CANCELING", "RUN_CANCELED")).map((event) => event.type)).toEqual(
    ["RUN_CANCELING", "RUN_CANCELED"],
  );
  expect((await result.events("STEP_FAILURE"))[0]?.data.errorSource).toBe("INTERRUPT");
  const deaf = asset({ name: "deaf" }, () => {
    setImmediate(() => second.abort());
    return new Promise<void>(() => undefined);
  });
  const second = new AbortController();
  const forced = await materialize([deaf], {
    signal: second.signal,
    cancelGraceMs: 1,
    raiseOnError: false,
  });
  expect(forced.status).toBe("CANCELED");
  await expect(
    materialize([long], { resources: { held }, signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({ code: "CORE_CANCELED" });
});

test("a signal of the process aborts an interrupt signal, once", () => {
  using interrupt = interruptSignal(["SIGUSR2"]);
  process.emit("SIGUSR2", "SIGUSR2");
  expect(interrupt.signal.aborted).toBe(true);
  expect(interrupt.signal.reason).toMatchObject({
    code: "CORE_CANCELED",
    message: expect.stringContaining("SIGUSR2"),
  });
  expect(process.listenerCount("SIGUSR2")).toBe(0);
});

test("O228 higher priority runs first, then definition order", async () => {
  const order: string[] = [];
  const step = op({ name: "step" }, (_, context) => void order.push(context.opName));
  await job({ name: "j" }, () => {
    step.alias("low").with({ tags: { "dagster/priority": "-1" } })();
    step.alias("a")();
    step.alias("b")();
    step.alias("high").with({ tags: { "dagster/priority": "5" } })();
  }).executeInProcess({ maxConcurrent: 1 });
  expect(order).toEqual(["high", "a", "b", "low"]);
});

test("O229 pools hold over runs, tag limits within one", async () => {
  const use = { db: 0, most: 0 };
  const busy = async (): Promise<void> => {
    use.db += 1;
    use.most = Math.max(use.most, use.db);
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    use.db -= 1;
  };
  const { defaultSettings } = await import("@heddle/core");
  await using instance = ephemeralInstance({
    settings: {
      ...defaultSettings,
      concurrency: {
        ...defaultSettings.concurrency,
        pools: { ...defaultSettings.concurrency.pools, limits: { db: 1 } },
      },
    },
  });
  const pooled = op({ name: "pooled", pool: "db" }, busy);
  const clock = {
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) =>
        ms > 1000
          ? signal.addEventListener("abort", () => reject(signal.reason as Error))
          : setImmediate(resolve),
      ),
  };
  const target = job({ name: "j" }, () => {
    pooled.alias("a")();
    pooled.alias("b")();
  });
  await Promise.all([
    target.executeInProcess({ instance, clock }),
    target.executeInProcess({ instance, clock }),
  ]);
  expect(use.most).toBe(1);
  expect((await instance.storage.poolUse("db")).held).toEqual([]);
  use.most = 0;
  const tagged = op({ name: "tagged", tags: { team: "x" } }, busy);
  await job({ name: "k" }, () => {
    for (let n = 0; n < 5; n += 1) tagged.alias(`t${n}`)();
  }).executeInProcess({
    maxConcurrent: 5,
    runConfig: { execution: { config: { tag_concurrency_limits: [{ key: "team", limit: 2 }] } } },
  });
  expect(use.most).toBe(2);
});
