import { expect, test } from "vitest";
import { z } from "zod";
import {
  asset,
  assetCheckResult,
  assetIn,
  assetMaterialization,
  assetObservation,
  assetOut,
  expectationResult,
  job,
  materialize,
  materializeResult,
  multiAsset,
  op,
  opOut,
  output,
  type,
} from "@heddle/core";
import { recordingIOManager } from "./recording-io-manager.ts";

const double = op({ name: "double", ins: { x: type<number>() } }, ({ x }) => x * 2);

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
