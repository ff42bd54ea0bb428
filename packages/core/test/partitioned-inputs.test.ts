import {
  allPartitions,
  dailyPartitions,
  staticPartitions,
  timeWindowMapping,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { asset, assetIn, ephemeralInstance, materialize } from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

const daily = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

test("O311 P023 P025 the shape of an input follows the declaration, even with one key", async () => {
  await using instance = ephemeralInstance();
  const up = asset({ name: "up", partitions: daily }, (_, context) =>
    Number(context.partitionKey.slice(-2)),
  );
  for (const key of daily.getPartitionKeys())
    await materialize([up], { instance, partitionKey: key });
  const same = asset(
    { name: "same", partitions: daily, ins: { up } },
    ({ up: value }) => value * 10,
  );
  const window = asset(
    {
      name: "window",
      partitions: daily,
      ins: { up: assetIn(up, { mapping: timeWindowMapping({ startOffset: -1 }) }) },
    },
    async ({ up: values }) => [...(await values.toMap())],
  );
  const all = asset({ name: "all", ins: { up } }, async ({ up: values }) => {
    const found: number[] = [];
    for await (const [, value] of values) found.push(value);
    expect(values.size).toBe(5);
    expect(values.has("2023-01-09")).toBe(false);
    await expect(values.get("2023-01-09")).rejects.toMatchObject({ code: "CORE_VALUE_NOT_FOUND" });
    return found;
  });
  const run = async (
    target: typeof same | typeof window | typeof all,
    partitionKey?: string,
  ): Promise<unknown> => {
    const result = await materialize([up, target], {
      instance,
      selection: target.key.join("/"),
      ...(partitionKey === undefined ? {} : { partitionKey }),
    });
    return result.assetValue(target.key);
  };
  expect(await run(same, "2023-01-03")).toBe(30);
  expect(await run(window, "2023-01-03")).toEqual([
    ["2023-01-02", 2],
    ["2023-01-03", 3],
  ]);
  expect(await run(window, "2023-01-01")).toEqual([["2023-01-01", 1]]);
  expect(await run(all)).toEqual([1, 2, 3, 4, 5]);
});

test("O312 a missing partition is an error that names it, or left out with a warning on request", async () => {
  await using instance = ephemeralInstance();
  const up = asset({ name: "up", partitions: daily }, () => 1);
  await materialize([up], { instance, partitionKey: "2023-01-02" });
  const reader = (metadata: Readonly<Record<string, unknown>>) =>
    asset(
      { name: "reader", ins: { up: assetIn(up, { mapping: allPartitions(), metadata }) } },
      async ({ up: values }) => [...(await values.toMap()).keys()],
    );
  await expect(materialize([up, reader({})], { instance, selection: "reader" })).rejects.toThrow(
    /partition "2023-01-01"/,
  );
  const result = await materialize([up, reader({ allow_missing_partitions: true })], {
    instance,
    selection: "reader",
  });
  expect(await result.assetValue("reader")).toEqual(["2023-01-02"]);
  expect((await result.events("LOG")).filter((event) => event.level === "WARNING").length).toBe(4);
});

test("a partitioned input loads ahead with bounds, and not before it is asked", async () => {
  let loading = 0;
  let most = 0;
  let loads = 0;
  const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
  const { manager } = recordingIOManager({}, async () => {
    loads += 1;
    loading += 1;
    most = Math.max(most, loading);
    await new Promise((resolve) => setImmediate(resolve));
    loading -= 1;
    return 1;
  });
  const up = asset({ name: "up", partitions: staticPartitions(keys) }, () => 1);
  const lazy = asset({ name: "lazy", ins: { up } }, async ({ up: values }) => {
    expect(loads).toBe(0);
    let total = 0;
    for await (const value of values.values({ concurrency: 4 })) total += value;
    return total;
  });
  await materialize([up, lazy], { selection: "lazy", resources: { io_manager: manager } });
  expect([most, loads]).toEqual([4, 40]);
});
