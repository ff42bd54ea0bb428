import type { ManifestEntry } from "../artifacts/manifest.ts";
import { WandbClientError } from "../errors.ts";
import { forEachConcurrent } from "../util/concurrency.ts";
import { openVersioned } from "./open-versioned.ts";
import type { ResolveOptions } from "./options.ts";
import { collectObjects, pathBelow, prefixOf, uncheckedEntry } from "./prefix.ts";
import { referenceError } from "./reference-error.ts";
import { S3Store, type S3Object, type S3Place, type S3StoreAccess } from "./s3-store.ts";

/** Objects of a prefix whose versions are asked for at once. */
const headConcurrency = 16;

function parse(uri: string): S3Place {
  const match = /^s3:\/\/([^/?#]+)\/?([^?]*)(?:\?(.*))?$/s.exec(uri);
  if (match?.[1] === undefined) throw referenceError(uri, "is not of the form s3://bucket/key");
  return {
    bucket: match[1],
    key: match[2] ?? "",
    versionId: new URLSearchParams(match[3] ?? "").get("versionId") ?? undefined,
  };
}

/**
 * References to an object, or to each object below a prefix. The digest is the ETag without quotes; empty
 * objects of a prefix are left out, as W&B's SDK does. In a bucket with versions the version is recorded.
 */
export async function s3References(uri: string, options: ResolveOptions): Promise<ManifestEntry[]> {
  const place = parse(uri);
  const { bucket, key } = place;
  if (options.checksum === false) {
    const path = options.name ?? (key === "" ? bucket : key);
    return [uncheckedEntry(path, `s3://${bucket}/${key}`)];
  }
  const store = new S3Store(options, uri);
  const head = key === "" || key.endsWith("/") ? undefined : await store.head(place);
  if (head !== undefined && !head.isFolder) {
    const path = options.name ?? key.slice(key.lastIndexOf("/") + 1);
    return [entryOf(path, `s3://${bucket}/${key}`, head)];
  }
  if (place.versionId !== undefined) throw referenceError(uri, "does not exist in that version");
  const prefix = prefixOf(key);
  const listed = await collectObjects(filled(store.list(bucket, prefix)), uri, options);
  const objects = await withVersions(store, bucket, listed);
  return objects.map((object) =>
    entryOf(pathBelow(prefix, object.key, options.name), `s3://${bucket}/${object.key}`, object),
  );
}

async function* filled<T extends S3Object>(objects: AsyncIterable<T>): AsyncGenerator<T> {
  for await (const object of objects) if (object.size > 0) yield object;
}

type ListedObject = S3Object & { readonly key: string };

/** Lists do not tell versions; each object is asked for its own, if the first one has any. */
async function withVersions(
  store: S3Store,
  bucket: string,
  listed: readonly ListedObject[],
): Promise<ListedObject[]> {
  const objects = [...listed];
  const [first] = objects;
  if (first === undefined) return objects;
  const probe = await store.head({ bucket, key: first.key }).catch((error: unknown) => {
    // Who may list but not read gets the list as it is.
    if (WandbClientError.is(error, "WANDB_CLIENT_REFERENCE")) return undefined;
    throw error;
  });
  if (!isVersioned(probe)) return objects;
  await forEachConcurrent(objects.entries(), headConcurrency, async ([index, object]) => {
    const head = await store.head({ bucket, key: object.key });
    if (head !== undefined) objects[index] = { ...head, key: object.key };
  });
  return objects;
}

function isVersioned(object: S3Object | undefined): boolean {
  return object?.versionId !== undefined && object.versionId !== "null";
}

function entryOf(path: string, ref: string, object: S3Object): ManifestEntry {
  return {
    path,
    digest: object.etag,
    ref,
    size: object.size,
    extra: {
      etag: object.etag,
      ...(isVersioned(object) ? { versionID: object.versionId } : {}),
    },
  };
}

/** The bytes of a referenced object; see {@link openVersioned}. */
export function openS3(entry: ManifestEntry, access: S3StoreAccess): AsyncGenerator<Uint8Array> {
  const ref = entry.ref ?? "";
  return openVersioned(entry, parse(ref), new S3Store(access, ref));
}
