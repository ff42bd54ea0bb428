import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** What a code artifact leaves out: history, local runs, installed packages and secrets of the shell. */
export const excludedFromCode: readonly string[] = [
  ".git",
  "wandb",
  "node_modules",
  "__pycache__",
  ".venv",
  ".env",
];

/**
 * The files of a code folder as paths with forward slashes, sorted; folders and files of
 * {@link excludedFromCode} are left out at any depth, and so are symbolic links.
 */
export async function codeFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (below: string): Promise<void> => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (excludedFromCode.includes(entry.name)) continue;
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await visit(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  await visit("");
  return found.toSorted();
}
