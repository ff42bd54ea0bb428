import { expect, test } from "vitest";
import { rejection, setUp } from "../support.ts";
import { logText } from "./log-text.ts";

test("changes aliases, tags, description, metadata and life time", async () => {
  await using setup = await setUp();
  const artifact = await logText(setup, "change", "x", ["old"]);
  const changed = await artifact.update({
    aliases: { add: ["new"], remove: ["old"] },
    tags: ["kept"],
    description: "d",
    metadata: { a: 1 },
    ttlSeconds: 3600,
  });
  expect([...changed.aliases].toSorted()).toEqual(["latest", "new"]);
  expect(changed).toMatchObject({
    tags: ["kept"],
    description: "d",
    metadata: { a: 1 },
    ttlSeconds: 3600,
  });
  const cleared = await changed.update({ aliases: [], tags: [], ttlSeconds: "disabled" });
  expect(cleared).toMatchObject({ aliases: ["latest"], tags: [], ttlSeconds: undefined });
  expect(await rejection(artifact.update({ ttlSeconds: 0 }))).toMatchObject({
    code: "WANDB_CLIENT_METADATA",
  });
});

test("deletes a version, and one with aliases only when told", async () => {
  await using setup = await setUp();
  const artifact = await logText(setup, "gone", "x", ["kept"]);
  expect(await rejection(artifact.delete())).toMatchObject({ code: "WANDB_CLIENT_REQUEST" });
  await artifact.delete({ deleteAliases: true });
  expect(await setup.client.findArtifact("gone:v0")).toBeUndefined();
});
