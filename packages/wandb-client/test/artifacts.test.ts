import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft, Table, type Artifact, type WandbRun } from "../src/index.ts";
import { rejection, setUp, type Setup } from "./support.ts";

async function startRun(setup: Setup): Promise<WandbRun> {
  return await setup.client.run({ id: "r1" });
}

async function logText(
  setup: Setup,
  name: string,
  text: string,
  aliases: readonly string[] = [],
): Promise<Artifact> {
  const draft = new ArtifactDraft({ name, type: "dataset" });
  await draft.newFile("a.txt", text);
  return await setup.client.logArtifact(draft, { aliases });
}

async function draftOf(name: string): Promise<ArtifactDraft> {
  const draft = new ArtifactDraft({ name: "shared", type: "dataset" });
  await draft.newFile(name, name);
  return draft;
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

test("names temporary files by the first 20 hex digits of their MD5", async () => {
  await using setup = await setUp();
  const path = join(setup.folder, "README.old.md");
  await writeFile(path, "hello");
  const entry = await new ArtifactDraft({ name: "x", type: "t" }).addFile(path, {
    isTemporary: true,
  });
  expect(entry.path).toBe("5d41402abc4b2a76b971.old.md");
});

test("downloads one entry, a sub-path, or a stream, and asks for nothing else", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "parts", type: "dataset" });
  for (const path of ["a/one.txt", "a/two.txt", "ab/three.txt", "four.txt"])
    await draft.newFile(path, path);
  const artifact = await setup.client.logArtifact(draft);
  setup.backend.inspect.clearRequests();
  const path = await artifact.getPath("four.txt");
  expect(await readFile(path, "utf8")).toBe("four.txt");
  expect(path.startsWith(join(setup.folder, "artifacts"))).toBe(true);
  const gets = setup.backend.inspect.requests({ method: "GET" });
  expect(gets).toHaveLength(2);
  const root = await artifact.download({ root: join(setup.folder, "sub"), prefix: "a/" });
  expect(await readdir(root, { recursive: true })).toEqual(
    expect.arrayContaining(["a", "a/one.txt", "a/two.txt"]),
  );
  expect(await readdir(root)).toEqual(["a"]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await artifact.entry("ab/three.txt")).stream()) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe("ab/three.txt");
});

test("keeps files that are there with the right content and replaces the others", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "keep", type: "dataset" });
  for (const name of ["a", "b", "c"]) await draft.newFile(name, `content of ${name}`);
  const artifact = await setup.client.logArtifact(draft);
  const root = await artifact.download({ root: join(setup.folder, "out") });
  await writeFile(join(root, "b"), "content of X");
  setup.backend.inspect.clearRequests();
  await artifact.download({ root });
  expect(await readFile(join(root, "b"), "utf8")).toBe("content of b");
  expect(setup.backend.inspect.requests({ method: "GET" })).toHaveLength(1);
});

test("tells everything that differs between a folder and the artifact", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "check", type: "dataset" });
  for (const name of ["a", "b", "c"]) await draft.newFile(name, name);
  const artifact = await setup.client.logArtifact(draft);
  const root = await artifact.download({ root: join(setup.folder, "out"), paths: ["a", "b"] });
  await writeFile(join(root, "b"), "B");
  await writeFile(join(root, "extra"), "");
  const error = await rejection(artifact.verify(root));
  expect(error).toMatchObject({ code: "WANDB_CLIENT_INTEGRITY" });
  expect(
    (error as { problems: { path: string }[] }).problems.map((problem) => problem.path).toSorted(),
  ).toEqual(["b", "c", "extra"]);
});

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

test("links into a registry with aliases, reads through the link, and unlinks", async () => {
  await using setup = await setUp();
  const artifact = await logText(setup, "model", "weights");
  const linked = await artifact.link("wandb-registry-model/best", { aliases: ["production"] });
  expect(linked).toMatchObject({
    isLink: true,
    collection: "best",
    project: "wandb-registry-model",
    sourceCollection: "model",
    id: artifact.id,
  });
  expect(linked.aliases).toContain("production");
  const found = await setup.client.artifact(
    `${linked.entity}/wandb-registry-model/best:production`,
  );
  expect(await (await found.entry("a.txt")).text()).toBe("weights");
  const again = await artifact.link("heddle/wandb-registry-model/best");
  expect(again.version).toBe(linked.version);
  expect(await rejection(artifact.link("strangers/wandb-registry-model/best"))).toMatchObject({
    code: "WANDB_CLIENT_REGISTRY",
  });
  expect(await rejection(artifact.link("a/b/c/d"))).toMatchObject({
    code: "WANDB_CLIENT_INVALID_NAME",
  });
  await found.unlink();
  expect(
    await setup.client.findArtifact(`${linked.entity}/wandb-registry-model/best:production`),
  ).toBeUndefined();
  expect(await rejection(artifact.unlink())).toMatchObject({ code: "WANDB_CLIENT_ARTIFACT_STATE" });
});

