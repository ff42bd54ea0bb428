import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openInstance, sqliteStorage, storageErrors } from "../src/index.ts";
import { openDatabase } from "../src/sqlite/open-database.ts";
import { logEvent, runEvent } from "./fixtures/log-event.ts";
import { temporaryFile } from "./fixtures/temporary-file.ts";

async function filled(path: string, events: number): Promise<void> {
  await using storage = await sqliteStorage({ path });
  await storage.createRuns([{ runId: "run", jobName: "job" }]);
  for (let index = 0; index < events; index += 1) await storage.append([logEvent("run", index)]);
}

test("O413 refuses a storage that a newer version has written, and leaves it as it is", async () => {
  const path = temporaryFile();
  await filled(path, 3);
  const database = new DatabaseSync(path);
  database.exec("update heddle_schema set version = 1000");
  database.exec("pragma wal_checkpoint(truncate)");
  database.close();
  const before = readFileSync(path);
  await expect(sqliteStorage({ path })).rejects.toMatchObject({
    code: "STORAGE_NEWER_SCHEMA",
    message: expect.stringContaining("has schema version 1000") as string,
  });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("says that a file is no database, and does not touch it", async () => {
  const path = temporaryFile();
  writeFileSync(path, "this is a diary, not a database\n".repeat(200));
  const before = readFileSync(path);
  await expect(sqliteStorage({ path })).rejects.toMatchObject({
    code: "STORAGE_CORRUPT",
    message: expect.stringContaining(path) as string,
  });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test("says that a database is damaged", async () => {
  const path = temporaryFile();
  await filled(path, 400);
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096);
  writeFileSync(path, bytes);
  const use = async (): Promise<unknown> => {
    await using storage = await sqliteStorage({ path });
    return storage.readEvents({ limit: 1000 });
  };
  await expect(use()).rejects.toMatchObject({ code: "STORAGE_CORRUPT" });
});

test("stores nothing of an append for which there is no room, and keeps what was there", async () => {
  const path = temporaryFile();
  await using storage = await sqliteStorage({ path, maxSizeBytes: 400_000 });
  await storage.createRuns([{ runId: "run", jobName: "job" }]);
  let stored = 0;
  const fill = async (): Promise<never> => {
    while (true) {
      await storage.append([
        logEvent("run", 0),
        { ...logEvent("run", 1), message: "x".repeat(10_000) },
      ]);
      stored += 2;
    }
  };
  await expect(fill()).rejects.toMatchObject({ code: "STORAGE_FULL", details: { path } });
  expect(stored).toBeGreaterThan(10);
  expect((await storage.readEvents({ limit: 1000 })).events).toHaveLength(stored);
  await expect(
    storage.append([{ ...logEvent("run", 1), message: "x".repeat(100_000) }]),
  ).rejects.toMatchObject({
    code: "STORAGE_FULL",
  });
  expect((await storage.getRun("run"))?.status).toBe("NOT_STARTED");
});

test("O403 waits for a lock without stopping the process, then says that it is busy", async () => {
  const path = temporaryFile();
  await using storage = await sqliteStorage({ path, busyTimeoutMs: 150 });
  await storage.createRuns([{ runId: "run", jobName: "job" }]);
  const other = new DatabaseSync(path);
  other.exec("begin immediate");
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 5);
  await expect(storage.append([logEvent("run", 0)])).rejects.toMatchObject({
    code: "STORAGE_BUSY",
    retryable: true,
  });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
  expect((await storage.readEvents()).events).toEqual([]);
  const waiting = storage.append([logEvent("run", 1)]);
  other.exec("rollback");
  expect(await waiting).toHaveLength(1);
  other.close();
});

test("says that a place cannot be written to", async () => {
  const path = temporaryFile();
  writeFileSync(join(dirname(path), "file"), "");
  await expect(sqliteStorage({ path: join(dirname(path), "file", "a.db") })).rejects.toMatchObject({
    code: "STORAGE_NOT_WRITABLE",
  });
  mkdirSync(path);
  await expect(sqliteStorage({ path })).rejects.toMatchObject({
    code: "STORAGE_NOT_WRITABLE",
    hint: expect.stringContaining("HEDDLE_HOME") as string,
  });
});

test("refuses a network file system unless it is told otherwise", () => {
  const path = temporaryFile();
  for (const [type, name] of [
    [0x6969, "NFS"],
    [0xff534d42 | 0, "CIFS"],
    [0xfe534d42, "SMB2"],
  ] as const) {
    expect(() => openDatabase({ path }, false, () => type)).toThrow(
      expect.objectContaining({
        code: "STORAGE_NETWORK_FILESYSTEM",
        details: { path, fileSystem: name },
      }),
    );
  }
  openDatabase({ path, allowNetworkFileSystem: true }, false, () => 0x6969).close();
  openDatabase({ path }, false, () => 0xef53).close();
});

test("passes on what else the database refuses, and refuses use after closing", async () => {
  const path = temporaryFile();
  const storage = await sqliteStorage({ path });
  const other = new DatabaseSync(path);
  other.exec("drop table claims");
  other.close();
  await expect(storage.claim("a", "b", 1)).rejects.toMatchObject({
    code: "STORAGE_FAILED",
    message: expect.stringContaining("no such table: claims") as string,
  });
  await storage.close();
  await storage.close();
  await expect(storage.getRun("run")).rejects.toMatchObject({ code: "STORAGE_CLOSED" });
  await expect(storage.append([logEvent("run", 0)])).rejects.toMatchObject({
    code: "STORAGE_CLOSED",
  });
  await expect(storage.purgeEvents({ before: 0 })).rejects.toMatchObject({
    code: "STORAGE_CLOSED",
  });
  expect(Object.keys(storageErrors)).toHaveLength(8);
});

test("O402 opens the instance of a home folder with its settings, again and again", async () => {
  const home = join(dirname(temporaryFile()), "home");
  mkdirSync(home);
  writeFileSync(
    join(home, "heddle.yaml"),
    "storage: { sqlite: { base_dir: data, durability: power } }\n",
  );
  {
    await using instance = await openInstance({ env: { HEDDLE_HOME: home } });
    const { run } = await instance.createRun({ runId: "run", jobName: "job" });
    await instance.append(runEvent("RUN_START", run.runId));
    expect(instance.home).toBe(home);
    expect(instance.storage.description).toBe(join(home, "data", "heddle.db"));
  }
  await using instance = await openInstance({ home });
  expect((await instance.getRun("run"))?.status).toBe("STARTED");
  writeFileSync(join(home, "heddle.yaml"), "storage: { sqlit: {} }\n");
  await expect(openInstance({ home })).rejects.toMatchObject({ code: "CORE_INSTANCE_CONFIG" });
});
