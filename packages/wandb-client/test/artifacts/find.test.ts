import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";
import { logText } from "./log-text.ts";

test("says which entries there are when one is missing", async () => {
  await using setup = await setUp();
  const artifact = await logText(setup, "one", "x");
  expect(await rejection(artifact.getPath("b.txt"))).toMatchObject({
    code: "WANDB_CLIENT_ENTRY_MISSING",
    hint: "It has a.txt.",
  });
  expect(await artifact.get("b")).toBeUndefined();
});

test("says what is not there, and finds nothing where nothing is", async () => {
  await using setup = await setUp();
  expect(await rejection(setup.client.artifact("nothing:v3"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: expect.stringContaining("weavers/loom/nothing:v3"),
  });
  expect(await setup.client.findArtifact("nothing")).toBeUndefined();
  expect(await rejection(setup.client.artifactById("QXJ0aWZhY3Q6OTk5"))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});
