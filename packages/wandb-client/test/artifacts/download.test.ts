import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ArtifactDraft } from "../../src/index.ts";
import { rejection, setUp } from "../support.ts";

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

test("tells when a sub-path has no entry, and when the caller gave up meanwhile", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "parts", type: "dataset" });
  await draft.newFile("images/1.png", "x");
  const artifact = await setup.client.logArtifact(draft);
  const root = join(setup.folder, "out");
  expect(await rejection(artifact.download({ root, prefix: "imag" }))).toMatchObject({
    code: "WANDB_CLIENT_ENTRY_MISSING",
    hint: expect.stringContaining("images/1.png"),
  });
  const stop = new AbortController();
  const reason = new Error("enough");
  const onProgress = (): void => stop.abort(reason);
  const given = artifact.download({ root, signal: stop.signal, onProgress });
  expect(await rejection(given)).toBe(reason);
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

test("refuses entries of which one is the folder of the other, and takes each by itself", async () => {
  await using setup = await setUp();
  const draft = new ArtifactDraft({ name: "clash", type: "dataset" });
  await draft.newFile("a", "file");
  await draft.newFile("a/b/c", "inside");
  const artifact = await setup.client.logArtifact(draft);
  expect(await rejection(artifact.download())).toMatchObject({
    code: "WANDB_CLIENT_INVALID_PATH",
    message: 'the entry path "a" is a file, and the folder of "a/b/c"',
    hint: expect.stringContaining("paths"),
  });
  const one = await artifact.download({ root: join(setup.folder, "one"), paths: ["a"] });
  expect(await readFile(join(one, "a"), "utf8")).toBe("file");
  const other = await artifact.download({ root: join(setup.folder, "other"), paths: ["a/b/c"] });
  expect(await readFile(join(other, "a", "b", "c"), "utf8")).toBe("inside");
});
