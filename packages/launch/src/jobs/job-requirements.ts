import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Name of the file with the packages of a Node program: name to version. */
export const nodeRequirementsFileName = "requirements.node.json";

/** What a program needs besides its code. */
export interface JobRequirements {
  /** Content of `requirements.frozen.txt`: one `name==version` a line; empty for programs without Python. */
  readonly python: string;
  /** Packages of a Node program with their locked versions; undefined without a `package.json`. */
  readonly node: Readonly<Record<string, string>> | undefined;
  /** Uncommitted changes to the repository's commit. */
  readonly patch?: string | undefined;
}

/**
 * Reads what a program needs from its folder: `requirements.txt` for Python; for Node the dependencies of
 * `package.json`, with the versions of `package-lock.json` where there is one.
 */
export async function readRequirements(folder: string): Promise<JobRequirements> {
  return {
    python: (await textIfThere(join(folder, "requirements.txt"))) ?? "",
    node: await nodePackages(folder),
  };
}

/**
 * The runtime of an entry point, for the job file: `node24` for Node, `3.11` for Python (asked of the
 * interpreter itself), empty when it is neither or does not answer.
 */
export async function runtimeOf(program: string | undefined): Promise<string> {
  if (program === undefined) return "";
  if (/(?:^|\/)node$/.test(program) || /\.[cm]?[jt]s$/.test(program)) {
    return `node${process.versions.node.split(".")[0]}`;
  }
  const python = program.endsWith(".py") ? "python" : program;
  if (!/(?:^|\/)python[\d.]*$/.test(python)) return "";
  try {
    const { stdout, stderr } = await run(python, ["--version"]);
    return /(\d+\.\d+)/.exec(stdout + stderr)?.[1] ?? "";
  } catch {
    // The machine that makes a job need not be able to run it.
    return "";
  }
}

async function nodePackages(folder: string): Promise<Record<string, string> | undefined> {
  const manifest = jsonOf(await textIfThere(join(folder, "package.json")));
  if (manifest === undefined) return undefined;
  const locked = mapOf(
    mapOf(jsonOf(await textIfThere(join(folder, "package-lock.json"))))["packages"],
  );
  return Object.fromEntries(
    Object.entries(mapOf(manifest["dependencies"])).map(([name, range]) => {
      const version = mapOf(locked[`node_modules/${name}`])["version"];
      return [name, typeof version === "string" ? version : String(range)];
    }),
  );
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function jsonOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    return mapOf(JSON.parse(text));
  } catch {
    // A damaged package.json tells nothing about packages; npm reports it to whoever runs the program.
    return undefined;
  }
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
