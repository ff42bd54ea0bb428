import { resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { InstanceStorage } from "@heddle/core";
import { Kysely } from "kysely";
import { migrate } from "./schema/migrate.ts";
import type { Database, Tables } from "./schema/tables.ts";
import { ChangeWatch } from "./sqlite/change-watch.ts";
import { NodeSqliteDialect } from "./sqlite/dialect.ts";
import { openDatabase, type SqliteStorageOptions } from "./sqlite/open-database.ts";
import { sqlStorage } from "./sql-storage.ts";
import { lastStorageId } from "./queries/events.ts";

/**
 * Opens an instance storage in one SQLite file, in write-ahead mode: several processes may write and read at
 * once, and what was stored survives the death of any of them.
 *
 * @throws STORAGE_CORRUPT, STORAGE_NEWER_SCHEMA, STORAGE_NOT_WRITABLE, STORAGE_NETWORK_FILESYSTEM,
 * STORAGE_FULL, STORAGE_BUSY
 *
 * @example
 * ```ts
 * await using storage = await sqliteStorage({ path: "data/heddle.db" });
 * const instance = new Instance({ storage });
 * ```
 */
export async function sqliteStorage(options: SqliteStorageOptions): Promise<InstanceStorage> {
  const path = resolve(options.path);
  const { busyTimeoutMs = 60_000, clock = Date.now } = options;
  const query = (database: DatabaseSync): Database =>
    new Kysely<Tables>({ dialect: new NodeSqliteDialect({ database, path, busyTimeoutMs }) });
  const writing = openDatabase(options, false);
  const writer = query(writing);
  let reading: DatabaseSync;
  try {
    await migrate(writer, path);
    reading = openDatabase(options, true);
  } catch (error) {
    await writer.destroy();
    if (writing.isOpen) writing.close();
    throw error;
  }
  const reader = query(reading);
  const watch = new ChangeWatch(reading);
  return sqlStorage({
    description: path,
    reader,
    writer,
    clock,
    committed: () => {
      watch.wakeAll();
    },
    waitForEvents: async (after, signal) => {
      const changed = watch.wait(signal);
      if ((await lastStorageId(reader)) > after) watch.wakeAll();
      await changed;
    },
    close: async () => {
      watch.wakeAll();
      await reader.destroy();
      await writer.destroy();
      if (reading.isOpen) reading.close();
      if (writing.isOpen) writing.close();
    },
  });
}
