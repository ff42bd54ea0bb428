import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { UploadNode } from "../operations/artifact-write.ts";
import { isErrno } from "../util/files.ts";
import { randomId } from "../util/ids.ts";
import { isRecord } from "../util/json.ts";

/** An upload in parts that was begun: where the parts go, and which have arrived. */
export interface BegunParts {
  readonly node: UploadNode;
  /** ETag by part number. */
  readonly completed: ReadonlyMap<number, string>;
}

/**
 * Remembers which parts of a large file have arrived, so that the next attempt, also one of another
 * process, sends the others only. Holds signed addresses, so nobody but the user may read it.
 */
export class PartJournal {
  readonly #path: string;
  #node: UploadNode | undefined;
  #completed = new Map<number, string>();
  #writing: Promise<void> = Promise.resolve();

  /**
   * @param folder where journals are kept
   * @param key names the version, the entry and its content
   */
  constructor(folder: string, key: readonly string[]) {
    this.#path = join(
      folder,
      "parts",
      `${createHash("sha256").update(JSON.stringify(key)).digest("hex")}.json`,
    );
  }

  /** What an earlier attempt left. */
  async load(): Promise<BegunParts | undefined> {
    try {
      const parsed: unknown = JSON.parse(await readFile(this.#path, "utf8"));
      if (!isRecord(parsed) || !isRecord(parsed["node"]) || !isRecord(parsed["completed"]))
        return undefined;
      const completed = new Map<number, string>();
      for (const [part, etag] of Object.entries(parsed["completed"]))
        if (typeof etag === "string") completed.set(Number(part), etag);
      return { node: parsed["node"] as unknown as UploadNode, completed };
    } catch (error) {
      // A journal that was cut off is as good as none.
      if (isErrno(error, "ENOENT", "ENOTDIR") || error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  /** An upload begins, or goes on. */
  async begin(parts: BegunParts): Promise<void> {
    this.#node = parts.node;
    this.#completed = new Map(parts.completed);
    await this.#write();
  }

  /** A part has arrived. */
  async add(part: number, etag: string): Promise<void> {
    this.#completed.set(part, etag);
    await this.#write();
  }

  /** The upload is complete, or cannot go on. */
  async end(): Promise<void> {
    await this.#writing;
    await rm(this.#path, { force: true });
  }

  #write(): Promise<void> {
    const content = JSON.stringify({
      node: this.#node,
      completed: Object.fromEntries(this.#completed),
    });
    this.#writing = this.#replace(this.#writing, content);
    return this.#writing;
  }

  /** Writes after the write before, so that the newest state is the last. */
  async #replace(before: Promise<void>, content: string): Promise<void> {
    await before;
    const temporary = `${this.#path}.${randomId(8)}`;
    await mkdir(dirname(this.#path), { recursive: true });
    await writeFile(temporary, content, { mode: 0o600 });
    await rename(temporary, this.#path);
  }
}
