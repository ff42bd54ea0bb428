import type { ManifestEntry } from "../artifacts/manifest.ts";
import { WandbClientError } from "../errors.ts";
import { baseNameOf, type ReferenceOptions } from "./options.ts";

/**
 * A reference to a web address: digest is the ETag without quotes (without one, the address), size the
 * content's length, both as the server tells them.
 */
export async function httpReference(
  uri: string,
  options: ReferenceOptions,
): Promise<ManifestEntry[]> {
  const fetch = options.fetch ?? globalThis.fetch;
  const refuse = (why: string, cause?: unknown): WandbClientError =>
    new WandbClientError({
      code: "WANDB_CLIENT_REFERENCE",
      message: `the reference ${uri} ${why}`,
      hint: "Check the address, or pass `checksum: false` to record it unchecked.",
      details: { uri },
      ...(cause === undefined ? {} : { cause }),
    });
  let response: Response;
  try {
    // A GET, whose body is not read, as W&B's SDK does: many servers answer HEAD differently.
    response = await fetch(uri, options.signal === undefined ? {} : { signal: options.signal });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw refuse("cannot be reached", error);
  }
  await response.body?.cancel();
  if (!response.ok) throw refuse(`answers ${response.status}`);
  const path = options.name ?? baseNameOf(uri);
  if (path === "") throw refuse("has no name of its own; pass `name`");
  const etag = response.headers.get("etag");
  const length = response.headers.get("content-length");
  return [
    {
      path,
      digest: etag === null ? uri : etag.replace(/^"|"$/g, ""),
      ref: uri,
      ...(length === null ? {} : { size: Number(length) }),
      ...(etag === null ? {} : { extra: { etag } }),
    },
  ];
}
