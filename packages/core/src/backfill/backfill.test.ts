import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { asset } from "../definitions/asset.ts";
import { multiRunBackfill, singleRunBackfill } from "../definitions/assets-definition.ts";
import { definitions } from "../definitions/definitions.ts";
import { job } from "../definitions/job.ts";
import { op } from "../definitions/op.ts";
import { partitionedConfig } from "../definitions/partitioned-config.ts";
import { type } from "../schema/schema.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
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
