import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pause } from "./pause.ts";
import { createWhole, readIfThere, writeWhole } from "./whole-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-whole-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("a file that is there is not made again, and nothing else stays", async () => {
  const path = join(folder, "one");
  expect(await readIfThere(path)).toBe("");
  expect(await createWhole(path, "first")).toBe(true);
  expect(await createWhole(path, "second")).toBe(false);
  expect(await readIfThere(path)).toBe("first");
  await writeWhole(path, "third");
  expect(await readIfThere(path)).toBe("third");
  expect(await readdir(folder)).toEqual(["one"]);
});

test("a process that is killed while it makes a file leaves none of that name", async () => {
  const path = join(folder, "note.json");
  const program = join(import.meta.dirname, "__fixtures__", "creating.ts");
  const child = spawn(process.execPath, [program, path]);
  while ((await readdir(folder)).length === 0) await pause(1);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await readdir(folder)).not.toContain("note.json");
  expect(await createWhole(path, "whole")).toBe(true);
  expect(await readIfThere(path)).toBe("whole");
});
