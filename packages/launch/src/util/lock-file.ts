import { rm, writeFile } from "node:fs/promises";
import { processIdentity } from "../supervisor/process-group.ts";
import { readIfThere } from "./whole-file.ts";

/**
 * Takes a lock file for this process; one that a dead process left is taken over. Whoever holds it removes the file.
 *
 * @returns undefined when the lock is taken, else the living process that holds it
 */
export async function takeLock(path: string): Promise<number | undefined> {
  const own = processIdentity(process.pid) ?? `${process.pid}@unknown`;
  for (;;) {
    try {
      await writeFile(path, own, { flag: "wx", mode: 0o600 });
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readIfThere(path);
    const pid = Number(holder.split("@")[0]);
    if (holder !== "" && processIdentity(pid) === holder) return pid;
    await rm(path, { force: true });
  }
}
