import type { StoreAccess } from "./store-request.ts";

/** How a reference is resolved. */
export interface ReferenceOptions {
  /** Path in the artifact; for folders and bucket prefixes the path below which the objects stand. */
  readonly name?: string | undefined;
  /** Ask for size and checksum. `false` records the address alone and expands nothing. Default true. */
  readonly checksum?: boolean | undefined;
  /** Most objects below a folder or prefix; more are an error. Default 10 000 000. */
  readonly maxObjects?: number | undefined;
  /** The `fetch` to ask with. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How S3 is reached. Without keys, requests are not signed. */
  readonly s3?: S3Access | undefined;
  /** How Google's storage is reached. */
  readonly gcs?: GcsAccess | undefined;
  /** How Azure's storage is reached. */
  readonly azure?: AzureAccess | undefined;
}

/** Options of a resolver, with the transport to ask through. */
export interface ResolveOptions extends Omit<ReferenceOptions, "signal">, StoreAccess {}

/** Credentials and place of an S3 store. */
export interface S3Access {
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly region?: string;
  /** Address of a compatible store, such as http://localhost:9000; buckets are then part of the path. */
  readonly endpoint?: string;
}

/** Credentials and place of Google's storage. */
export interface GcsAccess {
  readonly accessToken?: string;
  readonly endpoint?: string;
}

/** Credentials of Azure's storage; without any, only public containers are read. */
export interface AzureAccess {
  /** A shared access signature: the query with or without its question mark. */
  readonly sasToken?: string;
  /** An access token of Microsoft Entra for `https://storage.azure.com/`. */
  readonly accessToken?: string;
}

/** Most objects that one reference may expand to, unless the caller says otherwise. */
export const defaultMaxObjects = 10_000_000;

/** The last part of an address, query included, as W&B names entries. */
export function baseNameOf(uri: string): string {
  const rest = uri.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const slash = rest.lastIndexOf("/");
  return slash < 0 ? "" : rest.slice(slash + 1);
}
