import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** The text of a file; empty when there is no such file. */
export async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/** Writes a file that readers see whole: as it was before, or as it is now. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
  await writeFile(partial, content, { mode: 0o600, flush: true });
  await rename(partial, path);
}

/**
 * Makes a file that appears with its whole content, so that who is killed in between leaves none.
 *
 * @returns false when there is such a file already
 */
export async function createWhole(path: string, content: string): Promise<boolean> {
  const partial = `${path}.${randomUUID()}`;
  try {
    await writeFile(partial, content, { mode: 0o600, flush: true });
    await link(partial, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(partial, { force: true });
  }
}
