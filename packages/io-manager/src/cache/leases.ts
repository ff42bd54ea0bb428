import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ifThere } from "./file-errors.ts";
import { isAlive, ownerText, parseOwner } from "./owner.ts";

/** A lease that cannot be checked, or that outlived any step, stops to count after this time. */
const longestLeaseMs = 7 * 24 * 3_600_000;

const folderOf = (entry: string): string => join(entry, "leases");

/**
 * Writes a lease: while its process lives, the entry is not deleted.
 *
 * @returns the lease's file
 */
export async function writeLease(entry: string): Promise<string> {
  const id = randomUUID();
  const path = join(folderOf(entry), id);
  await mkdir(folderOf(entry), { recursive: true });
  await writeFile(path, ownerText(id), { flag: "wx" });
  return path;
}

/** Ends a lease; ending it twice is allowed. */
export async function endLease(path: string): Promise<void> {
  await rm(path, { force: true });
}

/** Whether any living process holds a lease. Removes those of dead ones. */
export async function hasLiveLease(entry: string): Promise<boolean> {
  for (const name of (await ifThere(readdir(folderOf(entry)))) ?? []) {
    const path = join(folderOf(entry), name);
    const [text, stats] = await Promise.all([ifThere(readFile(path, "utf8")), ifThere(stat(path))]);
    if (text === undefined || stats === undefined) continue;
    const owner = parseOwner(text);
    const age = Date.now() - stats.mtimeMs;
    const alive = owner === undefined || (isAlive(owner) ?? true);
    if (alive && age < longestLeaseMs) return true;
    await endLease(path);
  }
  return false;
}
