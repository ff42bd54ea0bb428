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
