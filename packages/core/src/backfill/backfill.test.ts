import {
  allPartitions,
  dailyPartitions,
  multiPartitions,
  staticPartitions,
  timeWindowMapping,
} from "@heddle/partitions";
import { expect, onTestFinished, test, vi } from "vitest";
import { asset } from "../definitions/asset.ts";
import { assetIn } from "../definitions/asset-in.ts";
import { multiRunBackfill, singleRunBackfill } from "../definitions/assets-definition.ts";
import { definitions } from "../definitions/definitions.ts";
import { job } from "../definitions/job.ts";
import { op } from "../definitions/op.ts";
import { partitionedConfig } from "../definitions/partitioned-config.ts";
import { type } from "../schema/schema.ts";
import type { Claim } from "../instance/coordination-storage.ts";
import { createEvent } from "../instance/create-event.ts";
import { defaultSettings } from "../instance/instance-settings.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import { Instance } from "../instance/instance.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import { cancelBackfill } from "./cancel-backfill.ts";
import { createBackfill } from "./create-backfill.ts";
import { retryBackfill } from "./retry-backfill.ts";
import { runBackfill } from "./run-backfill.ts";

const hundred = staticPartitions(
  Array.from({ length: 100 }, (_, index) => `k${String(index).padStart(3, "0")}`),
);

test("P036 makes 100 keys in 10 runs when 11 may go together, in one, or one by one", async () => {
  await using instance = ephemeralInstance();
  const made: string[][] = [];
  const body = (_: object, context: { readonly partitionKeys: readonly string[] }) => {
    made.push([...context.partitionKeys]);
    return new Map(context.partitionKeys.map((key) => [key, key]));
  };
  const by = (name: string, policy: ReturnType<typeof multiRunBackfill> | undefined) =>
    asset(
      { name, partitions: hundred, ...(policy === undefined ? {} : { backfillPolicy: policy }) },
      body,
    );
  const defs = definitions({
    assets: [
      by("eleven", multiRunBackfill(11)),
      by("one_run", singleRunBackfill()),
      by("default", undefined),
    ],
  });
  const sizes = async (selection: string, maxPartitionsPerRun?: number | null) => {
    made.length = 0;
    const { backfillId } = await createBackfill(defs, {
      instance,
      selection,
      partitions: "all",
      ...(maxPartitionsPerRun === undefined ? {} : { maxPartitionsPerRun }),
    });
    const record = await runBackfill(defs, { instance, backfillId });
    expect(record).toMatchObject({
      status: "COMPLETED_SUCCESS",
      progress: { assets: { [selection]: { total: 100, materialized: 100, failed: 0 } } },
    });
    expect(
      await instance.countRuns({ tags: { "dagster/backfill": backfillId }, statuses: ["SUCCESS"] }),
    ).toBe(made.length);
    return made.map((keys) => keys.length);
  };
  expect(await sizes("eleven")).toEqual([11, 11, 11, 11, 11, 11, 11, 11, 11, 1]);
  expect(await sizes("one_run")).toEqual([100]);
  expect(await sizes("default")).toHaveLength(100);
  expect(await sizes("default", null)).toEqual([100]);
  expect(await sizes("one_run", 30)).toEqual([30, 30, 30, 10]);
});

test("P036 runs a job once per key, in the order asked for", async () => {
  await using instance = ephemeralInstance();
  const regions: string[] = [];
  const visit = op({ name: "visit", config: type<{ region: string }>() }, (_, context) => {
    regions.push(context.config.region);
  });
  const tour = job(
    {
      name: "tour",
      config: partitionedConfig(staticPartitions(["us", "eu", "ap"]), ({ key: region }) => ({
        ops: { visit: { config: { region } } },
      })),
    },
    () => visit(),
  );
  const defs = definitions({ jobs: [tour] });
  const { backfillId } = await createBackfill(defs, {
    instance,
    jobName: "tour",
    partitions: ["ap", "us"],
    tags: { who: "me" },
  });
  const record = await runBackfill(defs, { instance, backfillId, maxConcurrentRuns: 1 });
  expect(record).toMatchObject({
    status: "COMPLETED_SUCCESS",
    progress: { runs: { total: 2, succeeded: 2 } },
  });
  expect(regions).toEqual(["ap", "us"]);
  const runs = await instance.getRuns({
    tags: { "dagster/backfill": backfillId, who: "me", "dagster/partition": ["ap", "us"] },
  });
  expect(runs).toHaveLength(2);
  await expect(
    createBackfill(defs, { instance, jobName: "tour", partitions: ["mars"] }),
  ).rejects.toMatchObject({
    code: "PARTITIONS_UNKNOWN_KEY",
  });
});

