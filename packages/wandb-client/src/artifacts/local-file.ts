import { stat } from "node:fs/promises";
import { WandbClientError } from "../errors.ts";
import { isErrno } from "../util/files.ts";

/** Size and time of a regular file. */
export async function statFile(path: string): Promise<{ size: number; mtimeMs: number }> {
  const problem = (why: string, cause?: unknown): WandbClientError =>
    new WandbClientError({
      code: "WANDB_CLIENT_FILE",
      message: `${path} ${why}`,
      hint: "Check the path; relative ones start at the working directory.",
      details: { path },
      ...(cause === undefined ? {} : { cause }),
    });
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw problem("is a folder; `draft.addDir` adds folders");
    if (!facts.isFile()) throw problem("is not a regular file");
    return { size: facts.size, mtimeMs: facts.mtimeMs };
  } catch (error) {
    if (error instanceof WandbClientError) throw error;
    throw problem(isErrno(error, "ENOENT", "ENOTDIR") ? "does not exist" : "cannot be read", error);
  }
}

/** A file's name with 20 hex digits of its digest in place of what stands before the first dot. */
export function temporaryName(given: string, digest: string): string {
  const slash = given.lastIndexOf("/");
  const base = given.slice(slash + 1);
  const dot = base.indexOf(".");
  const stem = Buffer.from(digest, "base64").toString("hex").slice(0, 20);
  return given.slice(0, slash + 1) + stem + (dot < 0 ? "" : base.slice(dot));
}
