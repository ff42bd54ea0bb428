import { spawn } from "node:child_process";
import { join } from "node:path";

/** What the demo's process did. */
export interface DemoOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the demo as a user does, in a process of its own with its own home folder. */
export function runDemo(
  home: string,
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>;
    /** Called with all output so far; returns a signal to send once. */
    readonly interrupt?: (stdout: string) => NodeJS.Signals | undefined;
  } = {},
): Promise<DemoOutcome> {
  const folder = join(import.meta.dirname, "..");
  const child = spawn(
    process.execPath,
    ["--conditions=@heddle/source", join("src", "main.ts"), ...args],
    {
      cwd: folder,
      env: { ...process.env, HEDDLE_HOME: home, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let stdout = "";
  let stderr = "";
  let isInterrupted = false;
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    const signal = isInterrupted ? undefined : options.interrupt?.(stdout);
    if (signal === undefined) return;
    isInterrupted = true;
    child.kill(signal);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
