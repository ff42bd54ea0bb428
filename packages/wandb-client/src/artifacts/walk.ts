import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { WandbClientError } from "../errors.ts";
import { isErrno } from "../util/files.ts";
import { comparePaths } from "./manifest.ts";

/**
 * Lists the files below a folder, links followed, as paths relative to it in the order of their names.
 * A link that leads back to a folder above it is left out, so that the walk ends.
 *
 * @param isLeftOut paths that are not wanted; a folder of which every path would be is not entered
 * @throws WandbClientError `WANDB_CLIENT_FILE` when the folder is missing or is a file
 */
export async function walkFolder(
  root: string,
  isLeftOut: (path: string) => boolean = () => false,
): Promise<string[]> {
  const found: string[] = [];
  const visit = async (relative: string, above: readonly string[]): Promise<void> => {
    const folder = relative === "" ? root : join(root, relative);
    const real = await realpath(folder);
    if (above.includes(real)) return;
    for (const item of await readdir(folder, { withFileTypes: true })) {
      const path = relative === "" ? item.name : `${relative}/${item.name}`;
      const kind = item.isSymbolicLink()
        ? await stat(join(root, path)).catch(() => undefined)
        : item;
      if (isLeftOut(kind?.isDirectory() === true ? `${path}/` : path)) continue;
      if (kind?.isDirectory() === true) await visit(path, [...above, real]);
      else if (kind?.isFile() === true) found.push(path);
      else if (item.isSymbolicLink() && kind === undefined)
        throw problem(join(root, path), "is a symbolic link that leads nowhere");
    }
  };
  try {
    await visit("", []);
  } catch (error) {
    if (error instanceof WandbClientError) throw error;
    throw problem(
      root,
      isErrno(error, "ENOTDIR")
        ? "is not a folder; add it with `addFile`"
        : isErrno(error, "ENOENT")
          ? "does not exist"
          : "cannot be read",
      error,
    );
  }
  return found.toSorted(comparePaths);
}

function problem(path: string, why: string, cause?: unknown): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_FILE",
    message: `${path} ${why}`,
    hint: "Check the path; relative ones start at the working directory.",
    details: { path },
    ...(cause === undefined ? {} : { cause }),
  });
}
