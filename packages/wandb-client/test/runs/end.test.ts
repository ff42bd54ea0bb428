import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

const path = "weavers/loom/r1";

test("a failed run says so, and a process that ends without a word leaves a crashed one", async () => {
  await using setup = await setUp({ heartbeatTimeoutMs: 60_000 });
  await (await setup.client.run({ id: "r1" })).finish({ exitCode: 3 });
  expect(setup.backend.inspect.run(path)).toMatchObject({ state: "failed", exitCode: 3 });
  const crashing = await setup.client.run({ id: "r2" });
  void crashing.log({ a: 1 });
  await crashing.flush();
  crashing.abandon();
  expect(setup.backend.inspect.run("weavers/loom/r2")?.state).toBe("running");
  setup.backend.clock.advance(120_000);
  expect(setup.backend.inspect.run("weavers/loom/r2")).toMatchObject({
    state: "crashed",
    exitCode: null,
  });
});

test("takes nothing after the end, and ends once", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  const ended = run.finish();
  expect(run.finish({ exitCode: 1 })).toBe(ended);
  await ended;
  const closed = expect.objectContaining({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(() => run.log({ a: 1 })).toThrow(closed);
  expect(() => run.updateConfig({})).toThrow(closed);
  expect(await rejection(run.useArtifact("x"))).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
  expect(
    await rejection(run.logArtifact(new ArtifactDraft({ name: "x", type: "t" }))),
  ).toMatchObject({ code: "WANDB_CLIENT_RUN_CLOSED" });
});
