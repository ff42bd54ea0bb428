import type { ClientServices } from "../client/services.ts";
import { WandbIntegrityError } from "../errors.ts";
import { algorithmOf, openDigest } from "./digest.ts";
import type { EntryUrls } from "./entry-urls.ts";
import type { ManifestEntry } from "./manifest.ts";
import { headersForUrl, isExpired, urlRenewals } from "../transfer/put.ts";
import { restOf } from "../transport/body.ts";
import type { Consume } from "../transport/http.ts";
import { streamThrough } from "../transport/stream-through.ts";
import { openReference } from "../references/open.ts";

/** Thrown when bytes are not what the manifest promises. */
export function integrityError(
  entry: ManifestEntry,
  what: "digest" | "size",
  expected: string | number,
  actual: string | number,
): WandbIntegrityError {
  return new WandbIntegrityError({
    code: "WANDB_CLIENT_INTEGRITY",
    message: `${entry.path} has the ${what} ${actual}, not ${expected}`,
    hint: "Download again; if it persists, the stored content is damaged.",
    details: { path: entry.path, what, expected, actual },
  });
}

/**
 * Streams the bytes of an entry and checks digest and size on the way. A connection that breaks is taken
 * up again where it broke, as content is immutable.
 *
 * @throws WandbIntegrityError after the last byte, when they are not the promised ones
 */
export async function* openEntry(
  services: ClientServices,
  urls: EntryUrls,
  entry: ManifestEntry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (entry.ref !== undefined) {
    yield* openReference(services, entry, signal);
    return;
  }
  const hash = await openDigest(algorithmOf(entry));
  let received = 0;
  for await (const chunk of receive(services, urls, entry, signal)) {
    hash.update(chunk);
    received += chunk.length;
    if (entry.size !== undefined && received > entry.size)
      throw integrityError(entry, "size", entry.size, `${received} or more`);
    yield chunk;
  }
  if (entry.size !== undefined && received !== entry.size)
    throw integrityError(entry, "size", entry.size, received);
  const actual = hash.finish();
  if (actual !== entry.digest) throw integrityError(entry, "digest", entry.digest, actual);
}

/** The bytes as they arrive. */
function receive(
  services: ClientServices,
  urls: EntryUrls,
  entry: ManifestEntry,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let delivered = 0;
  return streamThrough((write) =>
    requestEntry(
      services,
      urls,
      entry,
      { startOf: () => delivered, signal },
      async (response, progress) => {
        // Servers that know no ranges send everything again.
        const skip = response.status === 206 ? 0 : delivered;
        for await (const rest of restOf(response, skip, progress)) {
          await write(rest);
          delivered += rest.length;
          progress();
        }
      },
    ),
  );
}

/** Which bytes of an entry are asked for. */
export interface EntryRequest {
  /** First byte that is wanted, asked before each attempt. */
  readonly startOf: () => number;
  /** First byte that is not wanted any more; absent: all to the end. */
  readonly end?: number;
  /** Take the bytes without copies: for long contents. */
  readonly tapped?: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Makes the request for an entry; an address that has expired is asked for again. */
export async function requestEntry<T>(
  services: ClientServices,
  urls: EntryUrls,
  entry: ManifestEntry,
  { startOf, end, tapped = false, signal }: EntryRequest,
  consume: Consume<T>,
): Promise<T> {
  for (let round = 0; ; round++) {
    const url = await urls.urlOf(entry, round > 0, signal);
    const headers = await headersForUrl(services, url);
    try {
      return await services.http.send(
        {
          operation: `download of ${entry.path}`,
          url,
          headers: () =>
            startOf() > 0 || end !== undefined
              ? { ...headers, range: `bytes=${startOf()}-${end === undefined ? "" : end - 1}` }
              : headers,
          policy: "transfer",
          timeoutMs: services.settings.transferTimeoutMs,
          idle: true,
          tapped,
          signal,
        },
        consume,
      );
    } catch (error) {
      if (round >= urlRenewals || !isExpired(error)) throw error;
    }
  }
}
