import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CliError } from "../errors.ts";

/** Names that are tried in the project's folder when no `--file` is given. */
export const defaultFiles: readonly string[] = [
  "heddle.ts",
  "definitions.ts",
  "src/definitions.ts",
  "heddle.js",
  "definitions.js",
];

/**
 * Loads a TypeScript or JavaScript module of the user's project. Node strips the types itself, so the
 * file runs as it is written, without a build.
 *
 * @throws CliError `CLI_FILE_NOT_FOUND`, `CLI_LOAD_FAILED`
 */
export async function loadModule(
  cwd: string,
  file: string | undefined,
): Promise<{ readonly path: string; readonly exports: Readonly<Record<string, unknown>> }> {
  const names = file === undefined ? defaultFiles : [file];
  const path = names.map((name) => resolve(cwd, name)).find((name) => existsSync(name));
  if (path === undefined) {
    throw new CliError({
      code: "CLI_FILE_NOT_FOUND",
      message:
        file === undefined
          ? `no definitions file in ${cwd}`
          : `the file ${resolve(cwd, file)} does not exist`,
      hint:
        file === undefined
          ? `Name one with --file, or create ${defaultFiles[0] ?? ""} (heddle init does).`
          : "Check the path after --file.",
      details: { cwd, tried: names },
    });
  }
  try {
    return {
      path,
      exports: (await import(pathToFileURL(path).href)) as Record<string, unknown>,
    };
  } catch (cause) {
    // A definition error already says what is wrong and where: pass it on unchanged.
    if (typeof cause === "object" && cause !== null && "code" in cause && "problems" in cause) {
      throw cause;
    }
    throw new CliError({
      code: "CLI_LOAD_FAILED",
      message: `${path} could not be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Run it with node to see the fault; --verbose shows the stack.",
      details: { path },
      cause,
    });
  }
}
