import type { Database, Write } from "../schema/tables.ts";

export async function getValue(db: Database, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("values_by_key")
    .select("value")
    .where("key", "=", key)
    .executeTakeFirst();
  return row?.value;
}

export async function setValue(
  db: Write,
  key: string,
  value: string | undefined,
  expected: string | null | undefined,
): Promise<boolean> {
  if (expected !== undefined && ((await getValue(db, key)) ?? null) !== expected) return false;
  if (value === undefined) await db.deleteFrom("values_by_key").where("key", "=", key).execute();
  else {
    await db
      .insertInto("values_by_key")
      .values({ key, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  }
  return true;
}
