import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
// oxlint-disable-next-line no-restricted-imports -- both peers are measured against the same backend
import { defaultApiKey } from "@heddle/wandb-mock";

/** What one process measured. */
export interface Measurement {
  readonly seconds: number;
  /** Peak memory above the idle process; only of our client. */
  readonly addedBytes?: number;
}

/** A fresh backend, with folders of its own. */
export interface Stage extends AsyncDisposable {
  readonly host: string;
  readonly folder: string;
}

/** Starts a backend in a process of its own. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "heddle-bench-"));
  const child = spawn(
    process.execPath,
    [
      "--conditions=@heddle/source",
      join(import.meta.dirname, "backend.ts"),
      join(folder, "backend"),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  return {
    host: line.trim(),
    folder,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Measures our client. */
export async function measureClient(
  stage: Stage,
  task: string,
  options: Readonly<Record<string, string>> = {},
): Promise<Measurement> {
  const child = spawn(
    process.execPath,
    [
      "--conditions=@heddle/source",
      join(import.meta.dirname, "client.ts"),
      "--host",
      stage.host,
      "--key",
      defaultApiKey,
      "--task",
      task,
      ...flags(options),
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  return await resultOf(child);
}

/** Measures the SDK. */
export async function measureSdk(
  python: string,
  stage: Stage,
  task: string,
  options: Readonly<Record<string, string>> = {},
): Promise<Measurement> {
  const { folder, host } = stage;
  const child = spawn(
    python,
    [join(import.meta.dirname, "sdk.py"), "--task", task, ...flags(options)],
    {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: "1",
        NETRC: join(folder, "netrc"),
        WANDB_API_KEY: defaultApiKey,
        WANDB_ARTIFACT_DIR: join(folder, "artifacts"),
        WANDB_BASE_URL: host,
        WANDB_CACHE_DIR: join(folder, `cache-${task}`),
        WANDB_CONFIG_DIR: join(folder, "config"),
        WANDB_DATA_DIR: join(folder, "data"),
        WANDB_DIR: folder,
        WANDB_ERROR_REPORTING: "false",
        WANDB_SILENT: "true",
      },
    },
  );
  return await resultOf(child);
}

function flags(options: Readonly<Record<string, string>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
}

async function resultOf(child: ChildProcess): Promise<Measurement> {
  let text = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`a measurement ended with ${String(code)}: ${text}`);
  return JSON.parse(text.trimEnd().split("\n").at(-1) ?? "") as Measurement;
}
