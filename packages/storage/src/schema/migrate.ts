import { HeddleError } from "@heddle/errors";
import { StorageError } from "../errors.ts";
import { migrations } from "./migrations.ts";
import type { Database } from "./tables.ts";

/** Newest schema version that this code knows. */
export const schemaVersion: number = migrations.length;

/**
 * Brings a database to the newest schema, in one transaction: another process that opens it at the same time
 * waits and then finds it done.
 *
 * @param place for error messages
 * @throws STORAGE_NEWER_SCHEMA when a newer Heddle has written it; nothing is then changed
 */
export async function migrate(db: Database, place: string): Promise<void> {
  if ((await currentVersion(db, place)) === schemaVersion) return;
  await db.transaction().execute(async (transaction) => {
    await transaction.schema
      .createTable("heddle_schema")
      .ifNotExists()
      .addColumn("version", "integer", (column) => column.notNull())
      .execute();
    const row = await transaction.selectFrom("heddle_schema").select("version").executeTakeFirst();
    const version = row?.version ?? 0;
    refuseNewer(version, place);
    for (const migration of migrations.slice(version)) await migration(transaction);
    if (row === undefined)
      await transaction.insertInto("heddle_schema").values({ version: schemaVersion }).execute();
    else await transaction.updateTable("heddle_schema").set({ version: schemaVersion }).execute();
  });
}

async function currentVersion(db: Database, place: string): Promise<number | undefined> {
  try {
    const row = await db.selectFrom("heddle_schema").select("version").executeTakeFirst();
    refuseNewer(row?.version ?? 0, place);
    return row?.version;
  } catch (error) {
    // An empty database has no such table. Whatever else is wrong comes up again in the migration.
    if (HeddleError.is(error, "STORAGE_FAILED")) return undefined;
    throw error;
  }
}

function refuseNewer(version: number, place: string): void {
  if (version <= schemaVersion) return;
  throw new StorageError({
    code: "STORAGE_NEWER_SCHEMA",
    message: `the storage "${place}" has schema version ${String(version)}; this version of Heddle knows ${String(schemaVersion)}`,
    hint: "Update Heddle, or use another home folder.",
    details: { place, version, known: schemaVersion },
  });
}
