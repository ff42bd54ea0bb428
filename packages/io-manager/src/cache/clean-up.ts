import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { entryDepth } from "./cache-layout.ts";
import { readStamp, stampedSize } from "./entry-stamp.ts";
import { hasCode, ifThere } from "./file-errors.ts";
import { withFolderLock } from "./folder-lock.ts";
import { hasLiveLease } from "./leases.ts";

/** What a clean-up removes. */
export interface CleanUpRules {
  /** Entries last opened at or before this time, in milliseconds since the epoch. */
  readonly olderThan: number;
  /** Bound on what stays, in bytes. */
  readonly maxBytes?: number | undefined;
}

interface Candidate {
  readonly folder: string;
  readonly lastAccess: number;
  readonly size: number;
}

/**
 * Removes expired entries and, beyond the size bound, the least recently opened ones; whole entries
 * only, and none that any process has in use.
 *
 * @returns texts for warnings; a clean-up never fails a step
 */
export async function cleanCache(root: string, rules: CleanUpRules): Promise<readonly string[]> {
  const problems: string[] = [];
  const remove = async (
    folder: string,
    stillRemovable: () => Promise<boolean>,
  ): Promise<boolean> => {
    try {
      return await deleteEntry(root, folder, "try", stillRemovable);
    } catch (error) {
      problems.push(
        `cannot remove ${folder}: ${error instanceof Error ? error.message : String(error)}`,
      );
      return false;
    }
  };
  try {
    const kept: Candidate[] = [];
    for (const candidate of await entries(root)) {
      const expired = candidate.lastAccess <= rules.olderThan;
      const gone =
        expired &&
        (await remove(candidate.folder, async () => {
          const stamp = await readStamp(candidate.folder);
          return (stamp?.lastAccess ?? candidate.lastAccess) <= rules.olderThan;
        }));
      if (!gone) kept.push(candidate);
    }
    let total = kept.reduce((sum, candidate) => sum + candidate.size, 0);
    for (const candidate of kept.toSorted((one, other) => one.lastAccess - other.lastAccess)) {
      if (rules.maxBytes === undefined || total <= rules.maxBytes) break;
      if (await remove(candidate.folder, () => Promise.resolve(true))) total -= candidate.size;
    }
    await removeLeftRuns(root, rules.olderThan);
  } catch (error) {
    problems.push(
      `cannot clean ${root}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return problems;
}

/**
 * Deletes one entry unless it is in use. It is moved aside in one step under its lock, so that no
 * reader ever sees half of it.
 *
 * @param mode `try` leaves an entry alone that someone is just taking into use
 * @param stillRemovable asked again under the lock
 * @returns whether the entry is gone
 */
export async function deleteEntry(
  root: string,
  folder: string,
  mode: "wait" | "try",
  stillRemovable: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<boolean> {
  const trash = join(root, "trash", randomUUID());
  const moved = await withFolderLock(folder, mode, async () => {
    if ((await hasLiveLease(folder)) || !(await stillRemovable())) return false;
    await moveTo(folder, trash);
    return true;
  });
  if (moved !== true) return false;
  await rm(trash, { recursive: true, force: true });
  await removeEmpty(dirname(trash), root);
  await removeEmpty(dirname(folder), root);
  return true;
}

async function moveTo(folder: string, trash: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await mkdir(dirname(trash), { recursive: true });
      await rename(folder, trash);
      return;
    } catch (error) {
      // Another process may have removed the empty trash folder in between.
      if (!hasCode(error, "ENOENT") || attempt > 1_000) throw error;
    }
  }
}

async function entries(root: string): Promise<readonly Candidate[]> {
  let folders = [join(root, "artifacts")];
  for (let depth = 0; depth < entryDepth; depth += 1) {
    const below = await Promise.all(folders.map(subfolders));
    folders = below.flat();
  }
  const found: Candidate[] = [];
  for (const folder of folders) {
    const stamp = await readStamp(folder);
    const stats = await ifThere(stat(folder));
    if (stats === undefined) continue;
    found.push({
      folder,
      lastAccess: stamp?.lastAccess ?? stats.mtimeMs,
      size: stampedSize(stamp),
    });
  }
  return found;
}

async function subfolders(folder: string): Promise<readonly string[]> {
  const items = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? [];
  return items.filter((item) => item.isDirectory()).map((item) => join(folder, item.name));
}

/** Files of W&B runs whose process ended without removing them. */
async function removeLeftRuns(root: string, olderThan: number): Promise<void> {
  for (const folder of await subfolders(join(root, "runs"))) {
    const stats = await ifThere(stat(folder));
    if (stats !== undefined && stats.mtimeMs <= olderThan) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** Removes empty folders upwards, up to and without `root`. */
async function removeEmpty(folder: string, root: string): Promise<void> {
  for (let current = folder; current.length > root.length; current = dirname(current)) {
    try {
      await rmdir(current);
    } catch (error) {
      if (hasCode(error, "ENOENT")) continue;
      return;
    }
  }
}
