import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { CoreError } from "../../errors.ts";

/** Where to look for the home folder. */
export interface HomeOptions {
  /** Wins over all else. */
  readonly home?: string | undefined;
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Where the project is looked for. Default: the current folder. */
  readonly cwd?: string | undefined;
}

/**
 * The home folder of an instance: `HEDDLE_HOME`, else `DAGSTER_HOME`, else `.heddle` in the project, which is
 * the nearest folder upwards with a `package.json`. It is made when it is missing, except `DAGSTER_HOME`.
 *
 * @returns an absolute path
 * @throws CORE_INSTANCE_HOME
 */
export function resolveHome(options: HomeOptions = {}): string {
  const env = options.env ?? process.env;
  const cwd = options.cwd ?? process.cwd();
  if (options.home !== undefined) return made(resolve(cwd, options.home), "the home folder");
  const heddle = env["HEDDLE_HOME"];
  if (heddle !== undefined && heddle !== "")
    return made(absolute(heddle, "HEDDLE_HOME"), "HEDDLE_HOME");
  const dagster = env["DAGSTER_HOME"];
  if (dagster !== undefined && dagster !== "") {
    const folder = absolute(dagster, "DAGSTER_HOME");
    if (!existsSync(folder))
      throw unusable(`DAGSTER_HOME is "${folder}", which does not exist`, folder);
    return made(folder, "DAGSTER_HOME");
  }
  return made(join(projectFolder(cwd), ".heddle"), "the home folder");
}

function projectFolder(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return resolve(start);
  }
}

function absolute(folder: string, name: string): string {
  if (isAbsolute(folder)) return folder;
  throw unusable(`${name} is "${folder}", which is not an absolute path`, folder);
}

function made(folder: string, name: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    if (statSync(folder).isDirectory()) return folder;
  } catch (cause) {
    throw unusable(`${name} "${folder}" cannot be used as a folder`, folder, cause);
  }
  throw unusable(`${name} "${folder}" is not a folder`, folder);
}

function unusable(
  message: string,
  folder: string,
  cause?: unknown,
): CoreError<"CORE_INSTANCE_HOME"> {
  return new CoreError({
    code: "CORE_INSTANCE_HOME",
    message,
    hint: "Set HEDDLE_HOME to the absolute path of a folder that you can write to.",
    details: { folder },
    ...(cause === undefined ? {} : { cause }),
  });
}
