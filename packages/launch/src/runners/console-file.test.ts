import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConsole } from "./console-file.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "heddle-console-"));
  path = join(folder, "console.log");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("holds the unfinished line back until the file is complete", async () => {
  expect(await readConsole(path, undefined, false)).toEqual({ lines: [], cursor: "0" });
  await writeFile(path, "one\ntw");
  const first = await readConsole(path, undefined, false);
  expect(first).toEqual({ lines: ["one"], cursor: "4" });
  await appendFile(path, "o\nthree");
  const second = await readConsole(path, first.cursor, false);
  expect(second.lines).toEqual(["two"]);
  expect((await readConsole(path, second.cursor, true)).lines).toEqual(["three"]);
});

test("of a progress bar the last state counts; Windows line ends are no rewriting", async () => {
  await writeFile(path, "1%\r50%\r100%\nplain\r\n\nend\n");
  expect((await readConsole(path, undefined, true)).lines).toEqual(["100%", "plain", "", "end"]);
});

test("reads a long file in bounded parts, and an endless line in pieces", async () => {
  await writeFile(path, `${"x".repeat(3 << 20)}\nend\n`);
  let cursor: string | undefined;
  const lines: string[] = [];
  for (;;) {
    const part = await readConsole(path, cursor, true);
    if (part.lines.length === 0) break;
    lines.push(...part.lines);
    cursor = part.cursor;
  }
  expect(lines.join("")).toBe(`${"x".repeat(3 << 20)}end`);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(1 << 20);
});

test("bytes that are no UTF-8 do no harm", async () => {
  await writeFile(path, new Uint8Array([0xff, 0x41, 0x0a]));
  expect((await readConsole(path, undefined, true)).lines).toEqual(["\uFFFDA"]);
});