const days = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

test("P037 lets downstream wait for exactly what it reads, and isolates what failed", async () => {
  await using instance = ephemeralInstance();
  const order: string[] = [];
  let broken = true;
  const raw = asset({ name: "raw", partitions: days }, (_, { partitionKey }) => {
    if (partitionKey === "2023-01-02" && broken) throw new Error("no data");
    order.push(`raw ${partitionKey.slice(-2)}`);
    return 1;
  });
  const pair = asset(
    {
      name: "pair",
      partitions: days,
      ins: { raw: assetIn(raw, { mapping: timeWindowMapping({ startOffset: -1 }) }) },
    },
    (_, { partitionKey }) => {
      order.push(`pair ${partitionKey.slice(-2)}`);
      return 2;
    },
  );
  const all = asset(
    { name: "all", ins: { pair: assetIn(pair, { mapping: allPartitions() }) } },
    () => {
      order.push("all");
      return 3;
    },
  );
  const defs = definitions({ assets: [raw, pair, all] });
  const { backfillId } = await createBackfill(defs, { instance, partitions: "all" });
  const record = await runBackfill(defs, { instance, backfillId });
  expect(record).toMatchObject({
    status: "COMPLETED_FAILED",
    progress: {
      runs: { total: 11, succeeded: 7, failed: 1, blocked: 3 },
      assets: {
        raw: { materialized: 4, failed: 1 },
        pair: { materialized: 3, failed: 2 },
        all: { materialized: 0, failed: 1 },
      },
    },
  });
  for (const day of ["01", "04", "05"]) {
    const before = day === "01" ? ["01"] : [String(Number(day) - 1).padStart(2, "0"), day];
    for (const needed of before)
      expect(order.indexOf(`raw ${needed}`)).toBeLessThan(order.indexOf(`pair ${day}`));
  }
  expect(order).not.toContain("pair 02");
  expect(order).not.toContain("pair 03");

  broken = false;
  order.length = 0;
  const retry = await retryBackfill(defs, { instance, backfillId });
  expect(retry.plan).toMatchObject({ retryOf: backfillId });
  expect(await runBackfill(defs, { instance, backfillId: retry.backfillId })).toMatchObject({
    status: "COMPLETED_SUCCESS",
  });
  expect(order.toSorted()).toEqual(["all", "pair 02", "pair 03", "raw 02"]);
  expect(order.at(-1)).toBe("all");
  await expect(
    retryBackfill(defs, { instance, backfillId: retry.backfillId }),
  ).rejects.toMatchObject({
    code: "CORE_INVALID_BACKFILL",
  });
});

test("P037 puts assets that read each other key by key into the same runs", async () => {
  await using instance = ephemeralInstance();
  const a = asset({ name: "a", partitions: days }, () => 1);
  const b = asset({ name: "b", partitions: days, ins: { a } }, ({ a: value }) => value + 1);
  const c = asset({ name: "c", partitions: days, ins: { b, a } }, ({ a: x, b: y }) => x + y);
  const monthly = asset({ name: "monthly", ins: { c: assetIn(c) } }, () => 1);
  const defs = definitions({ assets: [a, b, c, monthly] });
  const { backfillId } = await createBackfill(defs, {
    instance,
    selection: "a+",
    partitions: { start: "2023-01-02", end: "2023-01-03" },
  });
  await runBackfill(defs, { instance, backfillId });
  const runs = await instance.getRuns({
    tags: { "dagster/backfill": backfillId },
    ascending: true,
  });
  expect(
    runs.map(({ assetSelection }) => assetSelection?.map((key) => key.join("/")).join()),
  ).toEqual(["a,b,c", "a,b,c", "monthly"]);
  expect(runs.map(({ tags }) => tags["dagster/partition"])).toEqual([
    "2023-01-02",
    "2023-01-03",
    undefined,
  ]);
});

