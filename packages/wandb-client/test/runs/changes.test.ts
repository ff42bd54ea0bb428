import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { rejection, setUp, type Setup } from "../support.ts";
import { storedConfig } from "./stored-config.ts";

const path = "weavers/loom/r1";

async function finishedRun(setup: Setup): Promise<void> {
  const run = await setup.client.run({ id: "r1", config: { lr: 0.1, old: 1 }, tags: ["a"] });
  void run.log({ loss: 0.5, best: Infinity });
  await run.finish();
}

test("changes a run that is over: words, config and summary, and keeps what is W&B's", async () => {
  await using setup = await setUp();
  await finishedRun(setup);
  const before = setup.backend.inspect.run(path);
  const ownBefore = await storedConfig(setup);
  const run = await setup.client.getRun("r1");
  const changed = await run.update({
    name: "renamed",
    notes: "checked",
    tags: [...run.tags, "b"],
    group: "g",
    jobType: "eval",
    config: { lr: 0.2, old: undefined, nested: { deep: NaN } },
    summary: { accuracy: 0.9 },
  });
  expect(changed).toMatchObject({
    name: "renamed",
    notes: "checked",
    tags: ["a", "b"],
    group: "g",
    jobType: "eval",
    state: "finished",
    config: { lr: 0.2, nested: { deep: "NaN" } },
    summary: { loss: 0.5, best: "Infinity", accuracy: 0.9 },
  });
  expect(changed.config).not.toHaveProperty("old");
  const after = setup.backend.inspect.run(path);
  expect(ownBefore).toHaveProperty("t");
  expect(await storedConfig(setup)).toEqual(ownBefore);
  expect(after?.history).toEqual(before?.history);
  expect((await changed.update({ tags: [] })).config).toEqual(changed.config);
  expect((await changed.refresh()).tags).toEqual([]);
});

test.each([["with"], ["without"]])(
  "adds and deletes files of a run that is over, %s the server's word for it",
  async (features) => {
    await using setup = await setUp(features === "with" ? {} : { features: [] });
    await finishedRun(setup);
    const run = await setup.client.getRun("r1");
    await writeFile(join(setup.folder, "b.txt"), "from disk");
    await run.uploadFile("report/a.txt", "made here");
    await run.uploadFile("b.txt", { path: join(setup.folder, "b.txt") });
    expect(new TextDecoder().decode(await run.readFile("b.txt"))).toBe("from disk");
    await run.deleteFile("report/a.txt");
    expect(await rejection(run.readFile("report/a.txt"))).toMatchObject({
      code: "WANDB_CLIENT_NOT_FOUND",
    });
    expect(await rejection(run.deleteFile("report/a.txt"))).toMatchObject({
      code: "WANDB_CLIENT_NOT_FOUND",
    });
    expect((await run.refresh()).state).toBe("finished");
  },
);

test("waits for a run to end, until the caller gives up", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const seen = await setup.client.getRun("r1");
  const signal = AbortSignal.timeout(50);
  expect(await rejection(seen.waitUntilFinished({ signal }))).toMatchObject({
    name: "TimeoutError",
  });
  const ended = seen.waitUntilFinished({ intervalMs: 10 });
  await setTimeout(20);
  await run.finish({ exitCode: 3 });
  expect((await ended).state).toBe("failed");
  await (await ended).delete();
  expect(await rejection(seen.refresh())).toMatchObject({ code: "WANDB_CLIENT_NOT_FOUND" });
});

test("says that its machine is about to be taken away", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.markPreempting();
  expect(setup.backend.inspect.run(path)?.state).toBe("preempting");
  run.abandon();
});
