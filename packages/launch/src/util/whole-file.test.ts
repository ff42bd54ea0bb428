import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
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

test("a process that is killed while it makes files leaves only whole ones", async () => {
  const child = spawn(process.execPath, [
    join(import.meta.dirname, "__fixtures__", "creating.ts"),
    folder,
  ]);
  await once(child.stdout, "data");
  await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill("SIGKILL");
  await once(child, "exit");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json"));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    expect(JSON.parse(await readFile(join(folder, name), "utf8"))).toEqual({
      count: Number.parseInt(name, 10),
    });
  }
});
