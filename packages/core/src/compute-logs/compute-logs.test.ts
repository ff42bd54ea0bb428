import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ComputeLogs } from "./compute-logs.ts";

function computeLogs(): ComputeLogs {
  const folder = mkdtempSync(join(tmpdir(), "heddle-logs-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return new ComputeLogs(folder);
}

test("O414 reads what a step has written so far, from a cursor, and never half a character", async () => {
  const logs = computeLogs();
  const query = { runId: "run", fileKey: "g.step[a]", stream: "stdout" } as const;
  expect(await logs.read(query)).toEqual({ text: "", cursor: 0, complete: false });
  const writer = await logs.writer("run", "g.step[a]");
  const yarn = Buffer.from("knit 🧶!");
  writer.write("stdout", yarn.subarray(0, 7));
  writer.write("stderr", Buffer.from("oops"));
  await expect.poll(() => logs.read(query)).toEqual({ text: "knit ", cursor: 5, complete: false });
  writer.write("stdout", yarn.subarray(7));
  await writer.end();
  expect(await logs.read({ ...query, after: 5 })).toEqual({
    text: "🧶!",
    cursor: 10,
    complete: true,
  });
  expect(await logs.read({ ...query, after: 10 })).toEqual({
    text: "",
    cursor: 10,
    complete: true,
  });
  expect(await logs.read({ ...query, limit: 3 })).toMatchObject({ text: "kni", cursor: 3 });
  expect((await logs.read({ ...query, stream: "stderr" })).text).toBe("oops");
});

test("O414 follows an output while it grows and ends with the step, or when it is told to", async () => {
  const logs = computeLogs();
  const query = { runId: "run", fileKey: "step", stream: "stdout" } as const;
  const writer = await logs.writer("run", "step");
  const seen: string[] = [];
  const tail = (async () => {
    for await (const text of logs.tail(query)) seen.push(text);
  })();
  writer.write("stdout", Buffer.from("one\n"));
  await expect.poll(() => seen.join("")).toBe("one\n");
  writer.write("stdout", Buffer.from("two\n"));
  await writer.end();
  await tail;
  expect(seen.join("")).toBe("one\ntwo\n");
  const controller = new AbortController();
  controller.abort();
  expect(await logs.tail({ ...query, fileKey: "none" }, controller.signal).next()).toMatchObject({
    done: true,
  });
});

test("keeps every file inside its folder, whatever run and step are called", async () => {
  const logs = computeLogs();
  const names = [
    "../../up",
    "..",
    ".",
    "a/b",
    "a\\b",
    "con:*?",
    "x".repeat(5000),
    "y".repeat(5000),
  ];
  for (const name of names) {
    const writer = await logs.writer(name, name);
    writer.write("stdout", Buffer.from(name));
    await writer.end();
    expect((await logs.read({ runId: name, fileKey: name, stream: "stdout" })).text).toBe(name);
  }
  expect(readdirSync(logs.folder)).toHaveLength(names.length);
});
