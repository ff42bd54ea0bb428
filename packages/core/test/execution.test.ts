import {
  dailyPartitions,
  multiPartitions,
  staticPartitions,
  timeWindowMapping,
  previousPartition,
  weeklyPartitions,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  Failure,
  RetryRequested,
  asset,
  assetCheckResult,
  assetIn,
  assetMaterialization,
  assetObservation,
  assetOut,
  defineAssetJob,
  definitions,
  dynamicOut,
  dynamicOutput,
  ephemeralInstance,
  expectationResult,
  failureHook,
  graph,
  interruptSignal,
  job,
  keyedValues,
  materialize,
  materializeResult,
  metadataValue,
  multiAsset,
  observableSourceAsset,
  op,
  opIn,
  opOut,
  output,
  partitionedConfig,
  planAssets,
  planSnapshot,
  reexecute,
  resource,
  retryDelaySeconds,
  staleStatuses,
  successHook,
  type,
  valueResource,
  type RunClock,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

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

const number = op({ name: "number" }, () => 2);
const double = op({ name: "double", ins: { x: type<number>() } }, ({ x }) => x * 2);
const fails = op(
  { name: "fails", ins: { x: opIn({ type: type<number>(), default: 0 }) } },
  (): number => {
    throw new TypeError("broken");
  },
);

test("O201 a job runs in process and gives outputs and events by node", async () => {
  const result = await job({ name: "j" }, () => void double({ x: number() })).executeInProcess();
  expect(result).toMatchObject({ success: true, status: "SUCCESS" });
  expect(await result.outputForNode("double")).toBe(4);
  expect((await result.eventsForStep("double")).map((event) => event.type)).toEqual([
    "STEP_START",
    "LOADED_INPUT",
    "STEP_INPUT",
    "STEP_OUTPUT",
    "HANDLED_OUTPUT",
    "STEP_SUCCESS",
  ]);
  await expect(result.outputForNode("tripple")).rejects.toMatchObject({
    code: "CORE_UNKNOWN_STEP",
  });
});

test("O202 assets are materialized with resources, config, selection, partition and tags", async () => {
  const base = asset({ name: "base" }, () => 1);
  const next = asset(
    {
      name: "next",
      ins: { base },
      config: z.object({ add: z.number() }),
      resources: { scale: type<number>() },
    },
    ({ base: value }, context) => (value + context.config.add) * context.resources.scale,
  );
  await using instance = ephemeralInstance();
  const common = {
    instance,
    resources: { scale: valueResource(10) },
    runConfig: { ops: { next: { config: { add: 2 } } } },
  };
  await materialize([base], { instance });
  const result = await materialize([base, next], {
    ...common,
    selection: "next",
    tags: { team: "a" },
  });
  expect(await result.steps("succeeded")).toEqual(["next"]);
  expect(await result.assetValue("next")).toBe(30);
  expect(result.run.tags).toMatchObject({ team: "a" });
});

test("O203 O204 log lines carry level, run, step and fields; the run id is a UUID", async () => {
  const talk = asset({ name: "talk" }, (_, context) => {
    context.log.debug("a");
    context.log.info("b", { n: 1 });
    context.log.warning("c");
    context.log.error("d");
    context.log.critical("e");
    context.log.exception(new Error("f"));
    return context.runId;
  });
  const result = await materialize([talk]);
  const lines = await result.events("LOG");
  expect(lines.map((event) => [event.level, event.message])).toEqual([
    ["DEBUG", "a"],
    ["INFO", "b"],
    ["WARNING", "c"],
    ["ERROR", "d"],
    ["CRITICAL", "e"],
    ["ERROR", "f"],
  ]);
  expect(lines[1]).toMatchObject({
    runId: result.runId,
    stepKey: "talk",
    data: { fields: { n: 1 } },
  });
  expect(lines[5]?.data.error).toMatchObject({ name: "Error", message: "f" });
  expect(await result.assetValue("talk")).toBe(result.runId);
  expect(result.runId).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test("O205 only declared resources are there", async () => {
  const greedy = op(
    { name: "greedy", resources: { a: type<number>() } },
    (_, { resources }) => (resources as unknown as { b: unknown }).b,
  );
  await expect(
    job(
      { name: "j", resources: { a: valueResource(1), b: valueResource(2) } },
      () => void greedy(),
    ).executeInProcess(),
  ).rejects.toMatchObject({
    code: "CORE_UNDECLARED_RESOURCE",
    message: expect.stringContaining('"b"'),
  });
});

const daily = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

test("O206 P031 P032 the context knows key, keys, range and window, and says what to use instead", async () => {
  const seen: unknown[] = [];
  const day = asset({ name: "day", partitions: daily }, (_, context) => {
    seen.push(
      context.partitionKey,
      context.partitionTimeWindow.start.toISOString(),
      context.assetPartitionKeyForOutput(),
    );
    return 1;
  });
  await materialize([day], { partitionKey: "2023-01-02" });
  expect(seen).toEqual(["2023-01-02", "2023-01-02T00:00:00.000Z", "2023-01-02"]);
  const range = asset({ name: "range", partitions: daily }, (_, context) => {
    expect(context.partitionKeys).toEqual(["2023-01-02", "2023-01-03"]);
    expect(context.partitionKeyRange).toEqual({ start: "2023-01-02", end: "2023-01-03" });
    expect(context.partitionTimeWindow.end.toISOString()).toBe("2023-01-04T00:00:00.000Z");
    return context.partitionKey;
  });
  await expect(
    materialize([range], { partitionRange: { start: "2023-01-02", end: "2023-01-03" } }),
  ).rejects.toMatchObject({
    code: "CORE_CONTEXT_MEMBER",
    hint: expect.stringContaining("partitionKeys"),
  });
  await expect(materialize([day])).rejects.toMatchObject({ code: "CORE_INVALID_INVOCATION" });
  await expect(materialize([day], { partitionKey: "2023-02-01" })).rejects.toMatchObject({
    code: "PARTITIONS_UNKNOWN_KEY",
  });
  await expect(
    materialize([asset({ name: "plain" }, () => 1)], { partitionKey: "x" }),
  ).rejects.toMatchObject({ code: "CORE_INVALID_INVOCATION" });
});

test("P014 P017 a multi-partitioned asset sees a record, and run and materialization carry tags by dimension", async () => {
  const grid = asset(
    {
      name: "grid",
      partitions: multiPartitions({ date: daily, color: staticPartitions(["red", "blue"]) }),
    },
    (_, context) => {
      expect(context.partitionKey.color).toBe("red");
      return context.partitionKey.toString();
    },
  );
  const result = await materialize([grid], { partitionKey: { color: "red", date: "2023-01-02" } });
  expect(await result.assetValue("grid")).toBe("red|2023-01-02");
  const tags = { "dagster/partition/color": "red", "dagster/partition/date": "2023-01-02" };
  expect(result.run.tags).toMatchObject({ "dagster/partition": "red|2023-01-02", ...tags });
  expect((await result.materializations())[0]?.data.tags).toMatchObject(tags);
});

test("O207 metadata of body and IO manager stands on the materialization", async () => {
  const { manager } = recordingIOManager();
  const adding = resource({ resources: { inner: manager } }, ({ resources }) => ({
    loadInput: (context: Parameters<typeof resources.inner.loadInput>[0]) =>
      resources.inner.loadInput(context),
    handleOutput: async (
      context: Parameters<typeof resources.inner.handleOutput>[0],
      value: unknown,
    ) => {
      await resources.inner.handleOutput(context, value);
      context.addOutputMetadata({ stored: true });
      return { size: 3 };
    },
  }));
  const rows = asset({ name: "rows" }, (_, context) => {
    context.addOutputMetadata({ rows: 3 });
    context.addOutputMetadata({ rows: 4, url: metadataValue.url("https://example.com") });
    return [1];
  });
  const result = await materialize([rows], { resources: { io_manager: adding, inner: manager } });
  expect((await result.materializations())[0]?.data.metadata).toEqual({
    rows: { type: "int", value: 4 },
    url: { type: "url", value: "https://example.com" },
    stored: { type: "bool", value: true },
    size: { type: "int", value: 3 },
  });
  const twice = resource({}, () => ({
    loadInput: () => 1,
    handleOutput: (context: { addOutputMetadata(m: object): void }) => {
      context.addOutputMetadata({ a: 1 });
      context.addOutputMetadata({ a: 2 });
    },
  }));
  await expect(materialize([rows], { resources: { io_manager: twice as never } })).rejects.toThrow(
    /added twice/,
  );
});

test("O208 an optional output that is not produced skips its consumers", async () => {
  const maybe = op(
    {
      name: "maybe",
      outs: {
        yes: opOut({ type: type<number>(), required: false }),
        no: opOut({ type: type<number>(), required: false }),
      },
    },
    () => ({ yes: 1 }),
  );
  const result = await job({ name: "j" }, () => {
    const { yes, no } = maybe();
    double.alias("on_yes")({ x: yes });
    double.alias("after_no")({ x: double.alias("on_no")({ x: no }) });
  }).executeInProcess();
  expect(result.status).toBe("SUCCESS");
  expect(await result.steps("skipped")).toEqual(["on_no", "after_no"]);
  const [skip] = await result.events("STEP_SKIPPED");
  expect(skip?.data).toMatchObject({
    missing: [{ stepKey: "maybe", outputName: "no" }],
    reason: expect.stringContaining("not produced"),
  });
});

test("O209 undefined with outputRequired false is no output, null is a value", async () => {
  const nothing = asset(
    { name: "nothing", outputRequired: false },
    (): number | undefined => undefined,
  );
  const reads = asset({ name: "reads", ins: { nothing } }, ({ nothing: value }) => value);
  const result = await materialize([nothing, reads]);
  expect(await result.steps("skipped")).toEqual(["reads"]);
  expect(await result.materializations()).toEqual([]);
  expect(await result.events("HANDLED_OUTPUT")).toEqual([]);
  const empty = await materialize([asset({ name: "empty", outputRequired: false }, () => null)]);
  expect(await empty.assetValue("empty")).toBe(null);
  const stored = await materialize([asset({ name: "void" }, () => {})]);
  expect((await stored.materializations()).length).toBe(1);
  expect(await stored.events("HANDLED_OUTPUT")).toEqual([]);
});

test("O210 generators yield outputs and events in order, also asynchronously", async () => {
  const both = multiAsset(
    {
      name: "both",
      outs: { a: assetOut({ type: type<number>() }), b: assetOut({ type: type<number>() }) },
    },
    async function* () {
      yield output(1, { name: "a", metadata: { first: true } });
      yield assetObservation({ assetKey: "other", metadata: { seen: 1 } });
      yield expectationResult({ success: true, label: "fine" });
      yield assetMaterialization({ assetKey: "side" });
      await Promise.resolve();
      yield output(2, { name: "b" });
    },
  );
  const result = await materialize([both]);
  expect((await result.eventsForStep("both")).map((event) => event.type)).toEqual([
    "ASSET_MATERIALIZATION_PLANNED",
    "ASSET_MATERIALIZATION_PLANNED",
    "STEP_START",
    "STEP_OUTPUT",
    "ASSET_MATERIALIZATION",
    "HANDLED_OUTPUT",
    "ASSET_OBSERVATION",
    "STEP_EXPECTATION_RESULT",
    "ASSET_MATERIALIZATION",
    "STEP_OUTPUT",
    "ASSET_MATERIALIZATION",
    "HANDLED_OUTPUT",
    "STEP_SUCCESS",
  ]);
});

test("O211 a required output that is not produced fails the step", async () => {
  const lazy = op({ name: "lazy", outs: { a: type<number>() } }, function* () {
    yield assetObservation({ assetKey: "x" });
  } as never);
  await expect(job({ name: "j" }, () => void lazy()).executeInProcess()).rejects.toThrow(
    /did not return an output for non-optional output "a"/,
  );
});

test.each<[string, () => unknown, RegExp]>([
  ["an unknown output", () => output(1, { name: "z" }), /output "z", which it does not have/],
  [
    "an event that was returned",
    () => assetMaterialization({ assetKey: "x" }),
    /returned an asset-materialization/,
  ],
  [
    "a yielded plain value",
    function* () {
      yield 3;
    },
    /yielded a number/,
  ],
  [
    "an output twice",
    function* () {
      yield output(1);
      yield output(2);
    },
    /produced output "result" twice/,
  ],
])("the step fails for %s", async (_, body, message) => {
  await expect(materialize([asset({ name: "wrong" }, body as () => number)])).rejects.toThrow(
    message,
  );
});

test("O212 a failed step takes down only what depends on it", async () => {
  const result = await job({ name: "j" }, () => {
    const start = number();
    const left = fails({ x: start });
    const right = double.alias("right")({ x: start });
    double.alias("join")({ x: left });
    double.alias("free")({ x: right });
  }).executeInProcess({ raiseOnError: false });
  expect(result.status).toBe("FAILURE");
  expect(await result.steps("failed")).toEqual(["fails"]);
  expect(await result.steps("skipped")).toEqual(["join"]);
  expect((await result.steps("succeeded")).toSorted()).toEqual(["free", "number", "right"]);
  const [end] = await result.events("RUN_FAILURE");
  expect(end?.data).toMatchObject({
    failureReason: "STEP_FAILURE",
    firstStepFailure: { stepKey: "fails", error: { name: "TypeError", message: "broken" } },
  });
  expect(result.error).toBeInstanceOf(TypeError);
});

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

test("O216 hooks run after their step, and one that throws fails nothing", async () => {
  const log: string[] = [];
  const onSuccess = successHook(
    { name: "told", resources: { out: type<string[]>() } },
    (context) =>
      void context.resources.out.push(
        `${context.stepKey} gave ${String(context.outputValues["result"])}`,
      ),
  );
  const onFailure = failureHook({ name: "alarm" }, (context) => {
    log.push(`${context.stepKey}: ${(context.error as Error).message}`);
    throw new Error("hook broke");
  });
  const result = await job(
    { name: "j", hooks: [onSuccess, onFailure], resources: { out: valueResource(log) } },
    () => {
      double({ x: number() });
      fails();
    },
  ).executeInProcess({ raiseOnError: false, maxConcurrent: 1 });
  expect(log).toEqual(["number gave 2", "fails: broken", "double gave 4"]);
  expect(
    (await result.events("HOOK_COMPLETED", "HOOK_ERRORED")).map((event) => [
      event.type,
      event.stepKey,
    ]),
  ).toEqual([
    ["HOOK_COMPLETED", "number"],
    ["HOOK_ERRORED", "fails"],
    ["HOOK_COMPLETED", "double"],
  ]);
  const fine = await job(
    { name: "k" },
    () =>
      void number.with({
        hooks: [
          successHook({ name: "bad" }, () => {
            throw new Error("x");
          }),
        ],
      })(),
  ).executeInProcess();
  expect(fine.status).toBe("SUCCESS");
});

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

test("a thrown value that is no error is recorded as it is", async () => {
  const odd = asset({ name: "odd" }, (): number => {
    // oxlint-disable-next-line no-throw-literal
    throw { reason: "odd" } as unknown as Error;
  });
  const result = await materialize([odd], { raiseOnError: false });
  expect((await result.events("STEP_FAILURE"))[0]?.data.error).toEqual({
    name: "NonError",
    message: '{"reason":"odd"}',
  });
});

test("a resource that fails to open fails the run before any step", async () => {
  const broken = resource({}, () => {
    throw new Error("no network");
  });
  const result = await materialize([asset({ name: "a", resources: { broken } }, () => 1)], {
    resources: { broken },
    raiseOnError: false,
  });
  expect(result.status).toBe("FAILURE");
  expect(result.error).toMatchObject({
    code: "CORE_RESOURCE_INIT",
    message: expect.stringContaining('"broken"'),
  });
  expect((await result.events("STEP_START")).length).toBe(0);
  expect((await result.events("RUN_FAILURE"))[0]?.data.failureReason).toBe(
    "JOB_INITIALIZATION_FAILURE",
  );
});

test("O224 the events of a step come in this order", async () => {
  const up = asset({ name: "up" }, () => 1);
  const down = asset({ name: "down", ins: { up } }, ({ up: value }) => value);
  const result = await materialize([up, down]);
  expect(
    (await result.events()).map(
      (event) => `${event.type}${event.stepKey === undefined ? "" : ` ${event.stepKey}`}`,
    ),
  ).toEqual([
    "RUN_START",
    "ASSET_MATERIALIZATION_PLANNED up",
    "ASSET_MATERIALIZATION_PLANNED down",
    "RESOURCE_INIT_STARTED",
    "RESOURCE_INIT_SUCCESS",
    "STEP_START up",
    "STEP_OUTPUT up",
    "ASSET_MATERIALIZATION up",
    "HANDLED_OUTPUT up",
    "STEP_SUCCESS up",
    "STEP_START down",
    "LOADED_INPUT down",
    "STEP_INPUT down",
    "STEP_OUTPUT down",
    "ASSET_MATERIALIZATION down",
    "HANDLED_OUTPUT down",
    "STEP_SUCCESS down",
    "RUN_SUCCESS",
  ]);
});

const fan = op(
  {
    name: "fan",
    outs: { items: dynamicOut({ type: type<number>() }) },
    config: z.object({ n: z.number() }),
  },
  function* (_, { config }) {
    for (let n = 0; n < config.n; n += 1)
      yield dynamicOutput(n, { name: "items", mappingKey: `k${n}` });
  },
);
const sum = op({ name: "sum", ins: { all: type<number[]>() } }, ({ all }) =>
  all.reduce((total, one) => total + one, 0),
);
const flakyDouble = op(
  { name: "twice", ins: { x: type<number>() }, config: z.object({ bad: z.number().default(-1) }) },
  ({ x }, { config, mappingKey }) => {
    if (x === config.bad) throw new Error(`bad ${mappingKey}`);
    return x * 2;
  },
);
const dynamicJob = job(
  { name: "dynamic" },
  () =>
    void sum({
      all: fan()
        .items.map((x) => double.alias("plus")({ x: flakyDouble({ x }) }))
        .collect(),
    }),
);

test("O225 dynamic outputs make one step per mapping key, and collect in order", async () => {
  const result = await dynamicJob.executeInProcess({
    runConfig: { ops: { fan: { config: { n: 3 } } } },
  });
  expect((await result.steps("succeeded")).toSorted()).toEqual([
    "fan",
    "plus[k0]",
    "plus[k1]",
    "plus[k2]",
    "sum",
    "twice[k0]",
    "twice[k1]",
    "twice[k2]",
  ]);
  expect(await result.outputForNode("sum")).toBe(12);
  const none = await dynamicJob.executeInProcess({
    runConfig: { ops: { fan: { config: { n: 0 } } } },
  });
  expect(await none.outputForNode("sum")).toBe(0);
  const partly = await dynamicJob.executeInProcess({
    runConfig: { ops: { fan: { config: { n: 3 } }, twice: { config: { bad: 1 } } } },
    raiseOnError: false,
  });
  expect(await partly.steps("failed")).toEqual(["twice[k1]"]);
  expect((await partly.steps("skipped")).toSorted()).toEqual(["plus[k1]", "sum"]);
  const twice = op({ name: "same", outs: { items: dynamicOut() } }, function* () {
    yield dynamicOutput(1, { name: "items", mappingKey: "a" });
    yield dynamicOutput(2, { name: "items", mappingKey: "a" });
  });
  await expect(job({ name: "j" }, () => void twice()).executeInProcess()).rejects.toThrow(
    /mapping key "a" of "items" twice/,
  );
});

test("O226 O315 re-execution from failure loads earlier outputs from the parent run", async () => {
  await using instance = ephemeralInstance();
  const { manager, inputs, outputs } = recordingIOManager();
  let healthy = false;
  const shaky = op({ name: "shaky", ins: { x: type<number>() } }, ({ x }) => {
    if (!healthy) throw new Error("down");
    return x + 1;
  });
  const target = job(
    { name: "j", resources: { io_manager: manager } },
    () => void double({ x: shaky({ x: number() }) }),
  );
  const first = await target.executeInProcess({ instance, raiseOnError: false });
  healthy = true;
  const again = await reexecute(target, first.runId, { instance });
  expect(await again.steps("succeeded")).toEqual(["shaky", "double"]);
  expect(await again.outputForNode("double")).toBe(6);
  expect(
    inputs.find((context) => context.stepKey === "shaky" && context.runId === again.runId)
      ?.upstreamOutput?.runScopedIdentifier,
  ).toEqual([first.runId, "number", "result"]);
  expect(outputs.filter((context) => context.stepKey === "number").length).toBe(1);
  expect(again.run).toMatchObject({ parentRunId: first.runId, rootRunId: first.runId });
  expect(again.run.tags).toMatchObject({
    "dagster/parent_run_id": first.runId,
    "dagster/root_run_id": first.runId,
  });
  const all = await reexecute(target, again.runId, { instance, strategy: "ALL_STEPS" });
  expect(await all.steps("succeeded")).toEqual(["number", "shaky", "double"]);
  expect(all.run).toMatchObject({ parentRunId: again.runId, rootRunId: first.runId });
  const one = await reexecute(target, again.runId, { instance, steps: ["double"] });
  expect(await one.steps("succeeded")).toEqual(["double"]);
  await expect(
    reexecute(target, again.runId, { instance, steps: ["doubel"] }),
  ).rejects.toMatchObject({ code: "CORE_UNKNOWN_STEP", hint: expect.stringContaining('"double"') });
  const { run } = await instance.createRun({ jobName: "j" });
  await expect(reexecute(target, run.runId, { instance })).rejects.toMatchObject({
    code: "CORE_CANNOT_REEXECUTE",
  });
});

test("O226 values that were only in memory are made again", async () => {
  await using instance = ephemeralInstance();
  let healthy = false;
  const shaky = op({ name: "shaky", ins: { x: type<number>() } }, ({ x }) => {
    if (!healthy) throw new Error("down");
    return x;
  });
  const target = job({ name: "j" }, () => void shaky({ x: number() }));
  const first = await target.executeInProcess({ instance, raiseOnError: false });
  healthy = true;
  expect(await (await reexecute(target, first.runId, { instance })).steps("succeeded")).toEqual([
    "number",
    "shaky",
  ]);
});

test("O226 assets and dynamic steps are re-executed from failure through definitions", async () => {
  await using instance = ephemeralInstance();
  let healthy = false;
  const up = asset({ name: "up", partitions: daily }, () => 1);
  const down = asset({ name: "down", partitions: daily, ins: { up } }, ({ up: value }) => {
    if (!healthy) throw new Error("down");
    return value + 1;
  });
  const project = definitions({ assets: [up, down], jobs: [defineAssetJob("both")] });
  const first = await project
    .getJob("both")
    .executeInProcess({ instance, partitionKey: "2023-01-02", raiseOnError: false });
  healthy = true;
  const again = await reexecute(project, first.runId, { instance, strategy: "FROM_ASSET_FAILURE" });
  expect(await again.steps("succeeded")).toEqual(["down"]);
  expect(again.run.tags["dagster/partition"]).toBe("2023-01-02");
});

test("O227 reserved tags are refused, system tags are set", async () => {
  const one = asset({ name: "one" }, () => 1);
  await expect(materialize([one], { tags: { "dagster/backfill": "x" } })).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
  expect(
    (await materialize([one], { tags: { "dagster/priority": "3" } })).run.tags["dagster/priority"],
  ).toBe("3");
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

const versioned = (version: string): readonly ReturnType<typeof asset>[] => {
  const up = asset({ name: "up", codeVersion: version }, () => version);
  const down = asset({ name: "down", codeVersion: "1", ins: { up } }, ({ up: value }) => value);
  return [up, down] as never;
};

test("O230 O231 stale status has its causes, and fresh assets are left out on request", async () => {
  await using instance = ephemeralInstance();
  const statuses = async (version: string): Promise<unknown> => {
    const found = await staleStatuses(definitions({ assets: versioned(version) }).graph, instance);
    return Object.fromEntries(
      [...found].map(([key, status]) => [
        key,
        [status.status, ...status.causes.map((cause) => cause.category)],
      ]),
    );
  };
  expect(await statuses("1")).toEqual({ up: ["MISSING"], down: ["MISSING"] });
  await materialize(versioned("1") as never, { instance });
  expect(await statuses("1")).toEqual({ up: ["FRESH"], down: ["FRESH"] });
  const second = await materialize(versioned("1") as never, { instance, onlyStale: true });
  expect([second.status, await second.steps("succeeded")]).toEqual(["SUCCESS", []]);
  expect(await statuses("2")).toEqual({ up: ["STALE", "CODE"], down: ["STALE", "DATA"] });
  const third = await materialize(versioned("2") as never, { instance, onlyStale: true });
  expect(await third.steps("succeeded")).toEqual(["up", "down"]);
  expect(await statuses("2")).toEqual({ up: ["FRESH"], down: ["FRESH"] });
});

test("O230 an observed data version makes its readers stale", async () => {
  await using instance = ephemeralInstance();
  let version = "v1";
  const source = observableSourceAsset({ name: "source" }, () => ({
    dataVersion: version,
    metadata: { seen: true },
  }));
  const copy = asset({ name: "copy", codeVersion: "1", deps: [source] }, () => 1);
  await materialize([source, copy], { instance });
  const graphOf = definitions({ assets: [source, copy] }).graph;
  expect((await staleStatuses(graphOf, instance)).get("copy")?.status).toBe("FRESH");
  version = "v2";
  await materialize([source], { instance });
  expect((await staleStatuses(graphOf, instance)).get("copy")).toMatchObject({
    status: "STALE",
    causes: [{ category: "DATA", dependency: "source" }],
  });
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

test("the same run id does not make a second run", async () => {
  await using instance = ephemeralInstance();
  const one = asset({ name: "one" }, () => 1);
  const runId = "11111111-1111-4111-8111-111111111111";
  await materialize([one], { instance, runId });
  await expect(materialize([one], { instance, runId })).rejects.toMatchObject({
    code: "CORE_ILLEGAL_RUN_TRANSITION",
  });
  expect(await instance.countRuns()).toBe(1);
});

test("P030 a partitioned job takes its config from the partition", async () => {
  const regions = staticPartitions(["us-west-1", "eu-west-1", "ap-southeast-2"]);
  const config = partitionedConfig(
    regions,
    ({ key }) => ({
      ops: { write: { config: { aws_region: key } }, read: { config: { aws_region: key } } },
    }),
    { tagsFor: (key) => ({ region: key }) },
  );
  const schema = z.object({ aws_region: z.string() });
  const write = op(
    { name: "write", config: schema },
    (_, context) => `${context.config.aws_region} ${context.partitionKey}`,
  );
  const read = op(
    { name: "read", ins: { x: type<string>() }, config: schema },
    ({ x }, context) => [x, context.config.aws_region],
  );
  const { manager, outputs } = recordingIOManager();
  const partitioned = job(
    { name: "j", config, resources: { io_manager: manager } },
    () => void read({ x: write() }),
  );
  const result = await partitioned.executeInProcess({ partitionKey: "eu-west-1" });
  expect(await result.outputForNode("read")).toEqual(["eu-west-1 eu-west-1", "eu-west-1"]);
  expect(result.run.tags).toMatchObject({ "dagster/partition": "eu-west-1", region: "eu-west-1" });
  expect(outputs[0]).toMatchObject({
    hasPartitionKey: true,
    hasAssetPartitions: false,
    partitionKey: "eu-west-1",
  });
  await expect(partitioned.executeInProcess({ partitionKey: "moon" })).rejects.toMatchObject({
    code: "PARTITIONS_UNKNOWN_KEY",
  });
  await expect(partitioned.executeInProcess()).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
});

test("P029 a self-dependency reads the partition before, and nothing at the first", async () => {
  await using instance = ephemeralInstance();
  const running = asset(
    {
      name: "running",
      partitions: daily,
      ins: {
        before: assetIn("running", {
          type: type<number>(),
          partitions: daily,
          mapping: previousPartition(),
        }),
      },
    },
    ({ before }) => (before ?? 0) + 1,
  );
  await materialize([running], { instance, partitionKey: "2023-01-01" });
  const second = await materialize([running], { instance, partitionKey: "2023-01-02" });
  expect(await second.assetValue("running")).toBe(2);
});

test("several partitions in one run: keyed values are stored one by one", async () => {
  await using instance = ephemeralInstance();
  const many = asset({ name: "many", partitions: daily }, (_, context) =>
    keyedValues(context.partitionKeys.map((key, index) => [key, index] as const)),
  );
  const sums = asset(
    { name: "sums", partitions: daily, ins: { many } },
    async ({ many: values }) => {
      const found = new Map<string, number>();
      for await (const [key, value] of values as unknown as AsyncIterable<
        readonly [string, number]
      >)
        found.set(key, value * 10);
      return found as unknown as number;
    },
  );
  const range = { start: "2023-01-02", end: "2023-01-04" };
  const result = await materialize([many, sums], { instance, partitionRange: range });
  expect((await result.materializations("many")).map((event) => event.data.partition)).toEqual([
    "2023-01-02",
    "2023-01-03",
    "2023-01-04",
  ]);
  expect(await result.assetValue("sums", { partitionKey: "2023-01-04" })).toBe(20);
  expect(result.run.tags).toMatchObject({
    "dagster/asset_partition_range_start": "2023-01-02",
    "dagster/asset_partition_range_end": "2023-01-04",
  });
  await expect(
    materialize([asset({ name: "plain", partitions: daily }, () => 1)], { partitionRange: range }),
  ).rejects.toThrow(/one plain value, but the run covers 3 partitions/);
  const yields = asset({ name: "yields", partitions: daily }, function* (_, context) {
    for (const key of context.partitionKeys)
      yield output(1, { partitionKey: key, metadata: { of: key } });
  });
  const yielded = await materialize([yields], { partitionRange: range });
  expect((await yielded.materializations()).map((event) => event.data.metadata["of"])).toEqual(
    ["2023-01-02", "2023-01-03", "2023-01-04"].map((value) => ({ type: "text", value })),
  );
  const less = asset({ name: "less", partitions: daily }, () => keyedValues({ "2023-01-02": 1 }));
  await expect(materialize([less], { partitionRange: range })).rejects.toThrow(
    /no value of "result" for partitions/,
  );
});

test("a needed partition that does not exist upstream fails the step before its body", async () => {
  const early = asset(
    { name: "early", partitions: dailyPartitions({ start: "2023-01-03", end: "2023-01-06" }) },
    () => 1,
  );
  const late = asset(
    { name: "late", partitions: daily, ins: { early } },
    ({ early: value }) => value,
  );
  await expect(
    materialize([early, late], { selection: "late", partitionKey: "2023-01-01" }),
  ).rejects.toMatchObject({
    code: "CORE_PARTITION_MISMATCH",
    message: expect.stringContaining("do not exist"),
  });
});

test("check results of a body are recorded, and block", async () => {
  const own = asset({ name: "own", checks: [{ name: "filled", blocking: true }] }, () =>
    materializeResult({ value: 1, checkResults: [assetCheckResult({ passed: false })] }),
  );
  const next = asset({ name: "next", ins: { own } }, ({ own: value }) => value);
  const result = await materialize([own, next]);
  expect((await result.checkEvaluations())[0]?.data).toMatchObject({
    checkName: "filled",
    passed: false,
    blocking: true,
  });
  expect(await result.steps("skipped")).toEqual(["next"]);
});

test("a materialize result without a value stores nothing and records the asset", async () => {
  const { manager, outputs } = recordingIOManager();
  const table = asset({ name: "table" }, () =>
    materializeResult({ metadata: { rows: 3 }, dataVersion: "v7", tags: { source: "copy" } }),
  );
  const result = await materialize([table], { resources: { io_manager: manager } });
  expect(outputs).toEqual([]);
  expect((await result.materializations())[0]?.data).toMatchObject({
    metadata: { rows: { type: "int", value: 3 } },
    tags: { "dagster/data_version": "v7", source: "copy" },
  });
});

test("declared types are checked at run time, in and out", async () => {
  const out = asset({ name: "out", type: z.number() }, () => "text" as unknown as number);
  await expect(materialize([out])).rejects.toMatchObject({
    code: "CORE_TYPE_CHECK",
    message: expect.stringContaining('output "result"'),
  });
  const up = asset({ name: "up" }, () => "text");
  const down = asset(
    { name: "down", ins: { up: assetIn("up", { type: z.number() }) } },
    ({ up: value }) => value,
  );
  await expect(materialize([up, down])).rejects.toMatchObject({
    code: "CORE_TYPE_CHECK",
    message: expect.stringContaining('input "up"'),
  });
});

test("bodies load other assets, report events and read keys of their inputs", async () => {
  const other = asset(
    { name: "other", partitions: daily },
    (_, context) => `of ${context.partitionKey}`,
  );
  const reader = asset(
    {
      name: "reader",
      partitions: daily,
      ins: { other: assetIn(other, { mapping: timeWindowMapping({ startOffset: -1 }) }) },
    },
    async ({ other: values }, context) => {
      expect(context.assetPartitionKeysForInput("other")).toEqual(["2023-01-01", "2023-01-02"]);
      expect(context.assetKeyForInput("other")).toEqual(["other"]);
      expect(() => context.assetPartitionKeyForInput("other")).toThrow(/covers 2/);
      expect(() => context.assetKeyForInput("nope")).toThrow(/no input "nope"/);
      await context.reportObservation("elsewhere", { metadata: { x: 1 } });
      await context.reportMaterialization("elsewhere", { partition: "p" });
      await context.reportCheck("reader", "own_check", { passed: true });
      return [values.size, await context.loadAsset("other", { partitionKey: "2023-01-01" })];
    },
  );
  await using instance = ephemeralInstance();
  for (const partitionKey of ["2023-01-01", "2023-01-02"])
    await materialize([other], { instance, partitionKey });
  const result = await materialize([other, reader], {
    instance,
    selection: "reader",
    partitionKey: "2023-01-02",
  });
  expect(await result.assetValue("reader")).toEqual([2, "of 2023-01-01"]);
  expect((await result.events("ASSET_OBSERVATION"))[0]?.data.assetKey).toEqual(["elsewhere"]);
  expect((await result.checkEvaluations())[0]?.data.passed).toBe(true);
});

test("assets with different partitions do not run together", async () => {
  const a = asset({ name: "a", partitions: daily }, () => 1);
  const b = asset({ name: "b", partitions: weeklyPartitions({ start: "2023-01-01" }) }, () => 1);
  await expect(materialize([a, b], { partitionKey: "2023-01-02" })).rejects.toMatchObject({
    code: "CORE_PARTITION_MISMATCH",
  });
});

test("a dry run checks everything and stores nothing; a plan is plain data", async () => {
  const up = asset({ name: "up", partitions: daily }, () => 1);
  const down = asset(
    { name: "down", partitions: daily, ins: { up }, config: z.object({ n: z.number() }) },
    ({ up: value }) => value,
  );
  const project = definitions({ assets: [up, down] });
  const dry = await project.dryRun("__ASSET_JOB", {
    partitionKey: "2023-01-02",
    runConfig: { ops: { down: { config: { n: 1 } } } },
  });
  expect(dry).toMatchObject({
    partitionKeys: ["2023-01-02"],
    resources: ["io_manager"],
    tags: { "dagster/partition": "2023-01-02" },
  });
  expect(dry.plan).toEqual({
    jobName: "__ASSET_JOB",
    steps: [
      { key: "up", inputs: {}, outputs: ["result"], assets: ["up"] },
      { key: "down", inputs: { up: "up.result" }, outputs: ["result"], assets: ["down"] },
    ],
  });
  await expect(project.dryRun("__ASSET_JOB", { partitionKey: "2023-01-02" })).rejects.toMatchObject(
    { code: "CORE_INVALID_CONFIG" },
  );
  expect(
    planSnapshot(planAssets(project.graph, { jobName: "x", selected: new Set(["down"]) })).steps,
  ).toEqual([
    { key: "down", inputs: { up: { asset: "up" } }, outputs: ["result"], assets: ["down"] },
  ]);
});

test("a part of the ops runs when their inputs come from the caller", async () => {
  const chain = job(
    { name: "j" },
    () =>
      void sum({
        all: [double({ x: number() }), double.alias("other")({ x: number.alias("n2")() })],
      }),
  );
  expect(
    await (await chain.executeInProcess({ opSelection: ["*double"] })).steps("succeeded"),
  ).toEqual(["number", "double"]);
  await expect(chain.executeInProcess({ opSelection: ["doubel"] })).rejects.toMatchObject({
    code: "CORE_UNKNOWN_STEP",
  });
  const fed = job({ name: "k" }, () => (double as unknown as () => void)());
  expect(
    await (await fed.executeInProcess({ inputValues: { "double.x": 21 } })).outputForNode("double"),
  ).toBe(42);
});

test("graphs with after keep an order without values", async () => {
  const order: string[] = [];
  const step = op({ name: "step" }, (_, context) => void order.push(context.opName));
  const g = graph({ name: "g" }, () => {
    const last = step.alias("z")();
    step.alias("a")({}, { after: [last] });
  });
  await job({ name: "j" }, () => g()).executeInProcess({ maxConcurrent: 1 });
  expect(order).toEqual(["z", "a"]);
});
