import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createWandbBackend,
  defaultApiKey,
  serveWandb,
  type WandbBackend,
} from "../../src/index.ts";

/** What a Python program printed: the JSON object on its last line. */
export type ProgramResult = Readonly<Record<string, unknown>>;

/** A backend on a port, and the real SDK pointed at it. */
export interface SdkBench extends AsyncDisposable {
  readonly backend: WandbBackend;
  /** Runs `programs/<name>.py`; fails when it exits with another code or asks what nobody answers. */
  run(name: string, options?: { readonly exitCode?: number }): Promise<ProgramResult>;
}

/** The Python interpreter that has the SDK. */
export const python: string | undefined = process.env["HEDDLE_PYTHON"];

/** Sets up a bench whose server has all features or none. */
export async function createBench(features: "all" | "none"): Promise<SdkBench> {
  const backend = createWandbBackend({ features });
  const server = await serveWandb(backend);
  const folder = mkdtempSync(join(tmpdir(), "heddle-sdk-"));
  return {
    backend,
    async run(name, { exitCode = 0 } = {}) {
      const program = join(import.meta.dirname, "programs", `${name}.py`);
      const { code, stdout, stderr } = await execute(program, folder, server.origin);
      const unanswered = backend.inspect.unanswered();
      if (unanswered.length > 0) {
        throw new Error(`unanswered: ${JSON.stringify(unanswered)}\n${stderr}`);
      }
      for (const defect of backend.inspect.defects()) throw defect;
      if (code !== exitCode) throw new Error(`exit code ${code}\n${stdout}\n${stderr}`);
      return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as ProgramResult;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await backend[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function execute(
  program: string,
  folder: string,
  origin: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(python ?? "python3", [program], {
    cwd: folder,
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: "1",
      NETRC: join(folder, "netrc"),
      WANDB_API_KEY: defaultApiKey,
      WANDB_ARTIFACT_DIR: join(folder, "artifacts"),
      WANDB_BASE_URL: origin,
      WANDB_CACHE_DIR: join(folder, "cache"),
      WANDB_CONFIG_DIR: join(folder, "config"),
      WANDB_DATA_DIR: join(folder, "data"),
      WANDB_DIR: folder,
      WANDB_ERROR_REPORTING: "false",
      WANDB_SILENT: "true",
      WANDB__DISABLE_STATS: "true",
    },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, stdout, stderr };
}
