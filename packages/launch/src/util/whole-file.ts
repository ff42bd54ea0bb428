import { readFile, rename, writeFile } from "node:fs/promises";
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
