import { spawn } from "node:child_process";
import { join } from "node:path";
import { setUp, type Setup } from "../support.ts";
// oxlint-disable-next-line no-restricted-imports -- the tests of this package run against the backend
import { defaultApiKey, type WandbBackendOptions } from "@heddle/wandb-mock";

/** A backend, our client of it, and the real SDK pointed at it. */
export interface Bench extends AsyncDisposable {
  readonly setup: Setup;
  /** Runs `programs/<name>.py` with arguments; returns the JSON on its last line. */
  python<Result = Record<string, unknown>>(
    name: string,
    ...parameters: readonly string[]
  ): Promise<Result>;
}

/** Sets up a bench; its folder is the programs' working folder. */
export async function openBench(options: WandbBackendOptions = {}): Promise<Bench> {
  const setup = await setUp(options);
  return {
    setup,
    async python<Result>(name: string, ...parameters: readonly string[]) {
      const result = await run(setup, name, parameters);
      const unanswered = setup.backend.inspect.unanswered();
      if (unanswered.length > 0) throw new Error(`unanswered: ${JSON.stringify(unanswered)}`);
      return result as Result;
    },
    [Symbol.asyncDispose]: () => setup[Symbol.asyncDispose](),
  };
}

async function run(setup: Setup, name: string, parameters: readonly string[]): Promise<unknown> {
  const { folder, host } = setup;
  const child = spawn(
    process.env["HEDDLE_PYTHON"] ?? "python3",
    [join(import.meta.dirname, "programs", `${name}.py`), ...parameters],
    {
      cwd: folder,
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: "1",
        NETRC: join(folder, "netrc"),
        WANDB_API_KEY: defaultApiKey,
        WANDB_ARTIFACT_DIR: join(folder, "sdk-artifacts"),
        WANDB_BASE_URL: host,
        WANDB_CACHE_DIR: join(folder, "sdk-cache"),
        WANDB_CONFIG_DIR: join(folder, "sdk-config"),
        WANDB_DATA_DIR: join(folder, "sdk-data"),
        WANDB_DIR: folder,
        WANDB_ENTITY: "weavers",
        WANDB_PROJECT: "loom",
        WANDB_ERROR_REPORTING: "false",
        WANDB_SILENT: "true",
        WANDB__DISABLE_STATS: "true",
      },
    },
  );
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${name}.py ended with ${code}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as unknown;
}
