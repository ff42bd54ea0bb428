import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..", "..");
const folder = join(root, ".cache", "python");

/** A Python with the real packages that interop tests and benchmarks compare with. */
export interface PythonEnvironment {
  /** Path of its interpreter. */
  readonly python: string;
  /** Requirements (`name==version`) that it does not have. */
  readonly missing: readonly string[];
}

/** The environment in `.cache/python` if it was made before, else undefined. Installs nothing. */
export function findPythonEnvironment(): PythonEnvironment | undefined {
  const python = join(folder, "bin", "python");
  return existsSync(python) ? { python, missing: missingRequirements(python) } : undefined;
}

/**
 * Makes the environment in `.cache/python`, or completes it. Undefined where there is no Python 3
 * that can make one. What the package index does not give is named in `missing`.
 */
export function makePythonEnvironment(): PythonEnvironment | undefined {
  const found = findPythonEnvironment();
  if (found !== undefined && found.missing.length === 0) return found;
  if (found === undefined && !run("python3", ["-m", "venv", folder])) return undefined;
  const python = join(folder, "bin", "python");
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  if (!run(python, [...pip, "-r", join(import.meta.dirname, "requirements.txt")])) {
    for (const requirement of missingRequirements(python)) run(python, [...pip, requirement]);
  }
  return { python, missing: missingRequirements(python) };
}

function requirements(): string[] {
  return readFileSync(join(import.meta.dirname, "requirements.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

function missingRequirements(python: string): string[] {
  const freeze = spawnSync(python, ["-m", "pip", "freeze", "--disable-pip-version-check"], {
    encoding: "utf8",
  });
  const installed = new Set((freeze.stdout ?? "").toLowerCase().split("\n"));
  return requirements().filter((requirement) => !installed.has(requirement.toLowerCase()));
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}
