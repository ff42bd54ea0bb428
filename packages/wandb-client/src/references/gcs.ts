import type { ManifestEntry } from "../artifacts/manifest.ts";
import { isRecord } from "../util/json.ts";
import { defaultMaxObjects, type GcsAccess, type ReferenceOptions } from "./options.ts";
import { referenceError } from "./reference-error.ts";

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
  options: ReferenceOptions,
): Promise<ManifestEntry[]> {
  const place = parse(uri);
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
  const prefix = place.key === "" || place.key.endsWith("/") ? place.key : `${place.key}/`;
  const most = options.maxObjects ?? defaultMaxObjects;
  const found: ManifestEntry[] = [];
  let pageToken: string | undefined;
  do {
    const query = new URLSearchParams({
      prefix,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const answer = await ask(
      `${baseOf(options.gcs)}/storage/v1/b/${encodeURIComponent(place.bucket)}/o?${query.toString()}`,
      uri,
      options,
      [],
    );
    const page: unknown = await answer.json();
    const items =
      isRecord(page) && Array.isArray(page["items"])
        ? page["items"].filter(isRecord).map(objectOf)
        : [];
    for (const object of items) {
      if (object.name.endsWith("/")) continue;
      if (found.length >= most)
        throw referenceError(
          uri,
          `stands for more than ${most} objects`,
          "Raise `maxObjects`, or use a narrower prefix.",
        );
      const relative = object.name.slice(prefix.length);
      found.push(
        entryOf(
          options.name === undefined ? relative : `${options.name}/${relative}`,
          place.bucket,
          object,
        ),
      );
    }
    pageToken =
      isRecord(page) && typeof page["nextPageToken"] === "string"
        ? page["nextPageToken"]
        : undefined;
  } while (pageToken !== undefined);
  if (found.length === 0) throw referenceError(uri, "stands for no object");
  return found;
}

/** The bytes of a referenced object, in the generation that was recorded. */
export async function openGcs(
  entry: ManifestEntry,
  options: Pick<ReferenceOptions, "gcs" | "fetch" | "signal">,
): Promise<Response> {
  const ref = entry.ref ?? "";
  const place = parse(ref);
  const recorded = entry.extra?.["versionID"];
  const generation = typeof recorded === "string" ? recorded : place.generation;
  const object = await readObject({ ...place, generation }, ref, options);
  if (object === undefined) throw referenceError(ref, "does not exist any more");
  if (object.etag !== entry.digest && entry.digest !== ref)
    throw referenceError(
      ref,
      `has the ETag ${object.etag}, not ${entry.digest}`,
      "The object was replaced; log the reference again.",
    );
  return await ask(
    `${objectUrl(place, options.gcs)}?alt=media&generation=${object.generation}`,
    ref,
    options,
    [],
  );
}

async function readObject(
  place: GcsPlace,
  uri: string,
  options: Pick<ReferenceOptions, "gcs" | "fetch" | "signal">,
): Promise<GcsObject | undefined> {
  const query =
    place.generation === undefined ? "" : `?generation=${encodeURIComponent(place.generation)}`;
  const response = await ask(objectUrl(place, options.gcs) + query, uri, options, [404]);
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  const json: unknown = await response.json();
  return isRecord(json) ? objectOf(json) : undefined;
}

function objectUrl(place: GcsPlace, access: GcsAccess | undefined): string {
  return `${baseOf(access)}/storage/v1/b/${encodeURIComponent(place.bucket)}/o/${encodeURIComponent(place.key)}`;
}

function baseOf(access: GcsAccess | undefined): string {
  return (access?.endpoint ?? "https://storage.googleapis.com").replace(/\/+$/, "");
}

async function ask(
  url: string,
  uri: string,
  options: Pick<ReferenceOptions, "gcs" | "fetch" | "signal">,
  accept: readonly number[],
): Promise<Response> {
  const fetch = options.fetch ?? globalThis.fetch;
  const token = options.gcs?.accessToken;
  let response: Response;
  try {
    response = await fetch(url, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw referenceError(uri, "cannot be reached", undefined, error);
  }
  if (response.ok || accept.includes(response.status)) return response;
  await response.body?.cancel();
  throw referenceError(
    uri,
    `answers ${response.status}`,
    "Pass `gcs` with an access token, or `checksum: false`.",
  );
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
