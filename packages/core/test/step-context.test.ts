import { dailyPartitions, timeWindowMapping } from "@heddle/partitions";
import { expect, test } from "vitest";
import {
  asset,
  assetIn,
  ephemeralInstance,
  job,
  materialize,
  metadataValue,
  op,
  resource,
  type,
  valueResource,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

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
