import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("F009 F011 creates a run with name, tags, notes, group, job type and config, and finishes it", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({
    id: "r1",
    name: "first",
    tags: ["a", "b"],
    notes: "n",
    group: "g",
    jobType: "train",
    config: { lr: 0.1, nested: { x: [1] } },
  });
  expect(run).toMatchObject({ id: "r1", name: "first", path, isResumed: false, startingStep: 0 });
  expect(run.url).toBe(`${setup.client.appUrl}/weavers/loom/runs/r1`);
  void run.log({ loss: 1 });
  void run.log({ loss: 0.5, acc: Number.NaN });
  run.updateConfig({ epochs: 3 });
  run.updateSummary({ best: 0.5 });
  await run.finish();
  const view = setup.backend.inspect.run(path);
  expect(view).toMatchObject({
    state: "finished",
    exitCode: 0,
    displayName: "first",
    tags: ["a", "b"],
    notes: "n",
    group: "g",
    jobType: "train",
  });
  expect(view?.config).toMatchObject({ lr: 0.1, nested: { x: [1] }, epochs: 3 });
  expect(view?.history.map(({ _step, loss }) => [_step, loss])).toEqual([
    [0, 1],
    [1, 0.5],
  ]);
  expect(view?.summary).toMatchObject({ loss: 0.5, acc: "NaN", best: 0.5, _step: 1 });
  expect(view?.files).toEqual(
    expect.arrayContaining(["config.yaml", "wandb-metadata.json", "wandb-summary.json"]),
  );
});

test("F010 lands in the account's default entity when none is named", async () => {
  await using setup = await setUp();
  const run = await setup.connect({ entity: undefined }).run({ id: "r1" });
  await run.finish();
  expect(run.path).toBe("ada/loom/r1");
  expect(setup.backend.inspect.run("ada/loom/r1")?.state).toBe("finished");
});

test("F014 a service account's key works without a question, and its runs are its own", async () => {
  await using setup = await setUp();
  const apiKey = "s".repeat(40);
  setup.backend.addAccounts({ serviceAccounts: [{ username: "robot", apiKey, team: "weavers" }] });
  const client = setup.connect({ apiKey, entity: undefined });
  const run = await client.run({ id: "r1" });
  await run.finish();
  expect(setup.backend.inspect.run("weavers/loom/r1")?.user).toBe("robot");
});

test("F035 refuses run ids with characters that W&B forbids, before any request", async () => {
  await using setup = await setUp();
  for (const character of ["/", "\\", "#", "?", "%", ":"]) {
    expect(await rejection(setup.client.run({ id: `a${character}b` }))).toMatchObject({
      code: "WANDB_CLIENT_INVALID_NAME",
    });
  }
  expect(setup.backend.inspect.requests()).toEqual([]);
});
