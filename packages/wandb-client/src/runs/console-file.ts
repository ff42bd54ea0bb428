import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunFile } from "./run-files.ts";

/** Text that is kept in memory before it goes to the disk. */
const memoryChars = 256 * 1024;

/**
 * The lines of a run's console as its file `output.log`, which W&B offers for download beside the page that shows them.
 * A long one lies in a temporary folder until it is uploaded.
 */
export class ConsoleFile {
  #text = "";
  #folder: string | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Adds a line. */
  add(line: string): void {
    this.#text += `${line}\n`;
    if (this.#text.length < memoryChars) return;
    const text = this.#text;
    this.#text = "";
    this.#writing = this.#writing.then(() => this.#write(text));
    // Told by `files`; until then a failure is nobody's.
    this.#writing.catch(() => undefined);
  }

  /** The file, unless nothing was written. */
  async files(): Promise<RunFile[]> {
    await this.#writing;
    if (this.#folder === undefined) {
      if (this.#text === "") return [];
      return [{ name: "output.log", content: new TextEncoder().encode(this.#text) }];
    }
    const rest = this.#text;
    this.#text = "";
    await this.#write(rest);
    return [{ name: "output.log", content: { path: join(this.#folder, "output.log") } }];
  }

  /** Removes what lies on the disk. */
  async dispose(): Promise<void> {
    await this.#writing.catch(() => undefined);
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  async #write(text: string): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), "heddle-console-"));
    await appendFile(join(this.#folder, "output.log"), text);
  }
}
