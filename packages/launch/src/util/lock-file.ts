import { rm } from "node:fs/promises";
import { processIdentity } from "../supervisor/process-group.ts";
import { pause } from "./pause.ts";
import { createWhole, readIfThere } from "./whole-file.ts";

/**
 * Takes a lock file for this process; one that a dead process left is taken over. Whoever holds it removes the file.
 *
 * @returns undefined when the lock is taken, else the living process that holds it
 */
export async function takeLock(path: string): Promise<number | undefined> {
  const own = processIdentity(process.pid) ?? `${process.pid}@unknown`;
  for (;;) {
    if (await createWhole(path, own)) return undefined;
    const holder = await readIfThere(path);
    const pid = Number(holder.split("@")[0]);
    if (holder !== "" && processIdentity(pid) === holder) return pid;
    await removeStale(path, holder);
  }
}

/** One process at a time removes a stale lock, so that nobody removes the fresh lock of a quicker one. */
async function removeStale(path: string, holder: string): Promise<void> {
  const guard = `${path}.takeover`;
  if ((await takeLock(guard)) !== undefined) {
    await pause(5);
    return;
  }
  try {
    if ((await readIfThere(path)) === holder) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}
