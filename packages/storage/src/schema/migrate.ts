import { HeddleError } from "@heddle/errors";
import { StorageError } from "../errors.ts";
import { migrations, type Migration } from "./migrations.ts";
import type { Database } from "./tables.ts";

/**
 * Brings a database to the newest schema, in one transaction: another process that opens it at the same time
 * waits and then finds it done.
 *
 * @param place for error messages
 * @param steps the migrations from an empty database to the newest schema
 * @throws STORAGE_NEWER_SCHEMA when a newer Heddle has written it; nothing is then changed
 */
export async function migrate(
  db: Database,
  place: string,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  if ((await currentVersion(db, place, steps.length)) === steps.length) return;
  await db.transaction().execute(async (transaction) => {
    await transaction.schema
      .createTable("heddle_schema")
      .ifNotExists()
      .addColumn("version", "integer", (column) => column.notNull())
      .execute();
    const row = await transaction.selectFrom("heddle_schema").select("version").executeTakeFirst();
    const version = row?.version ?? 0;
    refuseNewer(version, steps.length, place);
    for (const migration of steps.slice(version)) await migration(transaction);
    if (row === undefined)
      await transaction.insertInto("heddle_schema").values({ version: steps.length }).execute();
    else await transaction.updateTable("heddle_schema").set({ version: steps.length }).execute();
  });
}

async function currentVersion(
  db: Database,
  place: string,
  known: number,
): Promise<number | undefined> {
  try {
    const row = await db.selectFrom("heddle_schema").select("version").executeTakeFirst();
    refuseNewer(row?.version ?? 0, known, place);
    return row?.version;
  } catch (error) {
    // An empty database has no such table. Whatever else is wrong comes up again in the migration.
    if (HeddleError.is(error, "STORAGE_FAILED")) return undefined;
    throw error;
  }
}

function refuseNewer(version: number, known: number, place: string): void {
  if (version <= known) return;
  throw new StorageError({
    code: "STORAGE_NEWER_SCHEMA",
    message: `the storage "${place}" has schema version ${String(version)}; this version of Heddle knows ${String(known)}`,
    hint: "Update Heddle, or use another home folder.",
    details: { place, version, known },
  });
}