test("P029 P037 makes an asset that reads its own past one partition after the other", async () => {
  await using instance = ephemeralInstance();
  const order: string[] = [];
  const self = asset(
    {
      name: "self",
      partitions: days,
      ins: {
        before: assetIn("self", {
          type: type<number>(),
          partitions: days,
          mapping: timeWindowMapping({ startOffset: -1, endOffset: -1 }),
        }),
      },
    },
    (_, { partitionKey }) => {
      order.push(partitionKey.slice(-1));
      return 1;
    },
  );
  const defs = definitions({ assets: [self] });
  const { backfillId } = await createBackfill(defs, { instance, partitions: "all" });
  expect(await runBackfill(defs, { instance, backfillId })).toMatchObject({
    status: "COMPLETED_SUCCESS",
  });
  expect(order.join("")).toBe("12345");
});

test("P038 starts no run twice when a backfill is run again, and makes again what died with its process", async () => {
  await using instance = ephemeralInstance();
  const made: string[] = [];
  const a = asset({ name: "a", partitions: days }, (_, { partitionKey }) => {
    made.push(partitionKey);
    return 1;
  });
  const defs = definitions({ assets: [a] });
  const created = await createBackfill(defs, {
    instance,
    partitions: "all",
    backfillId: "abcdefgh",
  });
  expect(
    await createBackfill(defs, { instance, partitions: "all", backfillId: "abcdefgh" }),
  ).toEqual(created);
  // As a process leaves them that is killed: one run done, one half-way, one queued.
  const runs = await instance.createRuns(
    ["2023-01-01", "2023-01-02", "2023-01-03"].map((day, index) => ({
      jobName: "__ASSET_JOB",
      idempotencyKey: `backfill:abcdefgh:${String(index)}`,
      tags: { "dagster/backfill": "abcdefgh", "dagster/partition": day },
      assetSelection: [["a"]],
    })),
  );
  const [done, half] = runs.map(({ run }) => run.runId);
  const at = (runId = "") => ({ runId, jobName: "__ASSET_JOB", timestamp: instance.now() });
  await instance.append(
    createEvent("RUN_START", { ...at(done), data: {} }),
    createEvent("ASSET_MATERIALIZATION", {
      ...at(done),
      data: { assetKey: ["a"], partition: "2023-01-01", metadata: {}, tags: {} },
    }),
    createEvent("RUN_SUCCESS", { ...at(done), data: {} }),
    createEvent("RUN_START", { ...at(half), data: {} }),
  );
  expect(await runBackfill(defs, { instance, backfillId: "abcdefgh" })).toMatchObject({
    status: "COMPLETED_SUCCESS",
  });
  expect(made.toSorted()).toEqual(["2023-01-02", "2023-01-03", "2023-01-04", "2023-01-05"]);
  expect(await instance.getRun(half ?? "")).toMatchObject({
    status: "FAILURE",
    failureReason: "UNEXPECTED_TERMINATION",
  });
  expect(await instance.countRuns({ tags: { "dagster/backfill": "abcdefgh" } })).toBe(6);
  await runBackfill(defs, { instance, backfillId: "abcdefgh" });
  expect(made).toHaveLength(4);
});

test("P038 O410 lets one of two engines run a backfill while the other waits for its end", async () => {
  await using instance = ephemeralInstance();
  let runs = 0;
  const a = asset({ name: "a", partitions: days }, () => (runs += 1));
  const defs = definitions({ assets: [a] });
  const { backfillId } = await createBackfill(defs, { instance, partitions: "all" });
  const ended = await Promise.all([1, 2].map(() => runBackfill(defs, { instance, backfillId })));
  expect(ended.map(({ status }) => status)).toEqual(["COMPLETED_SUCCESS", "COMPLETED_SUCCESS"]);
  expect(runs).toBe(5);
});

