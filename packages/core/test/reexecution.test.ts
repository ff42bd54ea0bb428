import { dailyPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  defineAssetJob,
  definitions,
  dynamicOut,
  dynamicOutput,
  ephemeralInstance,
  job,
  op,
  reexecute,
  type,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

const number = op({ name: "number" }, () => 2);

const double = op({ name: "double", ins: { x: type<number>() } }, ({ x }) => x * 2);

const daily = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

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
