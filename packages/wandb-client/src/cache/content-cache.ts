import {
  constants,
  copyFile,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  utimes,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { base64ToHex } from "../artifacts/digest.ts";
import type { Clock } from "../util/clock.ts";
import { isErrno } from "../util/files.ts";
import { randomId } from "../util/ids.ts";

/** How much a cache may keep. */
export interface CacheLimits {
  /** Most bytes; what was not used for longest goes first. */
  readonly maxBytes?: number | undefined;
  /** What was not used for so long goes. 0 empties the cache. */
  readonly maxAgeMs?: number | undefined;
}

/** What a cleaning did. */
export interface CacheCleaning {
  readonly removedFiles: number;
  readonly removedBytes: number;
  readonly keptBytes: number;
}

const abandonedAfterMs = 24 * 3_600_000;

/**
 * Downloaded content by digest, shared by all processes of a machine and by W&B's own clients, whose
 * layout it has. Files appear complete or not at all, are only read through open handles, and so may be
 * removed by any process at any time: a reader that holds one keeps it until it is done.
 */
export class ContentCache {
  readonly #root: string;
  readonly #clock: Clock;

  /** @param folder the cache folder; content lies in `artifacts/obj/md5` below it */
  constructor(folder: string, clock: Clock) {
    this.#root = join(folder, "artifacts");
    this.#clock = clock;
  }

  /**
   * Copies cached content to a new file, if there is any of that digest and size. The caller verifies the
   * bytes, as he would after a download.
   *
   * @param digest base64 MD5
   * @returns whether the file was made
   */
  async copyTo(digest: string, size: number, target: string): Promise<boolean> {
    const source = this.#place(digest);
    let file;
    try {
      file = await open(source, "r");
    } catch (error) {
      if (isErrno(error, "ENOENT", "ENOTDIR")) return false;
      throw error;
    }
    try {
      const facts = await file.stat();
      if (facts.size !== size) return false;
      // An own stamp: many systems do not keep the time of reading.
      await file.utimes(new Date(this.#clock.now()), facts.mtime).catch(() => undefined);
      const output = await open(target, "wx");
      try {
        for await (const chunk of file.createReadStream({
          autoClose: false,
          highWaterMark: 1024 * 1024,
        }))
          await output.writeFile(chunk as Buffer);
      } finally {
        await output.close();
      }
      return true;
    } finally {
      await file.close();
    }
  }

  /** Adds verified content. A cache that cannot be written is no fault of the download. */
  async add(digest: string, source: string): Promise<boolean> {
    const target = this.#place(digest);
    const temporary = join(this.#root, "tmp", randomId(16));
    try {
      await mkdir(dirname(temporary), { recursive: true });
      await copyFile(source, temporary, constants.COPYFILE_FICLONE);
      await mkdir(dirname(target), { recursive: true });
      await rename(temporary, target);
      const now = new Date(this.#clock.now());
      await utimes(target, now, now);
      return true;
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      if (isErrno(error, "ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOENT")) return false;
      throw error;
    }
  }

  /** Removes one content, as when it turned out damaged. */
  async remove(digest: string): Promise<void> {
    await rm(this.#place(digest), { force: true });
  }

  /** Size of all content, in bytes. */
  async size(): Promise<number> {
    return (await this.#list()).reduce((sum, each) => sum + each.size, 0);
  }

  /** Brings the cache within limits, oldest use first, and removes what writers left behind. */
  async clean(limits: CacheLimits): Promise<CacheCleaning> {
    const now = this.#clock.now();
    const content = (await this.#list()).toSorted((left, right) => left.usedAt - right.usedAt);
    let keptBytes = content.reduce((sum, each) => sum + each.size, 0);
    let removedFiles = 0;
    let removedBytes = 0;
    for (const each of content) {
      const isOld = limits.maxAgeMs !== undefined && now - each.usedAt >= limits.maxAgeMs;
      const isTooMuch = limits.maxBytes !== undefined && keptBytes > limits.maxBytes;
      if (!isOld && !isTooMuch) continue;
      await rm(each.path, { force: true });
      keptBytes -= each.size;
      removedBytes += each.size;
      removedFiles++;
    }
    for (const each of await listFiles(join(this.#root, "tmp"))) {
      if (now - each.usedAt > abandonedAfterMs) await rm(each.path, { force: true });
    }
    return { removedFiles, removedBytes, keptBytes };
  }

  async #list(): Promise<CachedFile[]> {
    return await listFiles(join(this.#root, "obj", "md5"));
  }

  #place(digest: string): string {
    const hex = base64ToHex(digest);
    return join(this.#root, "obj", "md5", hex.slice(0, 2), hex.slice(2));
  }
}

interface CachedFile {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

/** The files below a folder; what vanishes meanwhile is left out. */
async function listFiles(folder: string): Promise<CachedFile[]> {
  const found: CachedFile[] = [];
  const items = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: unknown) => {
      if (isErrno(error, "ENOENT", "ENOTDIR")) return [];
      throw error;
    },
  );
  for (const item of items) {
    if (!item.isFile()) continue;
    const path = join(item.parentPath, item.name);
    const facts = await stat(path).catch(() => undefined);
    if (facts !== undefined)
      found.push({ path, size: facts.size, usedAt: Math.max(facts.atimeMs, facts.mtimeMs) });
  }
  return found;
}
