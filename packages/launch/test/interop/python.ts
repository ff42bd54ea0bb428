import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { defaultApiKey } from "@heddle/wandb-mock";
import type { World } from "../support/world.ts";

/** The Python interpreter that has the SDK of W&B. */
export const python: string | undefined = process.env["HEDDLE_PYTHON"];

/** Settings under which the SDK talks to the world's backend and writes only below the world's folder. */
export function sdkEnvironment(world: World): Record<string, string> {
  const below = (name: string): string => join(world.folder, "sdk", name);
  return {
    ...(process.env as Record<string, string>),
    PATH: `${dirname(python ?? "")}:${process.env["PATH"] ?? ""}`,
    PYTHONDONTWRITEBYTECODE: "1",
    NETRC: below("netrc"),
    WANDB_API_KEY: defaultApiKey,
    WANDB_BASE_URL: world.origin,
    WANDB_ARTIFACT_DIR: below("artifacts"),
    WANDB_CACHE_DIR: below("cache"),
    WANDB_CONFIG_DIR: below("config"),
    WANDB_DATA_DIR: below("data"),
    WANDB_DIR: world.folder,
    WANDB_ERROR_REPORTING: "false",
    WANDB__DISABLE_STATS: "true",
  };
}

/** A Python program under way. */
export interface PythonProgram {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

/** Starts Python with these arguments. */
export function startPython(world: World, args: readonly string[]): PythonProgram {
  const child = spawn(python ?? "python3", args, { cwd: world.folder, env: sdkEnvironment(world) });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { child, output: () => output, exit };
}

/** Runs a program of the folder `programs` and gives the JSON of its last line. */
export async function runProgramFile(
  world: World,
  name: string,
  args: readonly string[],
): Promise<unknown> {
  const program = startPython(world, [
    join(import.meta.dirname, "programs", `${name}.py`),
    ...args,
  ]);
  const code = await program.exit;
  if (code !== 0) throw new Error(`${name}.py ended with ${code}\n${program.output()}`);
  return JSON.parse(program.output().trimEnd().split("\n").at(-1) ?? "");
}
