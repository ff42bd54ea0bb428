import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Instance } from "../instance/instance.ts";

const folders = new Map<Instance, string>();

/**
 * Where values of an instance are stored: `storage` in its home, or for an ephemeral instance a temporary folder of its own,
 * which goes with {@link removeTemporaryStorage} or with the process.
 */
export function storageFolder(instance: Instance): string {
  if (instance.home !== undefined) return join(instance.home, "storage");
  let folder = folders.get(instance);
  if (folder === undefined) {
    if (folders.size === 0) process.once("exit", removeAll);
    folder = mkdtempSync(join(tmpdir(), "heddle-"));
    folders.set(instance, folder);
  }
  return folder;
}

/** Removes the temporary folder of an ephemeral instance, if it has one. */
export function removeTemporaryStorage(instance: Instance): void {
  const folder = folders.get(instance);
  if (folder === undefined) return;
  folders.delete(instance);
  rmSync(folder, { recursive: true, force: true });
}

function removeAll(): void {
  for (const instance of folders.keys()) removeTemporaryStorage(instance);
}
