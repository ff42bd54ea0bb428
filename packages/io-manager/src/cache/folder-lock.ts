import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { hasCode, ifThere } from "./file-errors.ts";
import { isAlive, ownerText, parseOwner } from "./owner.ts";

/** A lock of another machine counts as left behind after this time; locks are held for moments. */
const foreignStaleMs = 60_000;

/**
 * Runs `action` while holding the lock of a folder, among all processes. The folder is made when it
 * is missing. A lock whose process has died is taken over.
 *
 * The lock file lies inside the folder, so a folder that is moved away takes its lock along; whoever
 * waits then makes a new folder.
 *
 * @param mode `create`: make the folder when it is missing, wait until the lock is free; `wait`: give
 *   up and return undefined when the folder is missing; `try`: also when the lock is not free
 */
export async function withFolderLock<Result>(
  folder: string,
  mode: "create" | "wait" | "try",
  action: () => Promise<Result>,
): Promise<Result | undefined> {
  const path = join(folder, "lock");
  const mine = ownerText(randomUUID());
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (mode === "create") await mkdir(folder, { recursive: true });
      await writeFile(path, mine, { flag: "wx" });
      break;
    } catch (error) {
      if (attempt > 20_000) throw error;
      if (hasCode(error, "ENOENT")) {
        // Another process may be removing empty folders above this one.
        if (mode !== "create") return undefined;
        continue;
      }
      if (!hasCode(error, "EEXIST", "EPERM", "EACCES")) throw error;
      if (await breakIfStale(path)) continue;
      if (mode === "try") return undefined;
      await wait(Math.min(50, 1 + attempt));
    }
  }
  try {
    return await action();
  } finally {
    // The folder may have been moved away with our lock in it, and another process may have made it anew.
    if ((await ifThere(readFile(path, "utf8"))) === mine) await rm(path, { force: true });
  }
}

/** Removes the lock of a dead process; true when the lock may be free now. */
async function breakIfStale(path: string): Promise<boolean> {
  try {
    const text = await readFile(path, "utf8");
    const { mtimeMs } = await stat(path);
    const owner = parseOwner(text);
    const stale =
      owner === undefined
        ? Date.now() - mtimeMs > foreignStaleMs
        : !(isAlive(owner) ?? Date.now() - mtimeMs < foreignStaleMs);
    if (!stale) return false;
    const aside = `${path}.${randomUUID()}`;
    await rename(path, aside);
    const taken = await readFile(aside, "utf8");
    if (taken === text) await rm(aside, { force: true });
    else await rename(aside, path);
    return true;
  } catch (error) {
    if (hasCode(error, "ENOENT")) return true;
    throw error;
  }
}
