import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { setUp } from "../support.ts";

const path = "weavers/loom/r1";

test.each(["all", "none"] as const)(
  "sends console lines in the form that the server shows, with features %s",
  async (features) => {
    await using setup = await setUp({ features });
    const run = await setup.client.run({ id: "r1" });
    run.writeConsole("half ");
    run.writeConsole("line\nprogress 1\rprogress 2\r\n");
    run.writeConsole("bad\n", { stream: "stderr", label: "worker" });
    run.writeConsole("rest");
    await run.finish();
    const file = await (await setup.client.getRun("r1")).readFile("output.log");
    expect(new TextDecoder().decode(file)).toBe("half line\nprogress 2\nbad\nrest\n");
    const lines = setup.backend.inspect.run(path)?.console ?? [];
    expect(lines.map((line) => /half line|progress 2|bad|rest/.exec(line)?.[0])).toEqual([
      "half line",
      "progress 2",
      "bad",
      "rest",
    ]);
  },
);

test("copies what the process writes to its standard streams until the run ends", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", captureConsole: true });
  process.stderr.write("captured line\n");
  await run.finish();
  process.stderr.write("");
  expect((setup.backend.inspect.run(path)?.console ?? []).join("\n")).toContain("captured line");
});

test("a long console goes over the disk, and nothing of it stays there", async () => {
  await using setup = await setUp();
  const leftBefore = await consoleFolders();
  const run = await setup.client.run({ id: "r1" });
  const line = "x".repeat(999);
  for (let index = 0; index < 1000; index++) run.writeConsole(`${line}\n`);
  await run.finish();
  const file = await (await setup.client.getRun("r1")).readFile("output.log");
  expect(file.length).toBe(1_000_000);
  const other = await setup.client.run({ id: "r2" });
  for (let index = 0; index < 500; index++) other.writeConsole(`${line}\n`);
  other.abandon();
  await expect.poll(consoleFolders).toEqual(leftBefore);
});

test("a run without console output has no file of it", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1" });
  await run.finish();
  expect(setup.backend.inspect.run(path)?.files).not.toContain("output.log");
});

test("keeps a character that comes in two pieces whole", async () => {
  await using setup = await setUp();
  const run = await setup.client.run({ id: "r1", captureConsole: true });
  const bytes = new TextEncoder().encode("grüße\n");
  process.stderr.write(bytes.subarray(0, 3));
  process.stderr.write(bytes.subarray(3));
  await run.finish();
  expect((setup.backend.inspect.run(path)?.console ?? []).join("\n")).toContain("grüße");
});

async function consoleFolders(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith("heddle-console-"));
}
