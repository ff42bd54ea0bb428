import { allPartitions, dailyPartitions, timeWindowMapping } from "@heddle/partitions";
import { expect, test } from "vitest";
import { asset } from "../definitions/asset.ts";
import { assetIn } from "../definitions/asset-in.ts";
import { definitions } from "../definitions/definitions.ts";
import { type } from "../schema/schema.ts";
import { ephemeralInstance } from "../instance/ephemeral-instance.ts";
import { createBackfill } from "./create-backfill.ts";
import { retryBackfill } from "./retry-backfill.ts";
import { runBackfill } from "./run-backfill.ts";

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
