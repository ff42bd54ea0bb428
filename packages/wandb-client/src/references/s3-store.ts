import { AwsClient } from "aws4fetch";
import { unquote } from "./etag.ts";
import { objectHead } from "./object-head.ts";
import type { S3Access } from "./options.ts";
import { askStore, streamStore, type StoreAccess, type StoreRequest } from "./store-request.ts";
import { xmlValue, xmlValues } from "./xml.ts";

/** Bucket, key and version of an `s3://` address. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** What S3 tells of an object. */
export interface S3Object {
  readonly etag: string;
  readonly size: number;
  readonly versionId?: string | undefined;
}

/** How an S3 store is reached. */
export interface S3StoreAccess extends StoreAccess {
  readonly s3?: S3Access | undefined;
}

/** The few calls of S3's REST interface that references need; signed when there are credentials. */
export class S3Store {
  readonly #access: S3StoreAccess;
  readonly #s3: S3Access;
  readonly #uri: string;
  readonly #aws: AwsClient | undefined;

  /** @param uri the reference, for messages */
  constructor(access: S3StoreAccess, uri: string) {
    this.#access = access;
    this.#s3 = access.s3 ?? {};
    this.#uri = uri;
    const { accessKeyId, secretAccessKey, sessionToken, region } = this.#s3;
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

  /** What stands at a place; undefined when nothing does. */
  async head(place: S3Place): Promise<(S3Object & { readonly isFolder: boolean }) | undefined> {
    const url = this.#url(place.bucket, place.key, versionQuery(place));
    const request = await this.#request("HEAD", url);
    return await askStore(this.#access, { ...request, accept: [404] }, (response) =>
      objectHead(
        response,
        "x-amz-version-id",
        (headers) => headers.get("content-type")?.includes("x-directory") === true,
      ),
    );
  }

  /** The bytes of an object. */
  async *read(place: S3Place, check: (response: Response) => void): AsyncGenerator<Uint8Array> {
    const url = this.#url(place.bucket, place.key, versionQuery(place));
    yield* streamStore(this.#access, await this.#request("GET", url), check);
  }

  /** The objects below a prefix. */
  async *list(bucket: string, prefix: string): AsyncGenerator<S3Object & { readonly key: string }> {
    let token: string | undefined;
    do {
      const xml = await this.#xml(bucket, {
        "list-type": "2",
        prefix,
        ...(token === undefined ? {} : { "continuation-token": token }),
      });
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

  /** The version of an object that has an ETag. */
  async versionOf({ bucket, key }: S3Place, etag: string): Promise<string | undefined> {
    let marker: Record<string, string> = {};
    for (;;) {
      const xml = await this.#xml(bucket, { versions: "", prefix: key, ...marker });
      for (const item of xmlValues(xml, "Version")) {
        if (xmlValue(item, "Key") === key && unquote(xmlValue(item, "ETag") ?? "") === etag)
          return xmlValue(item, "VersionId");
      }
      const next = xmlValue(xml, "NextKeyMarker");
      // Keys come in order: behind the wanted one there is nothing to find.
      if (next !== key) return undefined;
      marker = {
        "key-marker": next,
        "version-id-marker": xmlValue(xml, "NextVersionIdMarker") ?? "",
      };
    }
  }

  async #xml(bucket: string, query: Readonly<Record<string, string>>): Promise<string> {
    const request = await this.#request("GET", this.#url(bucket, "", query));
    return await askStore(this.#access, request, async (response) => await response.text());
  }

  async #request(method: "GET" | "HEAD", url: string): Promise<StoreRequest> {
    const signed = await this.#aws?.sign(url, { method });
    return {
      uri: this.#uri,
      method,
      url,
      headers: signed === undefined ? {} : Object.fromEntries(signed.headers),
      hint: "Pass `s3` with credentials, region and endpoint, or `checksum: false`.",
    };
  }

  #url(bucket: string, key: string, query: Readonly<Record<string, string>>): string {
    const { endpoint, region } = this.#s3;
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
