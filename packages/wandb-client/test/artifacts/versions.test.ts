import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { setUp } from "../support.ts";
import { logText } from "./log-text.ts";

async function draftOf(name: string): Promise<ArtifactDraft> {
  const draft = new ArtifactDraft({ name: "shared", type: "dataset" });
  await draft.newFile(name, name);
  return draft;
}

test("finds the version that has the same content and moves the aliases there", async () => {
  await using setup = await setUp();
  const first = await logText(setup, "same", "one");
  const second = await logText(setup, "same", "two");
  setup.backend.inspect.clearRequests();
  const again = await logText(setup, "same", "one", ["back"]);
  expect([first.version, second.version, again.version]).toEqual(["v0", "v1", "v0"]);
  expect((await setup.client.artifactByDigest("weavers/loom/same", second.digest))?.version).toBe(
    "v1",
  );
  expect(await setup.client.artifactByDigest("same", "0".repeat(32))).toBeUndefined();
  expect(again.aliases).toContain("back");
  expect(setup.backend.inspect.requests({ method: "PUT" })).toEqual([]);
});

test("uploads only content that the server lacks when a version becomes the next one", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "grow", type: "dataset" });
  for (let index = 0; index < 20; index++) await draft.newFile(`f${index}`, `content ${index}`);
  const first = await setup.client.logArtifact(draft);
  const next = await first.newDraft();
  await next.newFile("f3", "changed", { overwrite: true });
  next.remove("f7");
  setup.backend.inspect.clearRequests();
  const second = await setup.client.logArtifact(next);
  const paths = setup.backend.inspect.requests({ method: "PUT" });
  expect(paths).toHaveLength(2);
  const entries = (await second.entries()).map((entry) => entry.path);
  expect(entries).toHaveLength(19);
  expect(entries).not.toContain("f7");
  expect(await (await second.entry("f3")).text()).toBe("changed");
  expect(await (await second.entry("f4")).text()).toBe("content 4");
});

test("incremental drafts add to the latest version", async () => {
  await using setup = await setUp();
  const base = await logText(setup, "more", "one");
  const draft = new ArtifactDraft({ name: "more", type: "dataset", incremental: true });
  await draft.newFile("b.txt", "two");
  const next = await setup.client.logArtifact(draft);
  expect(next.version).toBe("v1");
  expect((await next.entries()).map((entry) => entry.path).toSorted()).toEqual(["a.txt", "b.txt"]);
  expect(base.version).toBe("v0");
});

test("several writers make one version", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "d1", group: "g" });
  const pending = await run.upsertArtifact(await draftOf("one"), "g");
  await setup.client.attachRun(run.place).upsertArtifact(await draftOf("two"), "g");
  expect(pending.state).toBe("PENDING");
  const whole = await run.finishArtifact(await draftOf("three"), "g");
  expect((await whole.entries()).map((entry) => entry.path).toSorted()).toEqual([
    "one",
    "three",
    "two",
  ]);
  expect(whole.state).toBe("COMMITTED");
});
