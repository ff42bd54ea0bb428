import { lstat, mkdir, realpath } from "node:fs/promises";
import { dirname, join, posix, resolve, sep } from "node:path";
import { WandbClientError } from "../errors.ts";
import { isErrno } from "../util/files.ts";

const windowsReserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i;
const windowsForbidden = /[<>:"|?*\\]/;

function refuse(
  path: string,
  why: string,
  hint: string = "Use relative paths with forward slashes and without `..`.",
): never {
  throw new WandbClientError({
    code: "WANDB_CLIENT_INVALID_PATH",
    message: `the entry path ${JSON.stringify(path.slice(0, 300))} ${why}`,
    hint,
    details: { path },
  });
}

/**
 * Checks that no entry is a file where another needs a folder; a manifest may say so, a disk cannot.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH`
 */
export function checkNoClash(paths: readonly string[]): void {
  const files = new Set(paths);
  for (const path of paths) {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
      const folder = path.slice(0, at);
      if (files.has(folder))
        refuse(
          folder,
          `is a file, and the folder of ${JSON.stringify(path)}`,
          "Download the two apart, with `paths`, into folders of their own.",
        );
    }
  }
}

/**
 * Checks a path of an entry, wherever it comes from: relative, normalised, inside its folder. `a:b.txt` is a
 * name like others, except on Windows, which has no such files ({@link unportableReason}).
 *
 * @param path the path as written in a manifest
 * @returns the path, unchanged
 * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH`
 */
export function checkEntryPath(path: string): string {
  if (path === "") refuse(path, "is empty");
  if (path.includes("\0")) refuse(path, "holds a zero byte");
  if (path.startsWith("/") || path.startsWith("\\")) refuse(path, "is absolute");
  if (/^[A-Za-z]:(?:[/\\]|$)/.test(path)) refuse(path, "begins with a drive");
  const segments = path.split("/");
  if (segments.includes("") || segments.includes(".")) refuse(path, "is not normalised");
  if (path.split(/[/\\]/).includes("..")) refuse(path, "leaves its folder");
  return path;
}

/**
 * Brings the name that a caller gives an entry into the form of the manifest: `./a//b` is `a/b`. One letter and
 * a colon at the beginning are refused, on every system: W&B's SDK takes them for a drive, and would neither store
 * nor download such an entry.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH` when it is absolute or leaves its folder
 */
export function normalizeEntryPath(name: string): string {
  const slashed = process.platform === "win32" ? name.replaceAll("\\", "/") : name;
  if (slashed.startsWith("/")) refuse(name, "is absolute");
  const normalized = posix.normalize(slashed).replace(/\/+$/, "");
  if (/^[A-Za-z]:/.test(normalized))
    refuse(
      name,
      "begins like a drive",
      "W&B's SDK could not download it: put it into a folder (`data/a:b.txt`), or name it otherwise. A colon further on is fine.",
    );
  return checkEntryPath(normalized === "." ? "" : normalized);
}

/** The first path of names that this system cannot or must not hold as a file, and why. */
export function unportableReason(
  path: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform !== "win32") return undefined;
  for (const segment of path.split("/")) {
    if (windowsReserved.test(segment)) return `has the reserved name ${segment}`;
    if (windowsForbidden.test(segment) || hasControlCharacter(segment))
      return "has a character that Windows does not allow";
    if (/[. ]$/.test(segment)) return "has a name that ends in a dot or space";
  }
  return undefined;
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < " ");
}

/**
 * Finds where entries go below a folder, and makes the folders on the way. Symbolic links that lie in
 * the way must stay inside the target, so that no entry is written elsewhere.
 */
export class TargetFolder {
  readonly root: string;
  readonly #checked = new Map<string, Promise<void>>();
  #realRoot: Promise<string> | undefined;

  constructor(root: string) {
    this.root = resolve(root);
  }

  /**
   * The local path of an entry, whose folder now exists.
   *
   * @throws WandbClientError `WANDB_CLIENT_INVALID_PATH` when the entry would leave the folder
   */
  async place(path: string): Promise<string> {
    const local = this.locate(path);
    const folder = dirname(local);
    let check = this.#checked.get(folder);
    if (check === undefined) {
      check = this.#prepare(folder, path);
      this.#checked.set(folder, check);
    }
    await check;
    return local;
  }

  /** The local path of an entry, without touching the disk. */
  locate(path: string): string {
    checkEntryPath(path);
    const reason = unportableReason(path);
    if (reason !== undefined) refuse(path, reason);
    const local = join(this.root, ...path.split("/"));
    if (!local.startsWith(this.root.endsWith(sep) ? this.root : this.root + sep))
      refuse(path, "leaves its folder");
    return local;
  }

  async #prepare(folder: string, path: string): Promise<void> {
    this.#realRoot ??= mkdir(this.root, { recursive: true }).then(() => realpath(this.root));
    const root = await this.#realRoot;
    let current = this.root;
    for (const segment of folder.slice(this.root.length).split(sep)) {
      if (segment === "") continue;
      current = join(current, segment);
      await makeFolder(current);
      const real = await realpath(current);
      if (real !== root && !real.startsWith(root + sep))
        refuse(path, "would be written through a symbolic link that leads outside");
      if (!(await lstat(real)).isDirectory())
        refuse(path, `needs a folder where there is a file: ${current}`);
    }
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (!isErrno(error, "EEXIST")) throw error;
  }
}
