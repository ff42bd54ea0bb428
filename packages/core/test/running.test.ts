import { dailyPartitions } from "@heddle/partitions";
import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  definitions,
  ephemeralInstance,
  graph,
  job,
  materialize,
  op,
  planAssets,
  planSnapshot,
  type,
  valueResource,
} from "@heddle/core";

const number = op({ name: "number" }, () => 2);

const double = op({ name: "double", ins: { x: type<number>() } }, ({ x }) => x * 2);

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

const daily = dailyPartitions({ start: "2023-01-01", end: "2023-01-06" });

const sum = op({ name: "sum", ins: { all: type<number[]>() } }, ({ all }) =>
  all.reduce((total, one) => total + one, 0),
);

test("O227 reserved tags are refused, system tags are set", async () => {
  const one = asset({ name: "one" }, () => 1);
  await expect(materialize([one], { tags: { "dagster/backfill": "x" } })).rejects.toMatchObject({
    code: "CORE_INVALID_INVOCATION",
  });
  expect(
    (await materialize([one], { tags: { "dagster/priority": "3" } })).run.tags["dagster/priority"],
  ).toBe("3");
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
