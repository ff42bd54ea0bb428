import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RunRecord } from "../../src/index.ts";
import { all } from "../collect.ts";
import { rejection, setUp, type Setup } from "../support.ts";

async function runWith(setup: Setup, files: Record<string, string>): Promise<RunRecord> {
  const run = await setup.client.run({ id: "r1", captureConsole: false });
  for (const [name, text] of Object.entries(files)) await run.saveFile(name, text);
  await run.finish();
  return await setup.client.getRun("r1");
}

test("lists a run's files and downloads one below a folder, again over the old one", async () => {
  await using setup = await setUp();
  const record = await runWith(setup, { "notes/a.txt": "hello" });
  const [file] = await all(record.files({ names: ["notes/a.txt"] }));
  expect(file).toMatchObject({ sizeBytes: 5, md5: "XUFAKrxLKna5cZ2REBfFkg==" });
  const root = join(setup.folder, "out");
  for (let time = 0; time < 2; time++) {
    const local = await record.downloadFile("notes/a.txt", { root });
    expect(local).toBe(join(root, "notes", "a.txt"));
    expect(await readFile(local, "utf8")).toBe("hello");
    await writeFile(local, "changed here");
  }
});

test("a wrong byte is an error and leaves no file; one that is wrong once is fetched again", async () => {
  await using setup = await setUp();
  const record = await runWith(setup, { "a.txt": "hello" });
  const root = join(setup.folder, "out");
  const { faults } = setup.backend;
  faults.next({ kind: "corrupt", surface: "download" });
  expect(Buffer.from(await record.readFile("a.txt")).toString()).toBe("hello");
  faults.next({ kind: "corrupt", surface: "download", times: 50 });
  expect(await rejection(record.downloadFile("a.txt", { root }))).toMatchObject({
    code: "WANDB_CLIENT_INTEGRITY",
    message: expect.stringContaining("a.txt has the MD5"),
  });
  expect(await readdir(root)).toEqual([]);
  expect(await rejection(record.readFile("a.txt"))).toMatchObject({
    code: "WANDB_CLIENT_INTEGRITY",
  });
});

test("goes on after a transfer that broke off, and asks again for addresses that expired, up and down", async () => {
  await using setup = await setUp();
  const { faults, inspect } = setup.backend;
  faults.next({ kind: "expired-url", surface: "upload", path: /a\.txt/ });
  faults.next({ kind: "expired-url", surface: "upload", path: /./, skip: 1 });
  const record = await runWith(setup, { "a.txt": "hello ".repeat(10_000) });
  expect(inspect.requests({ operation: "CreateRunFiles" }).length).toBeGreaterThan(2);
  faults.next({ kind: "expired-url", surface: "download" });
  faults.next({ kind: "cut", afterBytes: 1000, surface: "download" });
  expect((await record.readFile("a.txt")).length).toBe(60_000);
});

test("a name that leads elsewhere writes nothing", async () => {
  await using setup = await setUp();
  const record = await runWith(setup, { "a.txt": "hello" });
  const root = join(setup.folder, "out");
  for (const name of ["../a.txt", "/etc/a.txt", "a/../../b"]) {
    expect(await rejection(record.downloadFile(name, { root }))).toMatchObject({
      code: "WANDB_CLIENT_INVALID_PATH",
    });
  }
  expect(await rejection(record.downloadFile("none", { root }))).toMatchObject({
    code: "WANDB_CLIENT_NOT_FOUND",
  });
});

test("a file that cannot be taken is told before any request", async () => {
  await using setup = await setUp();
  const record = await runWith(setup, { "a.txt": "a" });
  const run = await setup.client.run({ id: "r2" });
  setup.backend.inspect.clearRequests();
  for (const name of ["../x", "/x", ""]) {
    for (const call of [run.saveFile(name, "x"), record.uploadFile(name, "x")])
      expect(await rejection(call)).toMatchObject({ code: "WANDB_CLIENT_INVALID_PATH" });
  }
  const content = { path: join(setup.folder, "absent") };
  for (const call of [run.saveFile("x", content), record.uploadFile("x", content)])
    expect(await rejection(call)).toMatchObject({ code: "WANDB_CLIENT_FILE" });
  expect(setup.backend.inspect.requests()).toEqual([]);
});
