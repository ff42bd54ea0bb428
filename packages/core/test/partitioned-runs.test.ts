import {
  dailyPartitions,
  multiPartitions,
  staticPartitions,
  previousPartition,
  weeklyPartitions,
} from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  assetIn,
  ephemeralInstance,
  job,
  keyedValues,
  materialize,
  op,
  output,
  partitionedConfig,
  type,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

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

test("assets with different partitions do not run together", async () => {
  const a = asset({ name: "a", partitions: daily }, () => 1);
  const b = asset({ name: "b", partitions: weeklyPartitions({ start: "2023-01-01" }) }, () => 1);
  await expect(materialize([a, b], { partitionKey: "2023-01-02" })).rejects.toMatchObject({
    code: "CORE_PARTITION_MISMATCH",
  });
});
