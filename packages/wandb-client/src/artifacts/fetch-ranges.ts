import { open, type FileHandle } from "node:fs/promises";
import { BlockWriter } from "../util/block-writer.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import { algorithmOf } from "./digest.ts";
import { integrityError, requestEntry } from "./entry-stream.ts";
import type { Fetching } from "./fetch-entry.ts";
import type { ManifestEntry } from "./manifest.ts";

/** Thrown when a server answers a range with the whole file; the caller then takes it as one stream. */
export class RangesRefusedError extends Error {
  override readonly name = "RangesRefusedError";
}

interface Range {
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
}

/**
 * Writes a large entry in ranges that arrive side by side, as W&B's SDK does, because storage bounds the
 * speed of one connection. The digest follows in the file's order, behind the ranges that are complete.
 *
 * @throws RangesRefusedError when the server knows no ranges
 */
export async function fetchRanges(
  fetching: Fetching,
  entry: ManifestEntry,
  size: number,
  temporary: string,
): Promise<void> {
  const { partBytes } = fetching.services.settings.multipart;
  const ranges: Range[] = [];
  for (let start = 0; start < size; start += partBytes)
    ranges.push({ start, end: Math.min(size, start + partBytes) });
  const file = await open(temporary, "wx+");
  const digest = fetching.digests.follow(file, algorithmOf(entry));
  const stop = new AbortController();
  const signal = AbortSignal.any([fetching.signal, stop.signal]);
  const arrived = new Set<number>();
  let next = 0;
  const follow = (): void => {
    for (let range = ranges[next]; range !== undefined && arrived.has(next); range = ranges[next]) {
      digest.extend(range.end);
      next++;
    }
  };
  try {
    await forEachConcurrent(ranges, fetching.rangesAtOnce, async (range, index) => {
      try {
        await fetchRange(fetching, entry, file, range, signal);
        arrived.add(index);
        follow();
      } catch (error) {
        // The other ranges are of no use any more.
        stop.abort(error);
        throw error;
      }
    });
    const actual = await digest.finish();
    if (actual !== entry.digest) throw integrityError(entry, "digest", entry.digest, actual);
  } finally {
    await digest[Symbol.asyncDispose]();
    await file.close();
  }
}

async function fetchRange(
  { services, urls, pool }: Fetching,
  entry: ManifestEntry,
  file: FileHandle,
  { start, end }: Range,
  signal: AbortSignal,
): Promise<void> {
  await using output = new BlockWriter(file, pool, { position: start });
  let at = start;
  await requestEntry(
    services,
    urls,
    entry,
    { startOf: () => at, end, tapped: true, signal },
    async (response, _progress, read) => {
      if (response.status !== 206) throw new RangesRefusedError();
      await read((piece) => {
        at += piece.length;
        if (at > end) throw integrityError(entry, "size", end - start, `${at - start} or more`);
        return output.write(piece);
      });
    },
  );
  if (at < end) throw integrityError(entry, "size", end - start, at - start);
  await output.flush();
}
