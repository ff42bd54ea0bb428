import type { ManifestEntry } from "../artifacts/manifest.ts";
import { checkRecorded, unquote } from "./etag.ts";
import { baseNameOf, type ResolveOptions } from "./options.ts";
import { uncheckedEntry } from "./prefix.ts";
import { referenceError } from "./reference-error.ts";
import { askStore, streamStore, type StoreAccess } from "./store-request.ts";

/**
 * A reference to a web address: digest is the ETag without quotes (without one, the address), size the
 * content's length, both as the server tells them.
 */
export async function httpReference(
  uri: string,
  options: ResolveOptions,
): Promise<ManifestEntry[]> {
  const path = options.name ?? baseNameOf(uri);
  if (options.checksum === false) return [uncheckedEntry(path, uri)];
  // A GET, whose body is not read, as W&B's SDK does: many servers answer HEAD differently.
  const headers = await askStore(options, { uri, url: uri }, async (response) => {
    await response.body?.cancel();
    return response.headers;
  });
  if (path === "") throw referenceError(uri, "has no name of its own; pass `name`");
  const etag = headers.get("etag");
  const length = headers.get("content-length");
  return [
    {
      path,
      digest: etag === null ? uri : unquote(etag),
      ref: uri,
      ...(length === null ? {} : { size: Number(length) }),
      ...(etag === null ? {} : { extra: { etag } }),
    },
  ];
}

/** The bytes of a web address, as long as it has the recorded ETag. */
export function openHttp(entry: ManifestEntry, access: StoreAccess): AsyncGenerator<Uint8Array> {
  const uri = entry.ref ?? "";
  return streamStore(access, { uri, url: uri }, (response) => {
    const etag = response.headers.get("etag");
    checkRecorded(entry, etag === null ? uri : unquote(etag));
  });
}
