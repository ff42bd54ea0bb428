import type { ManifestEntry } from "../artifacts/manifest.ts";
import {
  AzureStore,
  type AzureBlob,
  type AzurePlace,
  type AzureStoreAccess,
} from "./azure-store.ts";
import { openVersioned } from "./open-versioned.ts";
import type { ResolveOptions } from "./options.ts";
import { collectObjects, pathBelow, prefixOf, uncheckedEntry } from "./prefix.ts";
import { referenceError } from "./reference-error.ts";

/** Whether a web address is one of Azure's storage: `https://<account>.blob.core.windows.net/<container>/<blob>`. */
export function isAzure(uri: string): boolean {
  return /^https:\/\/[^/?#]+\.blob\.core\.windows\.net(?:[/?#]|$)/i.test(uri);
}

function parse(uri: string): AzurePlace {
  const url = new URL(uri);
  const [, container = "", ...rest] = url.pathname.split("/").map(decodeURIComponent);
  const blob = rest.join("/");
  if (container === "" || blob === "") {
    throw referenceError(
      uri,
      "is not of the form https://account.blob.core.windows.net/container/blob",
    );
  }
  return {
    account: url.origin,
    container,
    blob,
    versionId: url.searchParams.get("versionId") ?? undefined,
  };
}

const refOf = ({ account, container }: AzurePlace, blob: string): string =>
  `${account}/${container}/${blob}`;

/**
 * References to a blob, or to each blob below it when it is a folder or does not exist. The digest is the ETag
 * without quotes; version and ETag are recorded as W&B's SDK does.
 */
export async function azureReferences(
  uri: string,
  options: ResolveOptions,
): Promise<ManifestEntry[]> {
  const place = parse(uri);
  const { blob } = place;
  if (options.checksum === false) return [uncheckedEntry(options.name ?? blob, refOf(place, blob))];
  const store = new AzureStore(options, uri);
  const single = blob.endsWith("/") ? undefined : await store.head(place);
  if (single !== undefined && !single.isFolder) {
    const path = options.name ?? blob.slice(blob.lastIndexOf("/") + 1);
    return [entryOf(path, refOf(place, blob), single)];
  }
  if (single === undefined && place.versionId !== undefined)
    throw referenceError(uri, "does not exist in that version");
  const prefix = prefixOf(blob);
  const blobs = await collectObjects(files(store.list(place, prefix)), uri, options);
  return blobs.map((each) =>
    entryOf(pathBelow(prefix, each.name, options.name), refOf(place, each.name), each),
  );
}

async function* files<T extends AzureBlob>(blobs: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const blob of blobs) if (!blob.isFolder) yield blob;
}

function entryOf(path: string, ref: string, blob: AzureBlob): ManifestEntry {
  const { etag, size, versionId } = blob;
  return {
    path,
    digest: etag,
    ref,
    size,
    extra: { etag, ...(versionId === undefined ? {} : { versionID: versionId }) },
  };
}

/** The bytes of a referenced blob; see {@link openVersioned}. */
export function openAzure(
  entry: ManifestEntry,
  access: AzureStoreAccess,
): AsyncGenerator<Uint8Array> {
  const ref = entry.ref ?? "";
  return openVersioned(entry, parse(ref), new AzureStore(access, ref));
}
