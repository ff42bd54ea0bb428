import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOfBytes } from "./digest.ts";
import type { DraftEntry } from "./draft-options.ts";
import { writeContent, type EntryContent } from "./write-content.ts";

const memoryPerEntry = 256 * 1024;
const memoryPerDraft = 32 * 1024 * 1024;

/** Content that a draft keeps until it is uploaded. */
export interface KeptContent {
  /** Base64 MD5. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly source: NonNullable<DraftEntry["source"]>;
}

/** Content that is made for a draft: what is small stays in memory, the rest lies in a temporary folder. */
export class DraftContent {
  readonly #temporaryDir: string;
  #folder: Promise<string> | undefined;
  #files = 0;
  #memory = 0;

  /** @param temporaryDir where the folder is made when it is needed; default the system's */
  constructor(temporaryDir: string | undefined) {
    this.#temporaryDir = temporaryDir ?? tmpdir();
  }

  /** Keeps text, bytes, or a stream of them. */
  async keep(content: EntryContent): Promise<KeptContent> {
    if (typeof content === "string")
      return await this.#keepBytes(new TextEncoder().encode(content));
    if (content instanceof Uint8Array) return await this.#keepBytes(content);
    const file = await this.#nextFile();
    const { digest, size } = await writeContent(file, content);
    return { digest, size, source: await sourceOf(file) };
  }

  /** Removes what was kept in files. */
  async dispose(): Promise<void> {
    const folder = await this.#folder;
    this.#folder = undefined;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async #keepBytes(bytes: Uint8Array): Promise<KeptContent> {
    const digest = digestOfBytes(bytes);
    const size = bytes.length;
    if (size <= memoryPerEntry && this.#memory + size <= memoryPerDraft) {
      this.#memory += size;
      return { digest, size, source: { kind: "bytes", bytes: bytes.slice() } };
    }
    const file = await this.#nextFile();
    await writeFile(file, bytes);
    return { digest, size, source: await sourceOf(file) };
  }

  async #nextFile(): Promise<string> {
    this.#folder ??= mkdtemp(join(this.#temporaryDir, "heddle-draft-"));
    return join(await this.#folder, String(this.#files++));
  }
}

async function sourceOf(path: string): Promise<KeptContent["source"]> {
  const { mtimeMs } = await stat(path);
  return { kind: "file", path, mtimeMs, isTemporary: true };
}
