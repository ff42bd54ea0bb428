import { expect, test } from "vitest";
import type { HistoryRow, MetricOptions } from "../../src/index.ts";
import { setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("joins rows of one step, takes steps as given, and warns once of a step that lies behind", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  void run.log({ a: 1 }, { step: 5 });
  void run.log({ b: 2 }, { step: 5 });
  void run.log({ a: 3 }, { step: 9 });
  void run.log({ a: 4 }, { step: 2 });
  void run.log({ a: 4 }, { step: 3 });
  void run.log({ c: 1 }, { commit: false });
  void run.log({ d: 1 });
  for (const step of [-1, 7.5, NaN])
    expect(() => run.log({}, { step })).toThrow(
      expect.objectContaining({ code: "WANDB_CLIENT_ARGUMENT", details: { step } }),
    );
  for (const row of [null, [1], "loss"])
    expect(() => run.log(row as unknown as HistoryRow)).toThrow(
      expect.objectContaining({ code: "WANDB_CLIENT_ARGUMENT" }),
    );
  await run.finish();
  expect(setup.backend.inspect.run(path)?.history).toMatchObject([
    { a: 1, b: 2, _step: 5 },
    { a: 3, c: 1, d: 1, _step: 9 },
  ]);
  expect(setup.warnings).toEqual([
    expect.objectContaining({
      code: "WANDB_CLIENT_STEP_BEHIND",
      details: { step: 2, currentStep: 9 },
    }),
  ]);
});

test("logs values as they were when they were logged, whatever the caller does to them later", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const stats = { loss: 0, list: [0], deep: new Map([["n", { at: 0 }]]), raw: new Float32Array(1) };
  for (let step = 0; step < 3; step++) {
    stats.loss = step;
    stats.list[0] = step;
    stats.raw[0] = step;
    const inner = stats.deep.get("n");
    if (inner !== undefined) inner.at = step;
    void run.log({ stats }, { step });
  }
  await run.finish();
  expect(setup.backend.inspect.run(path)?.history.map((row) => row["stats"])).toEqual(
    [0, 1, 2].map((n) => ({ loss: n, list: [n], deep: { n: { at: n } }, raw: [n] })),
  );
});

test("sums nested metrics up by their path, and joins nested values in the summary", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  run.defineMetric("a.b", { summary: "max" });
  run.defineMetric("g*", { summary: "min" });
  run.defineMetric("n.v", { stepMetric: "st" });
  void run.log({ a: { b: 3, c: 1 }, p: { q: 1 }, g: { h: 1 }, st: 4 });
  void run.log({ a: { b: 1 }, p: { r: 2 }, g: { h: 0 }, n: { v: 1 } });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view?.summary).toMatchObject({
    a: { b: { max: 3 }, c: 1 },
    p: { q: 1, r: 2 },
    g: { h: { min: 0 } },
    n: { v: 1 },
    st: 4,
  });
  expect(view?.history[1]).toMatchObject({ n: { v: 1 }, st: 4 });
});

test("leaves out values of the config that are undefined", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", config: { a: undefined, b: null } });
  await run.finish();
  expect((await setup.client.getRun("r1")).config).toEqual({ b: null });
});

test("sums metrics up as defined and gives rows their step metric", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  run.defineMetric("epoch");
  run.defineMetric("val/*", { stepMetric: "epoch" });
  run.defineMetric("loss", { summary: ["min", "mean"], goal: "minimize" });
  run.defineMetric("secret", { summary: "none", hidden: true });
  for (const wrong of [{ summary: "median" }, { summary: ["min", "x"] }, { goal: "up" }])
    expect(() => run.defineMetric("odd", wrong as MetricOptions)).toThrow(
      expect.objectContaining({ code: "WANDB_CLIENT_ARGUMENT" }),
    );
  expect(() => run.defineMetric("a*b")).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_INVALID_NAME" }),
  );
  void run.log({ epoch: 1, loss: 3 });
  void run.log({ "val/acc": 0.5, loss: 1, secret: 1 });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view?.summary).toMatchObject({ loss: { min: 1, mean: 2 }, epoch: 1 });
  expect(view?.summary).not.toHaveProperty("secret");
  expect(view?.history[1]).toMatchObject({ epoch: 1, "val/acc": 0.5 });
  const upserts = setup.backend.inspect.requests({ operation: "UpsertBucket" });
  const config = JSON.parse(String(upserts.at(-1)?.variables?.["config"])) as {
    _wandb: { value: { m: unknown[] } };
  };
  expect(config["_wandb"]?.value.m).toEqual([
    { "1": "epoch", "6": [3], "7": [] },
    { "2": "val/*", "5": 1, "6": [1, 3], "7": [] },
    { "1": "loss", "6": [3], "7": [1, 3], "8": 1 },
    { "1": "secret", "6": [2, 3], "7": [6] },
    { "1": "val/acc", "5": 1, "6": [1, 3], "7": [] },
  ]);
});