test("P038 cancels queued and running runs, by signal or from elsewhere", async () => {
  await using instance = ephemeralInstance();
  let started = Promise.withResolvers<void>();
  const slow = asset(
    { name: "slow", partitions: days },
    (_, { signal }) =>
      new Promise<number>((_resolve, reject) => {
        started.resolve();
        signal.addEventListener("abort", () => {
          reject(new Error("stopped"));
        });
      }),
  );
  const defs = definitions({ assets: [slow] });
  const cancelled = async (
    cancel: (backfillId: string) => Promise<unknown>,
    signal?: AbortSignal,
  ) => {
    started = Promise.withResolvers<void>();
    const { backfillId } = await createBackfill(defs, { instance, partitions: "all" });
    const running = runBackfill(defs, {
      instance,
      backfillId,
      maxConcurrentRuns: 2,
      ...(signal === undefined ? {} : { signal }),
    });
    await started.promise;
    await cancel(backfillId);
    expect((await running).status).toBe("CANCELED");
    expect(
      await instance.countRuns({
        tags: { "dagster/backfill": backfillId },
        statuses: ["CANCELED"],
      }),
    ).toBe(5);
    return backfillId;
  };
  const first = await cancelled((backfillId) => cancelBackfill(instance, backfillId));
  const controller = new AbortController();
  await cancelled(async () => {
    controller.abort();
  }, controller.signal);
  expect(await cancelBackfill(instance, first)).toMatchObject({ status: "CANCELED" });
  const unstarted = await createBackfill(defs, { instance, partitions: "all" });
  expect(await cancelBackfill(instance, unstarted.backfillId)).toMatchObject({
    status: "CANCELED",
  });
  await expect(cancelBackfill(instance, "zzzzzzzz")).rejects.toMatchObject({
    code: "CORE_UNKNOWN_BACKFILL",
  });
  await expect(runBackfill(defs, { instance, backfillId: "zzzzzzzz" })).rejects.toMatchObject({
    code: "CORE_UNKNOWN_BACKFILL",
  });
});

test("O229 keeps runs of a backfill within the limit of the instance and of a tag", async () => {
  await using instance = ephemeralInstance({
    settings: {
      ...defaultSettings,
      concurrency: {
        ...defaultSettings.concurrency,
        runs: {
          maxConcurrentRuns: 3,
          tagConcurrencyLimits: [
            { key: "team", value: { applyLimitPerUniqueValue: true }, limit: 1 },
          ],
        },
      },
    },
  });
  let now = 0;
  let most = 0;
  const a = asset({ name: "a", partitions: hundred }, async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((resolve) => setTimeout(resolve, 1));
    now -= 1;
    return 1;
  });
  const defs = definitions({ assets: [a] });
  const run = async (tags: Record<string, string>) => {
    most = 0;
    const { backfillId } = await createBackfill(defs, {
      instance,
      partitions: hundred.getPartitionKeys().slice(0, 12),
      tags,
    });
    expect(await runBackfill(defs, { instance, backfillId })).toMatchObject({
      status: "COMPLETED_SUCCESS",
    });
    return most;
  };
  expect(await run({})).toBe(3);
  expect(await run({ team: "x" })).toBe(1);
});

test("P036 makes only what is missing, and cuts rectangles of a multi definition", async () => {
  await using instance = ephemeralInstance();
  const grid = multiPartitions({ color: staticPartitions(["blue", "green", "red"]), day: days });
  const seen: string[][] = [];
  const a = asset(
    { name: "a", partitions: grid, backfillPolicy: multiRunBackfill(4) },
    (_, context) => {
      const keys = context.partitionKeys.map(String);
      seen.push(keys);
      return new Map(keys.map((key) => [key, 1]));
    },
  );
  const defs = definitions({ assets: [a] });
  const run = async (partitions: "all" | "missing") => {
    seen.length = 0;
    const { backfillId } = await createBackfill(defs, { instance, partitions });
    expect(await runBackfill(defs, { instance, backfillId })).toMatchObject({
      status: "COMPLETED_SUCCESS",
    });
    expect(seen.every((keys) => keys.length <= 4)).toBe(true);
    return seen.flat().toSorted();
  };
  expect(await run("all")).toEqual(grid.getPartitionKeys().map(String).toSorted());
  await instance.wipeAsset(["a"], ["red|2023-01-02", "green|2023-01-02"]);
  expect(await run("missing")).toEqual(["green|2023-01-02", "red|2023-01-02"]);
  await expect(createBackfill(defs, { instance, partitions: "missing" })).rejects.toMatchObject({
    code: "CORE_INVALID_BACKFILL",
  });
});

