import { readFileSync } from "node:fs";
import { WandbClientError } from "../errors.ts";

/** The text of a small configuration file, or undefined when there is none. */
export function readTextIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw new WandbClientError({
      code: "WANDB_CLIENT_FILE",
      message: `cannot read ${path}`,
      hint: "Check the file's permissions.",
      details: { path },
      cause: error,
    });
  }
}

/** Whether an error of the file system has one of these codes. */
export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
