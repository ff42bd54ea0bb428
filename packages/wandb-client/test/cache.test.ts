import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultApiKey } from "@heddle/wandb-mock";
import { expect, test } from "vitest";
import { ArtifactDraft, type Artifact } from "../src/index.ts";
import { setUp, type Setup } from "./support.ts";

async function logged(setup: Setup, count: number): Promise<Artifact> {
  const draft = new ArtifactDraft({ name: "cached", type: "dataset" });
  for (let index = 0; index < count; index++)
    await draft.newFile(`f${index}`, `content number ${index}`);
  return await setup.client.logArtifact(draft);
}

test("takes content that was downloaded before from the cache, in W&B's own layout", async () => {
  await using setup = await setUp();
  const artifact = await logged(setup, 5);
  const cacheDir = join(setup.folder, "cache");
  const client = setup.connect({ cacheDir });
  await (await client.artifactById(artifact.id)).download({ root: join(setup.folder, "one") });
  const objects = await readdir(join(cacheDir, "artifacts", "obj", "md5"), {
    recursive: true,
    withFileTypes: true,
  });
  expect(objects.filter((each) => each.isFile()).map((each) => each.name.length)).toEqual([
    30, 30, 30, 30, 30,
  ]);
  setup.backend.inspect.clearRequests();
  const root = await (
    await setup.connect({ cacheDir }).artifactById(artifact.id)
  ).download({ root: join(setup.folder, "two") });
  expect(setup.backend.inspect.requests({ surface: "download" })).toHaveLength(1);
  await artifact.verify(root);
});

test("drops damaged content and fetches it anew", async () => {
  await using setup = await setUp();
  const artifact = await logged(setup, 1);
  const cacheDir = join(setup.folder, "cache");
  const client = setup.connect({ cacheDir });
  const found = await client.artifactById(artifact.id);
  await found.download({ root: join(setup.folder, "one") });
  const object = (
    await readdir(join(cacheDir, "artifacts", "obj"), { recursive: true, withFileTypes: true })
  ).find((each) => each.isFile());
  await writeFile(join(object?.parentPath ?? "", object?.name ?? ""), "content number X");
  const path = await found.getPath("f0", { root: join(setup.folder, "two") });
  expect(await readFile(path, "utf8")).toBe("content number 0");
});

test("keeps within its limits, what was used last stays longest, and 0 empties it", async () => {
  await using setup = await setUp();
  const artifact = await logged(setup, 4);
  const client = setup.connect({ cacheDir: join(setup.folder, "cache") });
  const { cache } = client;
  const found = await client.artifactById(artifact.id);
  await found.download({ root: join(setup.folder, "one") });
  const size = await cache?.size();
  expect(size).toBe(4 * 16);
  const now = Date.now() / 1000;
  const objects = (
    await readdir(join(setup.folder, "cache", "artifacts", "obj"), {
      recursive: true,
      withFileTypes: true,
    })
  ).filter((each) => each.isFile());
  for (const each of objects)
    await utimes(join(each.parentPath, each.name), now - 7200, now - 7200);
  await found.getPath("f2", { root: join(setup.folder, "two") });
  expect(await cache?.clean({ maxAgeMs: 3_600_000 })).toEqual({
    removedFiles: 3,
    removedBytes: 48,
    keptBytes: 16,
  });
  await found.download({ root: join(setup.folder, "three") });
  expect(await cache?.clean({ maxBytes: 40 })).toMatchObject({ removedFiles: 2, keptBytes: 32 });
  expect(await cache?.clean({ maxAgeMs: 0 })).toMatchObject({ removedFiles: 2, keptBytes: 0 });
});

test(
  "several processes share one cache while another empties it",
  { timeout: 60_000 },
  async () => {
    await using setup = await setUp();
    const artifact = await logged(setup, 60);
    const cacheDir = join(setup.folder, "cache");
    const client = setup.connect({ cacheDir });
    const children = Array.from({ length: 3 }, (_, index) =>
      spawn(
        process.execPath,
        [
          "--conditions=@heddle/source",
          join(import.meta.dirname, "download-child.ts"),
          setup.host,
          defaultApiKey,
          cacheDir,
          artifact.id,
          join(setup.folder, `child-${index}`),
        ],
        {
          stdio: ["ignore", "ignore", "inherit"],
        },
      ),
    );
    const running = new Set(children);
    const exits = children.map(async (child) => {
      const [code] = (await once(child, "exit")) as [number];
      running.delete(child);
      return code;
    });
    while (running.size > 0) {
      await client.cache?.clean({ maxAgeMs: 0 });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await Promise.all(exits)).toEqual([0, 0, 0]);
  },
);
