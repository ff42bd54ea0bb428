/** How a reference is resolved. */
export interface ReferenceOptions {
  /** Path in the artifact; for folders and bucket prefixes the path below which the objects stand. */
  readonly name?: string | undefined;
  /** Ask for size and checksum. `false` records the address alone and expands nothing. Default true. */
  readonly checksum?: boolean | undefined;
  /** Most objects below a folder or prefix. Default 10 000 000. */
  readonly maxObjects?: number | undefined;
  /** The `fetch` to ask with. Default: the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Most objects that one reference may expand to, unless the caller says otherwise. */
export const defaultMaxObjects = 10_000_000;

/** The last part of an address, query included, as W&B names entries. */
export function baseNameOf(uri: string): string {
  const rest = uri.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const slash = rest.lastIndexOf("/");
  return slash < 0 ? "" : rest.slice(slash + 1);
}
