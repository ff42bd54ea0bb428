import { expect, test } from "vitest";
import { ArtifactDraft, type WandbRun } from "../../src/index.ts";
import { setUp, type Setup } from "../support.ts";
import { logText } from "./log-text.ts";

async function startRun(setup: Setup): Promise<WandbRun> {
  return await setup.client.run({ id: "r1" });
}

test("records what a run used and made", async () => {
  await using setup = await setUp();
  const made = await logText(setup, "source", "x");
  const run = await startRun(setup);
  const used = await run.useArtifact("source:latest", { usedAs: "input" });
  expect(used.id).toBe(made.id);
  const draft = new ArtifactDraft({ name: "result", type: "results" });
  await draft.newFile("r", "1");
  const result = await run.logArtifact(draft);
  expect(await made.usedBy()).toEqual([{ entity: "weavers", project: "loom", id: "r1" }]);
  expect(await result.loggedBy()).toEqual({ entity: "weavers", project: "loom", id: "r1" });
  expect(await made.loggedBy()).toBeUndefined();
  const worker = setup.client.attachRun(run.place);
  await worker.useArtifact(result);
  expect((await result.usedBy()).map((each) => each.id)).toEqual(["r1"]);
});
