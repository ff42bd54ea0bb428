import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processIdentity } from "../supervisor/process-group.ts";
import { takeLock } from "./lock-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const dead = "999999999@1";

test.each([
  ["nobody holds", undefined],
  ["a dead process left", dead],
  ["a crash left empty", ""],
])("of many that take a lock that %s, one gets it", async (_name, left) => {
  const path = join(folder, "lock");
  if (left !== undefined) await writeFile(path, left);
  const taken = await Promise.all(Array.from({ length: 24 }, () => takeLock(path)));
  expect(taken.filter((holder) => holder === undefined)).toHaveLength(1);
  expect(new Set(taken)).toEqual(new Set([undefined, process.pid]));
  expect(await readFile(path, "utf8")).toBe(processIdentity(process.pid));
  expect(await readdir(folder)).toEqual(["lock"]);
});

test("a process that died while it took a lock over is in nobody's way", async () => {
  const path = join(folder, "lock");
  await writeFile(path, dead);
  await writeFile(`${path}.takeover`, dead);
  expect(await takeLock(path)).toBeUndefined();
  expect(await readdir(folder)).toEqual(["lock"]);
});
