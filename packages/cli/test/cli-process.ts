import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../src/run-cli.ts";

/** What one command line did. */
export interface CliOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own to run command lines in, without a terminal; removed when disposed. */
export class CliFolder implements Disposable {
  readonly path: string = mkdtempSync(join(tmpdir(), "heddle-cli-"));
  readonly env: Record<string, string> = {};
  /** What standard input holds. */
  input: Uint8Array = new Uint8Array();

  async run(...args: string[]): Promise<CliOutcome> {
    return await this.runWith(new AbortController().signal, args);
  }

  async runWith(signal: AbortSignal, args: readonly string[]): Promise<CliOutcome> {
    let stdout = "";
    let stderr = "";
    const code = await runCli(args, {
      write: (text) => {
        stdout += text;
      },
      writeError: (text) => {
        stderr += text;
      },
      readInput: () => Promise.resolve(this.input),
      isInteractive: false,
      env: this.env,
      cwd: this.path,
      signal,
    });
    return { code, stdout, stderr };
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
