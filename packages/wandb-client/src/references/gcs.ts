import type { ManifestEntry } from "../artifacts/manifest.ts";
import { isRecord } from "../util/json.ts";
import { checkRecorded, recordedVersion } from "./etag.ts";
import type { GcsAccess, ResolveOptions } from "./options.ts";
import { collectObjects, pathBelow, prefixOf, uncheckedEntry } from "./prefix.ts";
import { referenceError } from "./reference-error.ts";
import { askStore, streamStore, type StoreAccess, type StoreRequest } from "./store-request.ts";

/** How Google's storage is reached. */
export interface GcsStore extends StoreAccess {
  readonly gcs?: GcsAccess | undefined;
}

interface GcsPlace {
  readonly bucket: string;
  readonly key: string;
  readonly generation: string | undefined;
}

interface GcsObject {
  readonly name: string;
  readonly etag: string;
  readonly size: number;
  readonly generation: string;
}

function parse(uri: string): GcsPlace {
  const match = /^gs:\/\/([^/#]+)\/?([^#]*)(?:#(.*))?$/s.exec(uri);
  if (match?.[1] === undefined) throw referenceError(uri, "is not of the form gs://bucket/name");
  return { bucket: match[1], key: match[2] ?? "", generation: match[3] };
}

/** References to an object of Google's storage, or to each object below a prefix. */
export async function gcsReferences(
  uri: string,
  options: ResolveOptions,
): Promise<ManifestEntry[]> {
  const place = parse(uri);
  if (options.checksum === false)
    return [uncheckedEntry(options.name ?? place.key, `gs://${place.bucket}/${place.key}`)];
  const single =
    place.key === "" || place.key.endsWith("/") ? undefined : await readObject(place, uri, options);
  if (single !== undefined) {
    return [
      entryOf(
        options.name ?? place.key.slice(place.key.lastIndexOf("/") + 1),
        place.bucket,
        single,
      ),
    ];
  }
  if (place.generation !== undefined)
    throw referenceError(uri, "does not exist in that generation");
  const prefix = prefixOf(place.key);
  const objects = await collectObjects(
    listObjects(place.bucket, prefix, uri, options),
    uri,
    options,
  );
  return objects.map((object) =>
    entryOf(pathBelow(prefix, object.name, options.name), place.bucket, object),
  );
}

async function* listObjects(
  bucket: string,
  prefix: string,
  uri: string,
  access: GcsStore,
): AsyncGenerator<GcsObject> {
  let pageToken: string | undefined;
  do {
    const query = new URLSearchParams({
      prefix,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const url = `${baseOf(access.gcs)}/storage/v1/b/${encodeURIComponent(bucket)}/o?${query.toString()}`;
    const page = await askStore(access, requestTo(url, uri, access), readJson);
    for (const item of Array.isArray(page["items"]) ? page["items"].filter(isRecord) : []) {
      const object = objectOf(item);
      // Some buckets keep a marker for each folder.
      if (!object.name.endsWith("/")) yield object;
    }
    const { nextPageToken } = page;
    pageToken = typeof nextPageToken === "string" ? nextPageToken : undefined;
  } while (pageToken !== undefined);
}

/** The bytes of a referenced object, in the generation that was recorded. */
export async function* openGcs(entry: ManifestEntry, access: GcsStore): AsyncGenerator<Uint8Array> {
  const ref = entry.ref ?? "";
  const place = parse(ref);
  const generation = recordedVersion(entry) ?? place.generation;
  const object = await readObject({ ...place, generation }, ref, access);
  if (object === undefined) throw referenceError(ref, "does not exist any more");
  checkRecorded(entry, object.etag);
  const url = `${objectUrl(place, access.gcs)}?alt=media&generation=${object.generation}`;
  yield* streamStore(access, requestTo(url, ref, access));
}

async function readObject(
  place: GcsPlace,
  uri: string,
  access: GcsStore,
): Promise<GcsObject | undefined> {
  const query =
    place.generation === undefined ? "" : `?generation=${encodeURIComponent(place.generation)}`;
  const url = objectUrl(place, access.gcs) + query;
  return await askStore(
    access,
    { ...requestTo(url, uri, access), accept: [404] },
    async (response) => (response.status === 404 ? undefined : objectOf(await readJson(response))),
  );
}

async function readJson(response: Response): Promise<Record<string, unknown>> {
  const json: unknown = await response.json();
  return isRecord(json) ? json : {};
}

function objectUrl(place: GcsPlace, access: GcsAccess | undefined): string {
  return `${baseOf(access)}/storage/v1/b/${encodeURIComponent(place.bucket)}/o/${encodeURIComponent(place.key)}`;
}

function baseOf(access: GcsAccess | undefined): string {
  return (access?.endpoint ?? "https://storage.googleapis.com").replace(/\/+$/, "");
}

function requestTo(url: string, uri: string, { gcs }: GcsStore): StoreRequest {
  const token = gcs?.accessToken;
  return {
    uri,
    url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    hint: "Pass `gcs` with an access token, or `checksum: false`.",
  };
}

function objectOf(json: Readonly<Record<string, unknown>>): GcsObject {
  const text = (key: string): string =>
    typeof json[key] === "string" || typeof json[key] === "number" ? String(json[key]) : "";
  return {
    name: text("name"),
    etag: text("etag"),
    size: Number(text("size")),
    generation: text("generation"),
  };
}

function entryOf(path: string, bucket: string, object: GcsObject): ManifestEntry {
  return {
    path,
    digest: object.etag,
    ref: `gs://${bucket}/${object.name}`,
    size: object.size,
    extra: { versionID: object.generation },
  };
}