test("P038 refuses what makes no sense, and ends as failed when the definitions have changed", async () => {
  await using instance = ephemeralInstance();
  const make = (partitions: typeof hundred | undefined) =>
    definitions({
      assets: [
        partitions === undefined
          ? asset({ name: "a" }, () => 1)
          : asset({ name: "a", partitions }, () => 1),
      ],
    });
  const defs = make(hundred);
  const invalid = { code: "CORE_INVALID_BACKFILL" };
  await expect(createBackfill(defs, { instance })).rejects.toMatchObject(invalid);
  await expect(createBackfill(defs, { instance, partitions: [] })).rejects.toMatchObject(invalid);
  await expect(
    createBackfill(defs, { instance, partitions: "all", maxPartitionsPerRun: 0 }),
  ).rejects.toMatchObject(invalid);
  await expect(
    createBackfill(defs, { instance, partitions: "all", backfillId: "X" }),
  ).rejects.toMatchObject(invalid);
  await expect(
    createBackfill(defs, { instance, partitions: "all", tags: { "dagster/backfill": "x" } }),
  ).rejects.toMatchObject(invalid);
  const { backfillId } = await createBackfill(defs, { instance, partitions: "all" });
  await expect(retryBackfill(defs, { instance, backfillId })).rejects.toMatchObject(invalid);
  await expect(
    runBackfill(make(staticPartitions(["other"])), { instance, backfillId }),
  ).rejects.toMatchObject({
    code: "CORE_BACKFILL_CHANGED",
  });
  expect(await instance.storage.getBackfill(backfillId)).toMatchObject({
    status: "FAILED",
    error: { code: "CORE_BACKFILL_CHANGED" },
  });
});

test("P039 queues 10,000 runs with a few transactions, and needs no pause between the runs of a chain", async () => {
  const storage = memoryStorage();
  const calls = { createRuns: 0 };
  const counting = {
    ...storage,
    createRuns: (...args: Parameters<typeof storage.createRuns>) => {
      calls.createRuns += 1;
      return storage.createRuns(...args);
    },
  };
  const { concurrency } = defaultSettings;
  const settings = {
    ...defaultSettings,
    concurrency: { ...concurrency, runs: { ...concurrency.runs, maxConcurrentRuns: 0 } },
  };
  await using held = new Instance({ storage: counting, settings });
  const keys = staticPartitions(Array.from({ length: 10_000 }, (_, index) => `k${String(index)}`));
  const wide = definitions({ assets: [asset({ name: "wide", partitions: keys }, () => 1)] });
  const { backfillId } = await createBackfill(wide, { instance: held, partitions: "all" });
  const running = runBackfill(wide, { instance: held, backfillId });
  const queued = () =>
    held.countRuns({ tags: { "dagster/backfill": backfillId }, statuses: ["QUEUED"] });
  await expect.poll(queued, { timeout: 10_000 }).toBe(10_000);
  expect(calls.createRuns).toBe(20);
  await cancelBackfill(held, backfillId);
  expect((await running).status).toBe("CANCELED");

  await using instance = ephemeralInstance();
  const depth = dailyPartitions({ start: "2023-01-01", end: "2023-04-11" });
  const before = assetIn("chain", {
    type: type<number>(),
    partitions: depth,
    mapping: timeWindowMapping({ startOffset: -1, endOffset: -1 }),
  });
  const chain = definitions({
    assets: [asset({ name: "chain", partitions: depth, ins: { before } }, () => 1)],
  });
  const created = await createBackfill(chain, { instance, partitions: "all" });
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const record = await runBackfill(chain, { instance, backfillId: created.backfillId });
  expect(record).toMatchObject({
    status: "COMPLETED_SUCCESS",
    progress: { runs: { total: 100, succeeded: 100 } },
  });
});

test("P038 O410 stops when another process has taken over, and leaves the backfill to it", async () => {
  let time = 1_700_000_000_000;
  const storage = memoryStorage({ clock: () => time });
  await using instance = new Instance({ storage, clock: () => time });
  const two = staticPartitions(["1", "2"]);
  let thief: Claim | undefined;
  const a = asset({ name: "a", partitions: two }, async (_, { signal, partitionKey }) => {
    if (thief !== undefined || partitionKey !== "1") return 1;
    time += 60_000;
    thief = await storage.claim("backfill:abcdefgh", "thief", 1000);
    return new Promise<number>((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        reject(signal.reason as Error);
      });
    });
  });
  const defs = definitions({ assets: [a] });
  await createBackfill(defs, { instance, partitions: "all", backfillId: "abcdefgh" });
  const stopped = runBackfill(defs, { instance, backfillId: "abcdefgh", leaseMs: 60 });
  await expect(stopped).rejects.toMatchObject({ code: "CORE_LOST_CLAIM" });
  expect(await storage.getBackfill("abcdefgh")).toMatchObject({ status: "REQUESTED" });
  if (thief !== undefined) await storage.releaseClaim(thief);
  const record = await runBackfill(defs, { instance, backfillId: "abcdefgh" });
  expect(record).toMatchObject({
    status: "COMPLETED_SUCCESS",
    progress: { assets: { a: { materialized: 2 } } },
  });
});
