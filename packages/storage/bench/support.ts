import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NewEvent } from "@heddle/core";

/** Runs work with a folder that is gone afterwards. */
export async function withFolder<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "heddle-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds that work takes, and what it gives. */
export async function timed<Result>(
  work: () => Promise<Result>,
): Promise<readonly [ms: number, result: Result]> {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

/** A materialization without a run. */
export function made(asset: string, partition: string): NewEvent<"ASSET_MATERIALIZATION"> {
  return {
    type: "ASSET_MATERIALIZATION",
    runId: "",
    jobName: "",
    timestamp: Date.now(),
    level: "DEBUG",
    message: "made",
    data: { assetKey: [asset], partition, metadata: { rows: { type: "int", value: 3 } }, tags: {} },
  };
}

/** Runs a Python program of this folder. @returns what it prints, read as JSON */
export function runPython(python: string, program: string, ...args: readonly string[]): unknown {
  const { stdout, stderr, status } = spawnSync(
    python,
    [join(import.meta.dirname, program), ...args],
    {
      encoding: "utf8",
      env: { ...process.env, DAGSTER_DISABLE_TELEMETRY: "yes" },
    },
  );
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as unknown;
}

/** Starts a fixture of the tests in a process of its own and waits for its end. */
export function runFixture(program: string, ...args: readonly string[]): Promise<void> {
  const file = join(import.meta.dirname, "..", "test", "fixtures", program);
  return new Promise((resolve, reject) => {
    spawn(process.execPath, ["--conditions=@heddle/source", file, ...args], {
      stdio: "inherit",
    }).on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${String(code)}`));
    });
  });
}

/** A duration for a table. */
export function ms(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return `${value.toFixed(value < 10 ? 3 : 1)} ms`;
}

/** How many times more a peer takes. */
export function ratio(peer: number | undefined, own: number): string {
  return peer === undefined ? "–" : `${(peer / own).toFixed(1)}×`;
}
