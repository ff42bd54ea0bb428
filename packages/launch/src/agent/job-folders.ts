import { createHash } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** The folder of an item's job: stable across restarts of the agent, and legal whatever the server's id holds. */
export function jobFolder(agentFolder: string, itemId: string): string {
  return join(agentFolder, "jobs", nameOf(itemId));
}

/** Removes what crashed agents left of jobs that were settled since. */
export async function sweepJobFolders(
  agentFolder: string,
  unsettled: readonly string[],
): Promise<void> {
  const kept = new Set(unsettled.map(nameOf));
  const folder = join(agentFolder, "jobs");
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names
      .filter((name) => !kept.has(name))
      .map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}

function nameOf(itemId: string): string {
  return createHash("sha256").update(itemId).digest("hex").slice(0, 16);
}
