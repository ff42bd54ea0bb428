import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { defaultApiKey } from "@heddle/wandb-mock";

/**
 * The newest release of dagster-wandb imports a module of the `wandb` SDK that left it with version
 * 0.30, so it cannot run beside the SDK that the other interop tests use. It gets an environment of
 * its own, with the newest SDK that it works with; `requirements.txt` names both.
 */
const folder = resolve(import.meta.dirname, "../../../../.cache/python-dagster-wandb");
const requirements = join(import.meta.dirname, "requirements.txt");

/**
 * The interpreter that has dagster-wandb; undefined where it cannot be had.
 *
 * @param base the interpreter that makes its environment
 */
export function dagsterWandbPython(
  base: string | undefined = process.env["HEDDLE_PYTHON"],
): string | undefined {
  if (base === undefined) return undefined;
  const python = join(folder, "bin", "python");
  if (!existsSync(python) && !run(base, ["-m", "venv", folder])) return undefined;
  if (hasRequirements(python)) return python;
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "-r",
    requirements,
  ];
  return run(python, pip) && hasRequirements(python) ? python : undefined;
}

function hasRequirements(python: string): boolean {
  const freeze = spawnSync(python, ["-m", "pip", "freeze", "--disable-pip-version-check"], {
    encoding: "utf8",
  });
  const installed = new Set((freeze.stdout ?? "").toLowerCase().split("\n"));
  const wanted = readFileSync(requirements, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return wanted.every((requirement) => installed.has(requirement));
}

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

/** Where a program runs, and against which server. */
export interface ProgramOptions {
  readonly python: string;
  /** Address of the W&B server. */
  readonly origin: string;
  /** An empty folder for all that it writes. */
  readonly folder: string;
  readonly args?: readonly string[];
}

/** Runs `programs/<name>.py`. @returns the JSON on its last line */
export async function runProgram(
  name: string,
  options: ProgramOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const { origin, folder: home } = options;
  const program = join(import.meta.dirname, "programs", `${name}.py`);
  const child = spawn(options.python, [program, ...(options.args ?? [])], {
    cwd: home,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      DAGSTER_HOME: home,
      DAGSTER_DISABLE_TELEMETRY: "1",
      HOME: home,
      NETRC: join(home, "netrc"),
      PYTHONDONTWRITEBYTECODE: "1",
      WANDB_API_KEY: defaultApiKey,
      WANDB_BASE_URL: origin,
      WANDB_CACHE_DIR: join(home, "cache"),
      WANDB_CONFIG_DIR: join(home, "config"),
      WANDB_DATA_DIR: join(home, "data"),
      WANDB_ARTIFACT_DIR: join(home, "artifacts"),
      WANDB_DIR: home,
      WANDB_ERROR_REPORTING: "false",
      WANDB_SILENT: "true",
      WANDB__DISABLE_STATS: "true",
    },
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done, failed) => {
      child.once("error", failed);
      child.once("close", done);
    }),
  ]);
  if (code !== 0) throw new Error(`${name}.py ended with ${String(code)}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "{}") as Readonly<
    Record<string, unknown>
  >;
}
