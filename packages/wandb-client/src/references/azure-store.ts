import { unquote } from "./etag.ts";
import { objectHead } from "./object-head.ts";
import type { AzureAccess } from "./options.ts";
import { askStore, streamStore, type StoreAccess, type StoreRequest } from "./store-request.ts";
import { xmlValue, xmlValues } from "./xml.ts";

/** The version of Azure's interface from which on blobs have versions, and folders tell that they are some. */
const interfaceVersion = "2021-12-02";

/** Where a blob stands. */
export interface AzurePlace {
  /** `https://<account>.blob.core.windows.net`. */
  readonly account: string;
  readonly container: string;
  readonly blob: string;
  readonly versionId?: string | undefined;
}

/** What Azure tells of a blob. */
export interface AzureBlob {
  readonly etag: string;
  readonly size: number;
  readonly versionId: string | undefined;
  /** Whether it only marks a folder of a hierarchical account. */
  readonly isFolder: boolean;
}

/** How Azure's storage is reached. */
export interface AzureStoreAccess extends StoreAccess {
  readonly azure?: AzureAccess | undefined;
}

/** The few calls of the Blob service's REST interface that references need. */
export class AzureStore {
  readonly #access: AzureStoreAccess;
  readonly #uri: string;

  /** @param uri the reference, for messages */
  constructor(access: AzureStoreAccess, uri: string) {
    this.#access = access;
    this.#uri = uri;
  }

  /** What stands at a place; undefined when nothing does. */
  async head(place: AzurePlace): Promise<AzureBlob | undefined> {
    const request = this.#request("HEAD", this.#blobUrl(place));
    return await askStore(this.#access, { ...request, accept: [404] }, (response) =>
      objectHead(
        response,
        "x-ms-version-id",
        (headers) => headers.get("x-ms-meta-hdi_isfolder") === "true",
      ),
    );
  }

  /** The bytes of a blob. */
  read(place: AzurePlace, check: (response: Response) => void): AsyncGenerator<Uint8Array> {
    return streamStore(this.#access, this.#request("GET", this.#blobUrl(place)), check);
  }

  /** The blobs below a prefix. */
  async *list(
    place: AzurePlace,
    prefix: string,
  ): AsyncGenerator<AzureBlob & { readonly name: string }> {
    yield* this.#list(place, { prefix, include: "metadata" });
  }

  /** The version of a blob that has an ETag. */
  async versionOf(place: AzurePlace, etag: string): Promise<string | undefined> {
    for await (const blob of this.#list(place, { prefix: place.blob, include: "versions" }))
      if (blob.name === place.blob && blob.etag === etag) return blob.versionId;
    return undefined;
  }

  async *#list(
    { account, container }: AzurePlace,
    query: Readonly<Record<string, string>>,
  ): AsyncGenerator<AzureBlob & { readonly name: string }> {
    let marker: string | undefined;
    do {
      const all = {
        restype: "container",
        comp: "list",
        ...query,
        ...(marker === undefined ? {} : { marker }),
      };
      const url = `${account}/${encodeURIComponent(container)}?${new URLSearchParams(all).toString()}`;
      const xml = await askStore(
        this.#access,
        this.#request("GET", url),
        async (response) => await response.text(),
      );
      for (const item of xmlValues(xml, "Blob")) {
        const versionId = xmlValue(item, "VersionId");
        yield {
          name: xmlValue(item, "Name") ?? "",
          etag: unquote(xmlValue(item, "Etag") ?? ""),
          size: Number(xmlValue(item, "Content-Length") ?? 0),
          versionId: versionId === "" ? undefined : versionId,
          isFolder:
            xmlValue(item, "hdi_isfolder") === "true" ||
            xmlValue(item, "ResourceType") === "directory",
        };
      }
      marker = xmlValue(xml, "NextMarker");
    } while (marker !== undefined && marker !== "");
  }

  #blobUrl({ account, container, blob, versionId }: AzurePlace): string {
    const path = [container, ...blob.split("/")].map(encodeURIComponent).join("/");
    const query =
      versionId === undefined ? "" : `?${new URLSearchParams({ versionid: versionId }).toString()}`;
    return `${account}/${path}${query}`;
  }

  #request(method: "GET" | "HEAD", url: string): StoreRequest {
    const { sasToken, accessToken } = this.#access.azure ?? {};
    const signature = sasToken?.replace(/^\?/, "");
    return {
      uri: this.#uri,
      method,
      url: signature === undefined ? url : `${url}${url.includes("?") ? "&" : "?"}${signature}`,
      headers: {
        "x-ms-version": interfaceVersion,
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
      hint: "Pass `azure` with a shared access signature or an access token, or `checksum: false`.",
    };
  }
}
