import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
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

test("tags a version with more tags than one request takes", async () => {
  await using setup = await setUp();
  const tags = Array.from({ length: 45 }, (_, index) => `tag ${index}`);
  const draft = new ArtifactDraft({ name: "many", type: "dataset", tags: tags.slice(0, 30) });
  await draft.newFile("a.txt", "x");
  const artifact = await setup.client.logArtifact(draft, { tags: tags.slice(25) });
  expect([...artifact.tags].toSorted()).toEqual(tags.toSorted());
  expect((await artifact.update({ tags: { add: ["tag 45"], remove: tags } })).tags).toEqual([
    "tag 45",
  ]);
  expect((await artifact.update({ tags: { add: tags }, description: "d" })).tags).toHaveLength(46);
});

test("tags that come with content that is there already are added to that version", async () => {
  await using setup = await setUp();
  await logText(setup, "again", "x");
  const draft = new ArtifactDraft({ name: "again", type: "dataset", tags: ["seen twice"] });
  await draft.newFile("a.txt", "x");
  const artifact = await setup.client.logArtifact(draft);
  expect(artifact).toMatchObject({ version: "v0", tags: ["seen twice"] });
});

test("deletes a version, and one with aliases only when told", async () => {
  await using setup = await setUp();
  const artifact = await logText(setup, "gone", "x", ["kept"]);
  expect(await rejection(artifact.delete())).toMatchObject({ code: "WANDB_CLIENT_REQUEST" });
  await artifact.delete({ deleteAliases: true });
  expect(await setup.client.findArtifact("gone:v0")).toBeUndefined();
});
