import type { Database, Write } from "../schema/tables.ts";
import { chunks } from "./chunks.ts";

export async function addDynamicPartitions(
  db: Write,
  name: string,
  keys: readonly string[],
): Promise<readonly string[]> {
  const added = new Set<string>();
  for (const some of chunks([...new Set(keys)])) {
    const rows = await db
      .insertInto("dynamic_partitions")
      .values(some.map((key) => ({ name, key })))
      .onConflict((conflict) => conflict.doNothing())
      .returning("key")
      .execute();
    for (const { key } of rows) added.add(key);
  }
  return [...new Set(keys)].filter((key) => added.has(key));
}

export async function deleteDynamicPartition(
  db: Write,
  name: string,
  key: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("dynamic_partitions")
    .where("name", "=", name)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

export async function getDynamicPartitions(db: Database, name: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("dynamic_partitions")
    .select("key")
    .where("name", "=", name)
    .orderBy("position")
    .execute();
  return rows.map(({ key }) => key);
}

export async function hasDynamicPartition(
  db: Database,
  name: string,
  key: string,
): Promise<boolean> {
  const row = await db
    .selectFrom("dynamic_partitions")
    .select("position")
    .where("name", "=", name)
    .where("key", "=", key)
    .executeTakeFirst();
  return row !== undefined;
}
