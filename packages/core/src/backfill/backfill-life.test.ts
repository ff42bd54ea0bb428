import { dailyPartitions, staticPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { asset } from "../definitions/asset.ts";
import { definitions } from "../definitions/definitions.ts";
import type { Claim } from "../instance/coordination-storage.ts";
import { createEvent } from "../instance/create-event.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import { Instance } from "../instance/instance.ts";
import { memoryStorage } from "../instance/memory/memory-storage.ts";
import { cancelBackfill } from "./cancel-backfill.ts";
import { createBackfill } from "./create-backfill.ts";
import { runBackfill } from "./run-backfill.ts";

const days = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

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
