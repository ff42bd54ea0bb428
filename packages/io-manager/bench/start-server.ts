import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";

/** What the server saw since the last question. */
export interface Traffic {
  readonly requests: number;
  /** File contents that were fetched. */
  readonly downloads: number;
  /** The most requests that were under way at the same time. */
  readonly most: number;
}

/** A W&B server in another process. */
export class BenchServer implements Disposable {
  readonly origin: string;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams, lines: Interface, origin: string) {
    this.#child = child;
    this.#lines = lines[Symbol.asyncIterator]();
    this.origin = origin;
  }

  static async start(): Promise<BenchServer> {
    const program = join(import.meta.dirname, "server.ts");
    const child = spawn(process.execPath, ["--conditions=@heddle/source", program]);
    child.stderr.pipe(process.stderr);
    const lines = createInterface(child.stdout);
    const origin = await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      child.once("error", reject);
      child.once("exit", () => reject(new Error("the server did not start")));
    });
    return new BenchServer(child, lines, origin);
  }

  /** Makes each answer so late, as a server far away is. */
  delay(ms: number): void {
    this.#child.stdin.write(`delay ${ms}\n`);
  }

  /** Requests since the last call. */
  async traffic(): Promise<Traffic> {
    this.#child.stdin.write("\n");
    const { value } = (await this.#lines.next()) as { readonly value: string };
    return JSON.parse(value) as Traffic;
  }

  [Symbol.dispose](): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}
