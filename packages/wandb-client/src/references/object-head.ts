import { etagOf } from "./etag.ts";

/** What a store says about an object when its head alone is asked for. */
export interface ObjectHead {
  readonly etag: string;
  readonly size: number;
  readonly versionId: string | undefined;
  /** Whether it only stands for a folder. */
  readonly isFolder: boolean;
}

/**
 * Reads an object's head from an answer without a body; undefined for an object that is not there.
 *
 * @param versionHeader name of the header that tells the version
 */
export async function objectHead(
  response: Response,
  versionHeader: string,
  isFolder: (headers: Headers) => boolean,
): Promise<ObjectHead | undefined> {
  await response.body?.cancel();
  if (response.status === 404) return undefined;
  return {
    etag: etagOf(response),
    size: Number(response.headers.get("content-length") ?? 0),
    versionId: response.headers.get(versionHeader) ?? undefined,
    isFolder: isFolder(response.headers),
  };
}
