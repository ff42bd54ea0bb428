import { lstat } from "node:fs/promises";
import type { ClientServices } from "../client/services.ts";
import { BufferPool } from "../util/buffer-pool.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import type { Artifact } from "./artifact.ts";
import { algorithmOf, digestOfFile } from "./digest.ts";
import { checkNoClash, TargetFolder } from "./entry-path.ts";
import { EntryUrls } from "./entry-urls.ts";
import { fetchEntry, handedBytes } from "./fetch-entry.ts";
import { InlineDigests } from "./file-digest.ts";
import type { ManifestEntry } from "./manifest.ts";
import type { TransferProgress } from "./progress.ts";
import { StartingDigests } from "./starting-digests.ts";

/**
 * What is written at once, and the largest file that is held whole. For larger writes the kernel takes larger
 * pages, which on virtual machines often come from the host first: a gigabyte then takes seconds longer.
 */
const blockBytes = 256 * 1024;
/** A thread costs some 30 ms to start, in which this much could be hashed. */
const threadBytes = 32 * 1024 * 1024;
/** Ranges of one file at once; more seldom adds speed and always adds memory. */
const mostRangesAtOnce = 6;

/** What is downloaded, and where to. */
export interface DownloadOptions {
  /** Folder that receives the entries. Default: the artifact's own download folder. */
  readonly root?: string | undefined;
  /** Only entries at or below this path, which must be there: `images` takes `images/1.png`, not `images.txt`. */
  readonly prefix?: string | undefined;
  /** Only these entries. */
  readonly paths?: readonly string[] | undefined;
  /** Leave references out. Default false. */
  readonly skipReferences?: boolean | undefined;
  /** Called as files arrive. */
  readonly onProgress?: ((progress: TransferProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads entries of an artifact. A file that is there with the right content stays; every other one is
 * written beside its place, verified, and moved there, so that a broken download leaves no broken file.
 *
 * @returns the folder
 */
export async function downloadArtifact(
  services: ClientServices,
  artifact: Artifact,
  options: DownloadOptions,
): Promise<string> {
  const manifest = await artifact.manifest(options);
  const target = new TargetFolder(options.root ?? artifact.defaultRoot);
  const wanted = await select(artifact, options);
  // All paths are judged before the first byte is written.
  for (const entry of wanted) target.locate(entry.path);
  checkNoClash(wanted.map(({ path }) => path));
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const bytesTotal = wanted.reduce((sum, entry) => sum + (entry.size ?? 0), 0);
  let files = 0;
  let bytes = 0;
  const { transferConcurrency } = services.settings;
  const pool = new BufferPool(blockBytes);
  const inline = new InlineDigests(pool);
  await using thread = isThreadWorthwhile(wanted) ? new StartingDigests(inline) : undefined;
  const fetching = {
    services,
    urls: new EntryUrls(services, artifact, manifest, wanted),
    pool,
    digests: thread ?? inline,
    rangesAtOnce: Math.min(mostRangesAtOnce, Math.floor(transferConcurrency / wanted.length)),
    signal,
  };
  await forEachConcurrent(wanted, transferConcurrency, async (entry) => {
    try {
      const local = await target.place(entry.path);
      if (!(await isPresent(local, entry, signal))) await fetchEntry(fetching, entry, local);
    } catch (error) {
      stop.abort(error);
      throw error;
    }
    files++;
    bytes += entry.size ?? 0;
    options.onProgress?.({
      direction: "download",
      files,
      filesTotal: wanted.length,
      bytes,
      bytesTotal,
    });
  });
  options.signal?.throwIfAborted();
  return target.root;
}

/** Whether there is enough to hash for a thread of digests. */
function isThreadWorthwhile(wanted: readonly ManifestEntry[]): boolean {
  let bytes = 0;
  for (const { ref, size = 0 } of wanted) {
    if (ref === undefined && size >= handedBytes) bytes += size;
  }
  return bytes >= threadBytes;
}

async function select(artifact: Artifact, options: DownloadOptions): Promise<ManifestEntry[]> {
  const { entries } = await artifact.manifest(options);
  if (options.paths !== undefined) {
    const chosen: ManifestEntry[] = [];
    for (const path of options.paths)
      chosen.push(entries.get(path) ?? (await artifact.entry(path, options)).entry);
    return chosen;
  }
  const prefix = options.prefix?.replace(/\/+$/, "") ?? "";
  const found = [...entries.values()].filter(
    ({ path }) => prefix === "" || path === prefix || path.startsWith(`${prefix}/`),
  );
  // Asked for by its name, an entry that is not there is told with those that are.
  if (prefix !== "" && found.length === 0) await artifact.entry(prefix, options);
  return found.filter((entry) => options.skipReferences !== true || entry.ref === undefined);
}

/** Whether the file is there with the promised content. A symbolic link is not: it is replaced. */
async function isPresent(
  local: string,
  entry: ManifestEntry,
  signal: AbortSignal,
): Promise<boolean> {
  if (entry.ref !== undefined && !entry.ref.startsWith("wandb-artifact://")) return false;
  const facts = await lstat(local).catch(() => undefined);
  if (facts?.isFile() !== true) return false;
  if (entry.ref === undefined && entry.size !== undefined && facts.size !== entry.size)
    return false;
  return (await digestOfFile(local, facts.size, signal, algorithmOf(entry))) === entry.digest;
}
