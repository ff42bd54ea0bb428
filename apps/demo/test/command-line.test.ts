import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { programs } from "../src/programs/index.ts";
import { runDemo } from "./demo-process.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "heddle-demo-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

test("--list names each program, and each has a file of its name", async () => {
  const { code, stdout } = await runDemo(home, ["--list"]);
  expect(code).toBe(0);
  const names = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(":")[0] ?? "");
  expect(names).toEqual(programs.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  const files = readdirSync(join(import.meta.dirname, "../src/programs"), { recursive: true })
    .map((file) => basename(String(file)))
    .filter((file) => file.endsWith(".ts"));
  expect(files).toEqual(expect.arrayContaining(names.map((name) => `${name}.ts`)));
});

test("an unknown name is answered with those that look like it", async () => {
  const { code, stderr } = await runDemo(home, ["onx-model"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^no program is called onx-model; did you mean onnx-model\b.*--list/);
});

test("an unknown option is one line", async () => {
  const { code, stderr } = await runDemo(home, ["--al"]);
  expect(code).toBe(2);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

test("a program runs by its name, and its run is kept", async () => {
  const { code, stdout } = await runDemo(home, ["plain-value"]);
  expect(code).toBe(0);
  expect(stdout).toContain("✓ my_artifact");
});
