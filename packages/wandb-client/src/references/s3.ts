import { AwsClient } from "aws4fetch";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import { defaultMaxObjects, type ReferenceOptions, type S3Access } from "./options.ts";
import { referenceError } from "./reference-error.ts";
import { xmlValue, xmlValues } from "./xml.ts";

/** Bucket, key and version of an `s3://` address. */
interface S3Place {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

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
 * objects of a prefix are left out, as W&B's SDK does.
 */
export async function s3References(
  uri: string,
  options: ReferenceOptions,
): Promise<ManifestEntry[]> {
  const place = parse(uri);
  const store = new S3Store(options.s3 ?? {}, options.fetch);
  const head =
    place.key === "" || place.key.endsWith("/")
      ? undefined
      : await store.head(place, uri, options.signal);
  if (head !== undefined && !head.isFolder) {
    const path = options.name ?? place.key.slice(place.key.lastIndexOf("/") + 1);
    return [entryOf(path, `s3://${place.bucket}/${place.key}`, head)];
  }
  if (place.versionId !== undefined) throw referenceError(uri, "does not exist in that version");
  const prefix = place.key === "" || place.key.endsWith("/") ? place.key : `${place.key}/`;
  const found: ManifestEntry[] = [];
  const most = options.maxObjects ?? defaultMaxObjects;
  for await (const object of store.list(place.bucket, prefix, uri, options.signal)) {
    if (object.size === 0) continue;
    if (found.length >= most)
      throw referenceError(
        uri,
        `stands for more than ${most} objects`,
        "Raise `maxObjects`, or use a narrower prefix.",
      );
    const relative = object.key.slice(prefix.length);
    found.push(
      entryOf(
        options.name === undefined ? relative : `${options.name}/${relative}`,
        `s3://${place.bucket}/${object.key}`,
        object,
      ),
    );
  }
  if (found.length === 0) throw referenceError(uri, "stands for no object");
  return found;
}

interface S3Object {
  readonly etag: string;
  readonly size: number;
  readonly versionId?: string | undefined;
}

function entryOf(path: string, ref: string, object: S3Object): ManifestEntry {
  const isVersioned = object.versionId !== undefined && object.versionId !== "null";
  return {
    path,
    digest: object.etag,
    ref,
    size: object.size,
    extra: { etag: object.etag, ...(isVersioned ? { versionID: object.versionId } : {}) },
  };
}

/** The bytes of a referenced object, in the version that was recorded. */
export async function openS3(
  entry: ManifestEntry,
  options: Pick<ReferenceOptions, "s3" | "fetch" | "signal">,
): Promise<Response> {
  const ref = entry.ref ?? "";
  const place = parse(ref);
  const recorded = entry.extra?.["versionID"];
  const store = new S3Store(options.s3 ?? {}, options.fetch);
  const response = await store.get(
    { ...place, versionId: typeof recorded === "string" ? recorded : place.versionId },
    ref,
    options.signal,
  );
  const etag = unquote(response.headers.get("etag") ?? "");
  if (etag !== entry.digest && entry.digest !== ref) {
    await response.body?.cancel();
    throw referenceError(
      ref,
      `has the ETag ${etag}, not ${entry.digest}`,
      "The object was replaced; log the reference again.",
    );
  }
  return response;
}

function unquote(etag: string): string {
  return etag.replace(/^"|"$/g, "");
}

/** The few calls of S3's REST interface that references need; signed when there are credentials. */
class S3Store {
  readonly #access: S3Access;
  readonly #aws: AwsClient | undefined;
  readonly #fetch: typeof globalThis.fetch | undefined;

  constructor(access: S3Access, fetch: typeof globalThis.fetch | undefined) {
    this.#access = access;
    this.#fetch = fetch;
    const { accessKeyId, secretAccessKey, sessionToken, region } = access;
    if (accessKeyId !== undefined && secretAccessKey !== undefined) {
      this.#aws = new AwsClient({
        accessKeyId,
        secretAccessKey,
        service: "s3",
        region: region ?? "us-east-1",
        ...(sessionToken === undefined ? {} : { sessionToken }),
      });
    }
  }

  async head(
    place: S3Place,
    uri: string,
    signal: AbortSignal | undefined,
  ): Promise<(S3Object & { readonly isFolder: boolean }) | undefined> {
    const response = await this.#send(
      "HEAD",
      this.#url(place.bucket, place.key, versionQuery(place)),
      uri,
      signal,
      [404],
    );
    if (response.status === 404) return undefined;
    return {
      etag: unquote(response.headers.get("etag") ?? ""),
      size: Number(response.headers.get("content-length") ?? 0),
      versionId: response.headers.get("x-amz-version-id") ?? undefined,
      isFolder: response.headers.get("content-type")?.includes("x-directory") === true,
    };
  }

  async get(place: S3Place, uri: string, signal: AbortSignal | undefined): Promise<Response> {
    return await this.#send(
      "GET",
      this.#url(place.bucket, place.key, versionQuery(place)),
      uri,
      signal,
      [],
    );
  }

  async *list(
    bucket: string,
    prefix: string,
    uri: string,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<S3Object & { readonly key: string }> {
    let token: string | undefined;
    do {
      const query: Record<string, string> = {
        "list-type": "2",
        prefix,
        ...(token === undefined ? {} : { "continuation-token": token }),
      };
      const response = await this.#send("GET", this.#url(bucket, "", query), uri, signal, []);
      const xml = await response.text();
      for (const item of xmlValues(xml, "Contents")) {
        yield {
          key: xmlValue(item, "Key") ?? "",
          size: Number(xmlValue(item, "Size") ?? 0),
          etag: unquote(xmlValue(item, "ETag") ?? ""),
        };
      }
      token = xmlValue(xml, "NextContinuationToken");
    } while (token !== undefined && token !== "");
  }

  async #send(
    method: string,
    url: string,
    uri: string,
    signal: AbortSignal | undefined,
    accept: readonly number[],
  ): Promise<Response> {
    const signed =
      this.#aws === undefined
        ? new Request(url, { method })
        : await this.#aws.sign(url, { method });
    const fetch = this.#fetch ?? globalThis.fetch;
    let response: Response;
    try {
      response = await fetch(signed, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw referenceError(uri, "cannot be reached", undefined, error);
    }
    if (response.ok || accept.includes(response.status)) return response;
    await response.body?.cancel();
    throw referenceError(
      uri,
      `answers ${response.status}`,
      "Pass `s3` with credentials, region and endpoint, or `checksum: false`.",
    );
  }

  #url(bucket: string, key: string, query: Readonly<Record<string, string>>): string {
    const { endpoint, region } = this.#access;
    const path = key.split("/").map(encodeURIComponent).join("/");
    const base =
      endpoint === undefined
        ? `https://${bucket}.s3${region === undefined ? "" : `.${region}`}.amazonaws.com/${path}`
        : `${endpoint.replace(/\/+$/, "")}/${bucket}/${path}`;
    const search = new URLSearchParams(query).toString();
    return search === "" ? base : `${base}?${search}`;
  }
}

function versionQuery(place: S3Place): Record<string, string> {
  return place.versionId === undefined ? {} : { versionId: place.versionId };
}
