import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { setUp, type Setup } from "../support.ts";
import { paths } from "../media/store.ts";
import { storedConfig } from "./stored-config.ts";

async function writeCode(setup: Setup): Promise<string> {
  const root = join(setup.folder, "program");
  for (const path of [
    "main.ts",
    "lib/util.mjs",
    "lib/train.py",
    "package.json",
    "Dockerfile.gpu",
    "notes.txt",
    "data.csv",
    ".venv/site.py",
    "lib/node_modules/x/index.js",
    "wandb/run/code.py",
  ]) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), path);
  }
  return root;
}

test("logs the code of a run, without what others wrote, and names it in the config", async () => {
  await using setup = await setUp();
  const root = await writeCode(setup);
  const run = await setup.client.run({ id: "r1" });
  const code = await run.logCode({ root, name: "source-mine" });
  expect(code?.type).toBe("code");
  expect(code === undefined ? [] : await paths(code)).toEqual([
    "Dockerfile.gpu",
    "lib/train.py",
    "lib/util.mjs",
    "main.ts",
    "package.json",
  ]);
  await run.finish();
  expect(await storedConfig(setup)).toMatchObject({ code_path: "source-mine:v0" });
});

test("logs what the caller calls code, under the program's name by default", async () => {
  await using setup = await setUp();
  const root = await writeCode(setup);
  const run = await setup.client.run({ id: "r1" });
  const code = await run.logCode({
    root,
    include: (path) => path.endsWith(".txt") || path.endsWith(".py"),
    exclude: (path) => path.startsWith("lib/"),
  });
  expect(code?.collection).toMatch(/^source-loom-[A-Za-z0-9_.-]+$/);
  expect(code === undefined ? [] : await paths(code)).toEqual([
    ".venv/site.py",
    "notes.txt",
    "wandb/run/code.py",
  ]);
  expect(await run.logCode({ root, include: () => false })).toBeUndefined();
  expect(setup.warnings).toMatchObject([{ code: "WANDB_CLIENT_NO_CODE" }]);
});