test("keeps a draft closed once it is logged, and open when logging failed", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "closed", type: "t" });
  await draft.newFile("a", "b");
  setup.backend.faults.next({ kind: "status", status: 400, operation: "CommitArtifact" });
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_REQUEST",
  });
  const artifact = await setup.client.logArtifact(draft);
  expect(artifact.version).toBe("v0");
  expect(() => draft.newFile("c", "d")).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_ARTIFACT_STATE" }),
  );
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_ARTIFACT_STATE",
  });
});

test("refuses files that are missing, changed, or taken twice", async () => {
  await using setup = await setUp();
  const path = join(setup.folder, "file.txt");
  await writeFile(path, "one");
  const draft = new ArtifactDraft({ name: "files", type: "t" });
  await draft.addFile(path, { name: "a" });
  await draft.addFile(path, { name: "a" });
  await writeFile(path, "other");
  expect(await rejection(setup.client.logArtifact(draft))).toMatchObject({
    code: "WANDB_CLIENT_FILE_CHANGED",
  });
  expect(await rejection(draft.addFile(path, { name: "a" }))).toMatchObject({
    code: "WANDB_CLIENT_ENTRY_EXISTS",
  });
  const missing = new ArtifactDraft({ name: "files", type: "t" });
  missing.addFile(join(setup.folder, "nope")).catch(() => undefined);
  expect(await rejection(setup.client.logArtifact(missing))).toMatchObject({
    code: "WANDB_CLIENT_FILE",
    message: expect.stringContaining(join(setup.folder, "nope")),
  });
  expect(
    await rejection(new ArtifactDraft({ name: "files", type: "t" }).addFile(setup.folder)),
  ).toMatchObject({ message: expect.stringContaining("is a folder") });
  expect(
    await rejection(new ArtifactDraft({ name: "files", type: "t" }).addDir(path)),
  ).toMatchObject({ message: expect.stringContaining("is not a folder") });
  expect(() => new ArtifactDraft({ name: "files", type: "t" }).remove("x")).toThrow(
    expect.objectContaining({ code: "WANDB_CLIENT_ENTRY_MISSING" }),
  );
});

test("refuses metadata that W&B cannot store, with every place", () => {
  const looping: Record<string, unknown> = {};
  looping["self"] = looping;
  expect(
    () =>
      new ArtifactDraft({
        name: "x",
        type: "t",
        metadata: { a: [Number.NaN], b: { c: 1n }, looping },
      }),
  ).toThrow(
    expect.objectContaining({
      code: "WANDB_CLIENT_METADATA",
      problems: [
        { path: "metadata.a[0]", message: "is NaN" },
        { path: "metadata.b.c", message: "is a bigint" },
        { path: "metadata.looping.self", message: "contains itself" },
      ],
    }),
  );
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, index]));
  expect(() => new ArtifactDraft({ name: "x", type: "t", metadata: many })).toThrow(/101 keys/);
});

test("logs to one collection in the order of the calls", async () => {
  await using setup = await setUp();
  const logged = await Promise.all(
    ["a", "b", "c", "d"].map((text) => logText(setup, "order", text)),
  );
  expect(logged.map((artifact) => artifact.version)).toEqual(["v0", "v1", "v2", "v3"]);
});

test("stores a table and gives it back by name with its columns", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "tables", type: "results" });
  const day = new Date("2023-01-05T00:00:00Z");
  await draft.add(
    new Table({
      columns: ["a", "when", "list"],
      data: [
        [1, day, [1, 2]],
        [null, null, null],
      ],
    }),
    "my_table",
  );
  const artifact = await setup.client.logArtifact(draft);
  setup.backend.inspect.clearRequests();
  const table = await artifact.get("my_table");
  expect(table).toBeInstanceOf(Table);
  expect((table as Table).getColumn("a")).toEqual([1, null]);
  expect((table as Table).getColumn("when")).toEqual([day, null]);
  expect([...(table as Table).records()][0]).toEqual({ a: 1, when: day, list: [1, 2] });
});
