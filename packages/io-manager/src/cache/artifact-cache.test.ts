import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ArtifactCache } from "./artifact-cache.ts";
import { type CacheKey, entryFolder } from "./cache-layout.ts";
import { encodeSegment } from "./encode-segment.ts";
import { withFolderLock } from "./folder-lock.ts";

let root: string;
let now = 0;
const minute = 60_000;
const key: CacheKey = {
  host: "https://api.wandb.ai",
  entity: "my_entity",
  project: "my_project",
  name: "my_artifact",
  version: "v0",
  digest: "0123456789abcdef",
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "heddle-cache-"));
  now = 1_700_000_000_000;
});
afterEach(() => rm(root, { recursive: true, force: true }));

const cache = (durationMinutes: number, maxBytes?: number): ArtifactCache =>
  new ArtifactCache({ root, durationMinutes, maxBytes, clock: () => now });

async function fill(
  target: ArtifactCache,
  over: Partial<CacheKey> = {},
  content = "content",
): Promise<string> {
  const lease = await target.lease({ ...key, ...over });
  await writeFile(join(lease.folder, "a"), content);
  await lease.record([{ path: "a", digest: "d" }]);
  await lease.release();
  return lease.folder;
}

const isCached = async (target: ArtifactCache, over: Partial<CacheKey> = {}): Promise<boolean> => {
  const lease = await target.lease({ ...key, ...over });
  const found = (await lease.missing([{ path: "a", digest: "d" }])).length === 0;
  await lease.release();
  return found;
};

test("keeps content and finds it again, also from another process' cache object", async () => {
  await fill(cache(60));
  expect(await isCached(cache(60))).toBe(true);
});

test("keeps two projects, hosts and digests of one name and version apart", async () => {
  await fill(cache(60));
  const others: Partial<CacheKey>[] = [
    { project: "other" },
    { entity: "other" },
    { host: "http://localhost:8080" },
    { digest: "fedcba9876543210" },
  ];
  for (const other of others) expect(await isCached(cache(60), other)).toBe(false);
});

test("expires whole entries by its own record of the last use", async () => {
  const target = cache(60);
  await fill(target);
  await fill(target, { version: "v1" });
  now += 59 * minute;
  expect(await isCached(target)).toBe(true);
  now += 2 * minute;
  await target.clean();
  expect(await readdir(join(entryFolder(root, key), ".."))).toEqual(["v0-0123456789ab"]);
});

test("stays below its size, the least recently opened entry goes first", async () => {
  const target = cache(60, 20);
  await fill(target, { version: "v0" }, "0123456789");
  now += minute;
  await fill(target, { version: "v1" }, "0123456789");
  now += minute;
  expect(await isCached(target, { version: "v0" })).toBe(true);
  now += minute;
  await fill(target, { version: "v2" }, "0123456789");
  now += minute;
  await target.clean();
  expect((await readdir(join(entryFolder(root, key), ".."))).toSorted()).toEqual([
    "v0-0123456789ab",
    "v2-0123456789ab",
  ]);
});

test("never deletes content in use, and with duration 0 deletes it after the last use", async () => {
  const target = cache(0);
  const first = await target.lease(key);
  const second = await cache(0).lease(key);
  await writeFile(join(first.folder, "a"), "x");
  await first.release();
  expect(await readdir(second.folder)).toEqual(["a"]);
  await second.release();
  await second.release();
  expect(await readdir(root)).toEqual([]);
});

test("does not trust a file that was changed, or that another digest is asked for", async () => {
  const target = cache(60);
  const folder = await fill(target);
  const lease = await target.lease(key);
  const asked = { path: "a", digest: "d" };
  expect(await lease.missing([asked])).toEqual([]);
  expect(await lease.missing([{ path: "a", digest: "other" }])).toHaveLength(1);
  await writeFile(join(folder, "a"), "changed!");
  expect(await lease.missing([asked])).toEqual([asked]);
  await rm(join(folder, "a"));
  expect(await lease.missing([asked])).toEqual([asked]);
  await lease.release();
});

test("treats a damaged index as an empty entry", async () => {
  const target = cache(60);
  await fill(target);
  await writeFile(join(entryFolder(root, key), "entry.json"), "{ broken");
  expect(await isCached(target)).toBe(false);
});

test("takes over the lock and the lease of a process that died", async () => {
  const folder = join(root, "entry");
  const dead = JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() });
  await withFolderLock(folder, "create", () => Promise.resolve());
  await writeFile(join(folder, "lock"), dead);
  expect(await withFolderLock(folder, "create", () => Promise.resolve("done"))).toBe("done");
  await rm(folder, { recursive: true });

  const target = cache(0);
  const lease = await target.lease(key);
  await writeFile(join(entryFolder(root, key), "leases", "dead"), dead);
  await lease.release();
  expect(await readdir(root)).toEqual([]);
});

test("a clean-up that fails is a warning", async () => {
  await writeFile(join(root, "artifacts"), "a file where a folder should be");
  expect(await cache(60).clean()).toEqual([]);
  await rm(root, { recursive: true });
  await writeFile(root, "no folder at all");
  expect(await cache(60).clean()).toEqual([]);
});

test.each([
  ["my.asset-1_a", "my.asset-1_a"],
  ["localhost:8080", "localhost%3A8080"],
  ["..", ".%2E"],
  ["con", "%63on"],
  ["com1.txt", "%63om1.txt"],
  ["a.", "a%2E"],
  ["é/\\", "%C3%A9%2F%5C"],
])("encodes %s as a folder name", (text, expected) => {
  expect(encodeSegment(text)).toBe(expected);
});

test("shortens long names without making two of them equal", () => {
  const long = "x".repeat(200);
  expect(encodeSegment(long)).toHaveLength(120);
  expect(encodeSegment(long)).not.toBe(encodeSegment(`${long}y`));
});
