import { open, rename, rm } from "node:fs/promises";
import type { ClientServices } from "../client/services.ts";
import { WandbIntegrityError } from "../errors.ts";
import { BlockWriter } from "../util/block-writer.ts";
import type { BufferPool } from "../util/buffer-pool.ts";
import { randomId } from "../util/ids.ts";
import { algorithmOf, digestOfFile, openDigest } from "./digest.ts";
import type { FileDigest, FileDigests } from "./file-digest.ts";
import { integrityError, openEntry, requestEntry } from "./entry-stream.ts";
import type { EntryUrls } from "./entry-urls.ts";
import { fetchRanges, RangesRefusedError } from "./fetch-ranges.ts";
import type { ManifestEntry } from "./manifest.ts";

const integrityAttempts = 3;
/** Contents of this size are worth a message to the thread of digests. */
export const handedBytes: number = 128 * 1024;

/** What the downloads of one call share. */
export interface Fetching {
  readonly services: ClientServices;
  readonly urls: EntryUrls;
  /** Its buffers' size is the largest file that is held whole. */
  readonly pool: BufferPool;
  readonly digests: FileDigests;
  /** How many ranges of one large file are under way at once; below 2 every file is one stream. */
  readonly rangesAtOnce: number;
  readonly signal: AbortSignal;
}

/**
 * Brings one entry to its place: written beside it, verified, and moved there.
 *
 * @throws WandbIntegrityError when its bytes stay wrong; no file is left
 */
export async function fetchEntry(
  fetching: Fetching,
  entry: ManifestEntry,
  local: string,
): Promise<void> {
  const { services, pool, signal } = fetching;
  const temporary = `${local}.${randomId(8)}.part`;
  for (let attempt = 1; ; attempt++) {
    try {
      if (await fetchFromCache(services, entry, temporary, signal)) {
        await rename(temporary, local);
        return;
      }
      if (entry.ref !== undefined) await fetchReference(fetching, entry, temporary);
      else if (entry.size !== undefined && entry.size <= pool.bytes)
        await fetchWhole(fetching, entry, entry.size, temporary);
      else await fetchLarge(fetching, entry, temporary);
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

async function fetchReference(
  { services, urls, signal }: Fetching,
  entry: ManifestEntry,
  temporary: string,
): Promise<void> {
  const file = await open(temporary, "wx");
  try {
    for await (const chunk of openEntry(services, urls, entry, signal)) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

async function fetchWhole(
  { services, urls, pool, digests, signal }: Fetching,
  entry: ManifestEntry,
  size: number,
  temporary: string,
): Promise<void> {
  const buffer = pool.take();
  try {
    await requestEntry(
      services,
      urls,
      entry,
      { startOf: () => 0, tapped: size >= handedBytes, signal },
      async (_response, _progress, read) => {
        let at = 0;
        await read((piece) => {
          if (at + piece.length > size)
            throw integrityError(entry, "size", size, `${at + piece.length} or more`);
          buffer.set(piece, at);
          at += piece.length;
          return undefined;
        });
        if (at !== size) throw integrityError(entry, "size", size, at);
      },
    );
    const bytes = buffer.subarray(0, size);
    const file = await open(temporary, "wx+");
    const digest = digests.follow(file, algorithmOf(entry));
    try {
      await file.writeFile(bytes);
      const actual = await digestOf(bytes, entry, digest);
      if (actual !== entry.digest) throw integrityError(entry, "digest", entry.digest, actual);
    } finally {
      await digest[Symbol.asyncDispose]();
      await file.close();
    }
  } finally {
    pool.give(buffer);
  }
}

/** Small contents are hashed where they are; handing them to a thread would take longer. */
async function digestOf(
  bytes: Uint8Array,
  entry: ManifestEntry,
  digest: FileDigest,
): Promise<string> {
  if (bytes.length < handedBytes) {
    const hash = await openDigest(algorithmOf(entry));
    hash.update(bytes);
    return hash.finish();
  }
  digest.extend(bytes.length);
  return await digest.finish();
}

/** In ranges side by side where that is wanted and the server can, else as one stream. */
async function fetchLarge(
  fetching: Fetching,
  entry: ManifestEntry,
  temporary: string,
): Promise<void> {
  const { thresholdBytes } = fetching.services.settings.multipart;
  if (entry.size !== undefined && entry.size >= thresholdBytes && fetching.rangesAtOnce > 1) {
    try {
      await fetchRanges(fetching, entry, entry.size, temporary);
      return;
    } catch (error) {
      if (!(error instanceof RangesRefusedError)) throw error;
      await rm(temporary, { force: true });
    }
  }
  await fetchStreamed(fetching, entry, temporary);
}

/** Writes a large entry while it arrives; a connection that breaks is taken up again where it broke. */
async function fetchStreamed(
  { services, urls, pool, digests, signal }: Fetching,
  entry: ManifestEntry,
  temporary: string,
): Promise<void> {
  const file = await open(temporary, "wx+");
  const digest = digests.follow(file, algorithmOf(entry));
  try {
    await using output = new BlockWriter(file, pool, { onWritten: (end) => digest.extend(end) });
    let received = 0;
    await requestEntry(
      services,
      urls,
      entry,
      { startOf: () => received, tapped: true, signal },
      async (response, _progress, read) => {
        // Servers that know no ranges send everything again.
        let skip = response.status === 206 ? 0 : received;
        await read((piece) => {
          const rest = skip === 0 ? piece : piece.subarray(Math.min(skip, piece.length));
          skip -= piece.length - rest.length;
          received += rest.length;
          if (entry.size !== undefined && received > entry.size)
            throw integrityError(entry, "size", entry.size, `${received} or more`);
          return output.write(rest);
        });
      },
    );
    await output.flush();
    if (entry.size !== undefined && received !== entry.size)
      throw integrityError(entry, "size", entry.size, received);
    const actual = await digest.finish();
    if (actual !== entry.digest) throw integrityError(entry, "digest", entry.digest, actual);
  } finally {
    await digest[Symbol.asyncDispose]();
    await file.close();
  }
}
