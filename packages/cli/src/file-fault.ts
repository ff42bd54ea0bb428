import { CliError } from "./errors.ts";

const meanings: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "its file system is read-only",
  ENOSPC: "no space is left",
  EDQUOT: "the quota is used up",
  ENOTDIR: "a part of the path is no folder",
  EISDIR: "it is a folder",
};

const hints: Readonly<Record<string, string>> = {
  ENOSPC: "Make room, or choose a place elsewhere.",
  EDQUOT: "Make room, or choose a place elsewhere.",
  ENOTDIR: "Correct the path.",
  EISDIR: "Name a file.",
};

/** An error of the system about a file, in words that name the file and say what to do; any other error is itself. */
export function explainFileFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code = "", path, syscall } = error as NodeJS.ErrnoException;
  const meaning = meanings[code];
  if (meaning === undefined || path === undefined) return error;
  return new CliError({
    code: "CLI_FILE_ACCESS",
    message: `${path} cannot be used: ${meaning}`,
    hint:
      hints[code] ??
      "Change its permissions, or choose a place elsewhere (HEDDLE_HOME, or the command's folder option).",
    details: { path, systemCode: code, systemCall: syscall },
    cause: error,
  });
}
