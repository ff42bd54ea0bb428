import { lstat, open, rename, rm } from "node:fs/promises";
import { WandbIntegrityError } from "../errors.ts";
import type { ClientServices } from "../client/services.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import { randomId } from "../util/ids.ts";
import type { Artifact } from "./artifact.ts";
import { GatheredWriter } from "../util/gathered-writer.ts";
import { algorithmOf, digestOfFile, openDigest } from "./digest.ts";
import { bodyOf } from "../transport/body.ts";
import { integrityError, openEntry, requestEntry } from "./entry-stream.ts";
import { TargetFolder } from "./entry-path.ts";
import { EntryUrls } from "./entry-urls.ts";
import type { ManifestEntry } from "./manifest.ts";
import type { TransferProgress } from "./progress.ts";

const wholeBytes = 1024 * 1024;
const integrityAttempts = 3;

/** What is downloaded, and where to. */
export interface DownloadOptions {
  /** Folder that receives the entries. Default: the artifact's own download folder. */
  readonly root?: string | undefined;
  /** Only entries at or below this path. */
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
  const stop = new AbortController();
  const signal =
    options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const bytesTotal = wanted.reduce((sum, entry) => sum + (entry.size ?? 0), 0);
  let files = 0;
  let bytes = 0;
  const urls = new EntryUrls(services, artifact, manifest, wanted);
  await forEachConcurrent(wanted, services.settings.transferConcurrency, async (entry) => {
    try {
      const local = await target.place(entry.path);
      if (!(await isPresent(local, entry, signal)))
        await fetchTo(services, urls, entry, local, signal);
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
  return target.root;
}

async function select(artifact: Artifact, options: DownloadOptions): Promise<ManifestEntry[]> {
  const { entries } = await artifact.manifest(options);
  if (options.paths !== undefined) {
    const chosen: ManifestEntry[] = [];
    for (const path of options.paths)
      chosen.push(entries.get(path) ?? (await artifact.entry(path, options)).entry);
    return chosen;
  }
  const prefix = options.prefix?.replace(/\/+$/, "");
  return [...entries.values()].filter(
    (entry) =>
      (prefix === undefined ||
        prefix === "" ||
        entry.path === prefix ||
        entry.path.startsWith(`${prefix}/`)) &&
      (options.skipReferences !== true || entry.ref === undefined),
  );
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

async function fetchTo(
  services: ClientServices,
  urls: EntryUrls,
  entry: ManifestEntry,
  local: string,
  signal: AbortSignal,
): Promise<void> {
  const temporary = `${local}.${randomId(8)}.part`;
  for (let attempt = 1; ; attempt++) {
    try {
      if (await fetchFromCache(services, entry, temporary, signal)) {
        await rename(temporary, local);
        return;
      }
      if (entry.ref === undefined && entry.size !== undefined && entry.size <= wholeBytes) {
        await fetchWhole(services, urls, entry, temporary, signal);
      } else {
        await fetchStreamed(services, urls, entry, temporary, signal);
      }
      if (isCacheable(entry)) await services.cache?.add(entry.digest, temporary);
      await rename(temporary, local);
      return;
    } catch (error) {
      await rm(temporary, { force: true });
      // One wrong answer may come from a proxy or cache on the way; the same one three times does not.
      if (!(error instanceof WandbIntegrityError) || attempt >= integrityAttempts || signal.aborted)
        throw error;
    }
  }
}

/** The cache is addressed by MD5. */
function isCacheable(entry: ManifestEntry): boolean {
  return entry.ref === undefined && algorithmOf(entry) === "MD5";
}

/** Takes the bytes from the cache; damaged ones are dropped there and fetched anew. */
async function fetchFromCache(
  services: ClientServices,
  entry: ManifestEntry,
  temporary: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (services.cache === undefined || !isCacheable(entry) || entry.size === undefined) return false;
  if (!(await services.cache.copyTo(entry.digest, entry.size, temporary))) return false;
  if ((await digestOfFile(temporary, entry.size, signal)) === entry.digest) return true;
  await rm(temporary, { force: true });
  await services.cache.remove(entry.digest);
  return false;
}

async function fetchWhole(
  services: ClientServices,
  urls: EntryUrls,
  entry: ManifestEntry,
  temporary: string,
  signal: AbortSignal,
): Promise<void> {
  const limit = entry.size ?? 0;
  const bytes = await requestEntry(
    services,
    urls,
    entry,
    signal,
    () => 0,
    async (response, progress) => {
      const all = new Uint8Array(limit);
      let at = 0;
      for await (const chunk of bodyOf(response)) {
        progress();
        if (at + chunk.length > limit)
          throw integrityError(entry, "size", limit, `${at + chunk.length} or more`);
        all.set(chunk, at);
        at += chunk.length;
      }
      if (at !== limit) throw integrityError(entry, "size", limit, at);
      return all;
    },
  );
  const hash = await openDigest(algorithmOf(entry));
  hash.update(bytes);
  const actual = hash.finish();
  if (actual !== entry.digest) throw integrityError(entry, "digest", entry.digest, actual);
  const file = await open(temporary, "wx");
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** Writes a large entry while it arrives; a connection that breaks is taken up again where it broke. */
async function fetchStreamed(
  services: ClientServices,
  urls: EntryUrls,
  entry: ManifestEntry,
  temporary: string,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(temporary, "wx");
  try {
    if (entry.ref !== undefined) {
      for await (const chunk of openEntry(services, urls, entry, signal))
        await file.writeFile(chunk);
      return;
    }
    const hash = await openDigest(algorithmOf(entry));
    const output = new GatheredWriter(file);
    let received = 0;
    await requestEntry(
      services,
      urls,
      entry,
      signal,
      () => received,
      async (response, progress) => {
        // Servers that know no ranges send everything again.
        let skip = response.status === 206 ? 0 : received;
        for await (const chunk of bodyOf(response)) {
          progress();
          const rest = skip === 0 ? chunk : chunk.subarray(Math.min(skip, chunk.length));
          skip -= chunk.length - rest.length;
          received += rest.length;
          if (entry.size !== undefined && received > entry.size)
            throw integrityError(entry, "size", entry.size, `${received} or more`);
          hash.update(rest);
          await output.write(rest);
        }
      },
    );
    await output.flush();
    if (entry.size !== undefined && received !== entry.size)
      throw integrityError(entry, "size", entry.size, received);
    const actual = hash.finish();
    if (actual !== entry.digest) throw integrityError(entry, "digest", entry.digest, actual);
  } finally {
    await file.close();
  }
}
