import { Kysely } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFile } from "../../test/fixtures/temporary-file.ts";
import { NodeSqliteDialect } from "../sqlite/dialect.ts";
import { openDatabase } from "../sqlite/open-database.ts";
import { migrate } from "./migrate.ts";
import { migrations, type Migration } from "./migrations.ts";
import type { Database, Tables } from "./tables.ts";

const addColumn: Migration = async (db) => {
  await db.schema
    .alterTable("claims")
    .addColumn("note", "text", (column) => column.defaultTo("moved"))
    .execute();
};

function open(path: string): Database {
  const database = openDatabase({ path }, false);
  const db = new Kysely<Tables>({
    dialect: new NodeSqliteDialect({ database, path, busyTimeoutMs: 5000 }),
  });
  onTestFinished(() => db.destroy());
  return db;
}

test("O413 brings an older storage forward once, keeps its rows, and lets old code no longer open it", async () => {
  const path = temporaryFile();
  const old = open(path);
  await migrate(old, path);
  await old
    .insertInto("claims")
    .values({ name: "a", owner: "b", token: 1, expires_at: 0 })
    .execute();

  const newer = [...migrations, addColumn];
  await Promise.all([open(path), open(path), open(path)].map((db) => migrate(db, path, newer)));
  expect(await old.selectFrom("claims").selectAll().executeTakeFirst()).toMatchObject({
    name: "a",
    note: "moved",
  });
  expect(await old.selectFrom("heddle_schema").selectAll().execute()).toEqual([
    { version: newer.length },
  ]);
  await expect(migrate(open(path), path)).rejects.toMatchObject({ code: "STORAGE_NEWER_SCHEMA" });
});

test("O413 leaves an older storage as it was when a migration fails", async () => {
  const path = temporaryFile();
  const db = open(path);
  await migrate(db, path);
  const failing: Migration = async (write) => {
    await addColumn(write);
    throw new Error("half-way");
  };
  await expect(migrate(db, path, [...migrations, failing])).rejects.toThrow("half-way");
  await migrate(db, path);
  await expect(migrate(db, path, [...migrations, addColumn])).resolves.toBeUndefined();
});
