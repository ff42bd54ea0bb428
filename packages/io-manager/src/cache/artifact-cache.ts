import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type CacheKey, contentFolder, entryFolder } from "./cache-layout.ts";
import { cleanCache, deleteEntry } from "./clean-up.ts";
import { type EntryStamp, readStamp, type StampedFile, writeStamp } from "./entry-stamp.ts";
import { ifThere } from "./file-errors.ts";
import { withFolderLock } from "./folder-lock.ts";
import { endLease, writeLease } from "./leases.ts";

/** How the cache behaves. */
export interface ArtifactCacheOptions {
  /** The manager's folder; see `managerRoot`. */
  readonly root: string;
  /** How long content that nobody opens is kept, in minutes; 0 keeps nothing past its use. */
  readonly durationMinutes: number;
  /** Bound on all content in bytes, the least recently opened goes first. Default: none. */
  readonly maxBytes?: number | undefined;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: (() => number) | undefined;
}

/** A file of an artifact. */
export interface CachedFile {
  readonly path: string;
  readonly digest: string;
}

/** An entry that is in use: it stays on disk at least until it is released. */
export interface CacheLease {
  /** The folder of the content; exists. */
  readonly folder: string;
  /** The file beside the content for the list of the artifact's entries. */
  readonly manifestFile: string;
  /** Whether {@link release} was called: the content may be gone. */
  readonly isReleased: boolean;
  /**
   * Which of these files of the artifact are not here as they were when their digest was checked.
   *
   * @param files paths in the artifact, with the digests that the manifest gives
   */
  missing<File extends CachedFile>(files: Iterable<File>): Promise<readonly File[]>;
  /** Remembers files whose digest was checked while they were written below {@link folder}. */
  record(files: readonly CachedFile[]): Promise<void>;
  /** Ends the use. Ending it twice is allowed. */
  release(): Promise<void>;
}

/**
 * Downloaded artifact content on disk, shared by all steps, runs and processes that use the same
 * folder. Content in use is leased: no clean-up, in any process, deletes it. How long the rest stays
 * is counted from the cache's own record of the last use.
 */
export class ArtifactCache {
  readonly #options: ArtifactCacheOptions;
  readonly #clock: () => number;
  #lastClean = Number.NEGATIVE_INFINITY;

  constructor(options: ArtifactCacheOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
  }

  /** The manager's folder. */
  get root(): string {
    return this.#options.root;
  }

  /** Takes an entry into use; its folder is made when it is missing. */
  async lease(key: CacheKey): Promise<CacheLease> {
    const entry = entryFolder(this.#options.root, key);
    const folder = contentFolder(entry);
    const lease = await withFolderLock(entry, "create", async () => {
      await mkdir(folder, { recursive: true });
      const stamp = await readStamp(entry);
      await writeStamp(entry, {
        version: 1,
        files: stamp?.files ?? {},
        lastAccess: this.#clock(),
      });
      return writeLease(entry);
    });
    if (lease === undefined) throw new Error("unreachable: waiting for a lock cannot give up");
    let released: Promise<void> | undefined;
    return {
      folder,
      manifestFile: join(entry, "manifest.json"),
      get isReleased() {
        return released !== undefined;
      },
      missing: (files) => missingFiles(entry, files),
      record: (files) => this.#record(entry, files),
      release: () => (released ??= this.#release(entry, lease)),
    };
  }

  /**
   * Removes entries that nobody opened for the cache's duration, then the least recently opened ones
   * beyond its size. At most once a minute; never throws.
   *
   * @returns what could not be removed, as text for a warning
   */
  async clean(): Promise<readonly string[]> {
    const now = this.#clock();
    if (this.#options.durationMinutes === 0 || now - this.#lastClean < 60_000) return [];
    this.#lastClean = now;
    return cleanCache(this.#options.root, {
      olderThan: now - this.#options.durationMinutes * 60_000,
      maxBytes: this.#options.maxBytes,
    });
  }

  async #record(entry: string, files: readonly CachedFile[]): Promise<void> {
    const added: Record<string, StampedFile> = {};
    for (const { path, digest } of files) {
      const { size, mtimeMs } = await stat(join(contentFolder(entry), path));
      added[path] = { digest, size, mtimeMs };
    }
    await withFolderLock(entry, "wait", async () => {
      const stamp = await readStamp(entry);
      await writeStamp(entry, {
        version: 1,
        lastAccess: this.#clock(),
        files: { ...stamp?.files, ...added },
      });
    });
  }

  async #release(entry: string, lease: string): Promise<void> {
    await endLease(lease);
    if (this.#options.durationMinutes === 0) await deleteEntry(this.#options.root, entry, "wait");
    else await this.clean();
  }
}

async function missingFiles<File extends CachedFile>(
  entry: string,
  files: Iterable<File>,
): Promise<readonly File[]> {
  const stamp: EntryStamp | undefined = await readStamp(entry);
  const known = stamp?.files ?? {};
  const missing: File[] = [];
  for (const file of files) {
    const stamped = Object.hasOwn(known, file.path) ? known[file.path] : undefined;
    const stats =
      stamped?.digest === file.digest
        ? await ifThere(stat(join(contentFolder(entry), file.path)))
        : undefined;
    const unchanged =
      stats !== undefined && stats.size === stamped?.size && stats.mtimeMs === stamped.mtimeMs;
    if (!unchanged) missing.push(file);
  }
  return missing;
}
