import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("resumes at the next step with config, summary, tags and offsets", async () => {
  await using setup = await setUp();
  const first = await setup.client.run({ id: "r1", config: { a: 1 }, tags: ["t"], notes: "n" });
  for (let step = 0; step < 3; step++) void first.log({ step });
  first.writeConsole("one\ntwo\n");
  await first.finish();
  const second = await setup.client.run({ id: "r1", resume: "allow", config: { b: 2 } });
  expect(second).toMatchObject({ isResumed: true, startingStep: 3 });
  expect(second.config).toEqual({ a: 1, b: 2 });
  expect(second.summary).toMatchObject({ step: 2 });
  void second.log({ step: 3 });
  second.writeConsole("three\n");
  await second.finish();
  const view = setup.backend.inspect.run(path);
  expect(view?.history.map((row) => row["_step"])).toEqual([0, 1, 2, 3]);
  expect(view?.console).toHaveLength(3);
  expect(view).toMatchObject({ tags: ["t"], notes: "n", config: { a: 1, b: 2 } });
  expect(setup.backend.inspect.runs("weavers/loom")).toHaveLength(1);
});

test("`must` needs a run and `never` needs none", async () => {
  await using setup = await setUp();
  expect(await rejection(setup.client.run({ id: "r1", resume: "must" }))).toMatchObject({
    code: "WANDB_CLIENT_RUN_MISSING",
  });
  await (await setup.client.run({ id: "r1", resume: "never" })).finish();
  expect(await rejection(setup.client.run({ id: "r1", resume: "never" }))).toMatchObject({
    code: "WANDB_CLIENT_RUN_EXISTS",
  });
  expect((await setup.client.run({ id: "r1", resume: "must" })).isResumed).toBe(true);
});

test("`auto` goes on with the run that did not end, and starts a new one after one that did", async () => {
  await using setup = await setUp();
  const first = await setup.client.run({ resume: "auto", dir: setup.folder });
  void first.log({ a: 1 });
  await first.flush();
  first.abandon();
  expect(
    JSON.parse(await readFile(join(setup.folder, "wandb", "wandb-resume.json"), "utf8")),
  ).toEqual({ run_id: first.id });
  const second = await setup.client.run({ resume: "auto", dir: setup.folder });
  expect(second).toMatchObject({ id: first.id, startingStep: 1 });
  await second.finish();
  expect((await setup.client.run({ resume: "auto", dir: setup.folder })).id).not.toBe(first.id);
});

test("a run that exists and is not resumed keeps its rows, as with W&B's SDK, and that is told", async () => {
  await using setup = await setUp();
  const first = await setup.client.run({ id: "r1", config: { a: 1 } });
  for (const x of [0, 1, 2]) void first.log({ x });
  first.writeConsole("one\n");
  await first.finish();
  expect(setup.warnings).toEqual([]);
  const second = await setup.client.run({ id: "r1", config: { b: 2 } });
  expect(setup.warnings).toEqual([
    expect.objectContaining({
      code: "WANDB_CLIENT_RUN_REUSED",
      details: { run: path, rows: 3 },
    }),
  ]);
  expect(second).toMatchObject({ isResumed: false, startingStep: 0 });
  void second.log({ x: 10 });
  second.writeConsole("two\n");
  await second.finish();
  const view = setup.backend.inspect.run(path);
  expect(view?.history.map(({ _step, x }) => [_step, x])).toEqual([
    [0, 0],
    [1, 1],
    [2, 2],
    [0, 10],
  ]);
  expect(view?.console).toHaveLength(2);
  expect(view).toMatchObject({ config: { b: 2 }, summary: { x: 10 } });
});

test("every row of a run that was started again is read, where steps repeat and where fewer came later", async () => {
  await using setup = await setUp();
  const log = async (steps: readonly number[]): Promise<void> => {
    const run = await setup.client.run({ id: "r1" });
    for (const step of steps) void run.log({ x: step }, { step });
    await run.finish();
  };
  const dense = Array.from({ length: 30 }, (_, step) => step);
  await log([...dense, 1000]);
  await log(dense);
  await log([0, 1]);
  const record = await setup.client.getRun("r1");
  const rows: unknown[] = [];
  for await (const row of record.scanHistory({ pageSize: 10 })) rows.push(row["x"]);
  const expected = [...dense, ...dense, 0, 1, 1000].toSorted((a, b) => a - b);
  expect(rows.toSorted((a, b) => Number(a) - Number(b))).toEqual(expected);
  const bounded: unknown[] = [];
  for await (const row of record.scanHistory({ minStep: 29, maxStep: 1000 }))
    bounded.push(row["x"]);
  expect(bounded).toEqual([29, 29]);
});

test.each([undefined, "allow"] as const)(
  "two writers of one run at the same time do not erase each other's rows (resume: %s)",
  async (resume) => {
    await using setup = await setUp();
    const one = await setup.client.run({ id: "r1", resume });
    const two = await setup.connect().run({ id: "r1", resume });
    for (const x of [0, 1, 2]) void one.log({ x });
    one.writeConsole("one\n");
    await one.flush();
    for (const x of [10, 11]) void two.log({ x });
    two.writeConsole("two\n");
    await two.flush();
    void one.log({ x: 3 });
    await one.finish();
    void two.log({ x: 12 });
    await two.finish();
    const view = setup.backend.inspect.run(path);
    expect(view?.history.map(({ x }) => x)).toEqual([0, 1, 2, 10, 11, 3, 12]);
    expect(view?.console).toHaveLength(2);
    expect(setup.warnings.map(({ code }) => code)).toEqual([
      "WANDB_CLIENT_RUN_SHARED",
      "WANDB_CLIENT_RUN_SHARED",
    ]);
  },
);

test("rows that another process wrote over at the same moment are told", async () => {
  await using setup = await setUp();
  const runs = await Promise.all([
    setup.client.run({ id: "r1" }),
    setup.connect().run({ id: "r1" }),
  ]);
  // Both ask before either writes, and both have written before either asks again.
  const { faults } = setup.backend;
  faults.next({ kind: "delay", ms: 200, surface: "filestream", times: 2 });
  faults.next({ kind: "delay", ms: 300, operation: "RunLineCounts", skip: 2, times: 2 });
  for (const [index, run] of runs.entries())
    for (const x of [0, 1, 2]) void run.log({ x: 10 * index + x });
  await Promise.all(runs.map((run) => run.finish()));
  expect(setup.backend.inspect.run(path)?.history).toHaveLength(3);
  expect(setup.warnings).toEqual([
    expect.objectContaining({
      code: "WANDB_CLIENT_RUN_SHARED",
      message: expect.stringContaining("are lost"),
    }),
  ]);
});

test("a run whose id nobody else knows is written without asking", async () => {
  await using setup = await setUp();
  const run = await setup.client.run();
  void run.log({ x: 1 });
  await run.finish();
  expect(setup.backend.inspect.requests({ operation: "RunLineCounts" })).toEqual([]);
});
