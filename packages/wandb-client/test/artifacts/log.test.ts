import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft, type WandbRun } from "../../src/index.ts";
import { rejection, setUp, type Setup } from "../support.ts";
import { logText } from "./log-text.ts";

async function startRun(setup: Setup): Promise<WandbRun> {
  return await setup.client.run({ id: "r1" });
}

test("F012 logs files, folders, text and streams, and reads them back by alias", async () => {
  await using setup = await setUp();
  const tree = join(setup.folder, "tree");
  await mkdir(join(tree, "sub dir"), { recursive: true });
  await writeFile(join(tree, "one.bin"), Buffer.alloc(700_000, 1));
  await writeFile(join(tree, "sub dir", "two.txt"), "two");
  await symlink(tree, join(tree, "sub dir", "loop"));
  const run = await startRun(setup);
  const draft = new ArtifactDraft({
    name: "my_data",
    type: "dataset",
    description: "**all**",
    metadata: { rows: 3, nested: { a: [1] } },
  });
  void draft.addFile(join(tree, "one.bin"), { name: "top.bin" });
  void draft.addDir(tree, { name: "My directory" });
  void draft.newFile("text.txt", "hello");
  await draft.newFile(
    "stream.txt",
    (async function* () {
      yield "a";
      yield new TextEncoder().encode("b");
    })(),
  );
  const artifact = await run.logArtifact(draft, { aliases: ["best", "best"] });
  expect(artifact).toMatchObject({
    name: "my_data:v0",
    version: "v0",
    type: "dataset",
    description: "**all**",
    state: "COMMITTED",
    fileCount: 5,
    isLink: false,
  });
  expect(artifact.qualifiedName).toBe("weavers/loom/my_data:v0");
  expect([...artifact.aliases].toSorted()).toEqual(["best", "latest"]);
  expect(artifact.metadata).toEqual({ rows: 3, nested: { a: [1] } });
  const found = await setup.client.artifact("my_data:best");
  const root = await found.download({ root: join(setup.folder, "out") });
  expect(await readFile(join(root, "My directory", "sub dir", "two.txt"), "utf8")).toBe("two");
  expect(await readFile(join(root, "stream.txt"), "utf8")).toBe("ab");
  expect((await readFile(join(root, "top.bin"))).equals(Buffer.alloc(700_000, 1))).toBe(true);
  await found.verify(root);
  expect(setup.backend.inspect.projects()).toContain("weavers/loom");
  await run.finish();
});

test("names temporary files by the first 20 hex digits of their MD5", async () => {
  await using setup = await setUp();
  const path = join(setup.folder, "README.old.md");
  await writeFile(path, "hello");
  const entry = await new ArtifactDraft({ name: "x", type: "t" }).addFile(path, {
    isTemporary: true,
  });
  expect(entry.path).toBe("5d41402abc4b2a76b971.old.md");
});

test("F061 refuses another type for a collection, before anything is uploaded", async () => {
  await using setup = await setUp();
  await logText(setup, "typed", "x");
  const draft = new ArtifactDraft({ name: "typed", type: "model" });
  await draft.newFile("a", "b");
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
    message: expect.stringContaining('"dataset", not "model"'),
  });
  expect(draft.state).toBe("draft");
});

test("logs to one collection in the order of the calls", async () => {
  await using setup = await setUp();
  const logged = await Promise.all(
    ["a", "b", "c", "d"].map((text) => logText(setup, "order", text)),
  );
  expect(logged.map((artifact) => artifact.version)).toEqual(["v0", "v1", "v2", "v3"]);
});
