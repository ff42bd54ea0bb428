import { WandbClientError } from "../errors.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import type { ReferencedEntry } from "../artifacts/draft-options.ts";
import { artifactReference } from "./artifact-reference.ts";
import { fileReferences } from "./file.ts";
import { gcsReferences } from "./gcs.ts";
import { httpReference } from "./http.ts";
import { s3References } from "./s3.ts";
import { baseNameOf, type ReferenceOptions } from "./options.ts";

/** Finds the entries that a reference stands for. */
export type ReferenceResolver = (
  uri: string,
  options: ReferenceOptions,
) => Promise<ManifestEntry[]>;

const resolvers: Readonly<Record<string, ReferenceResolver>> = {
  http: httpReference,
  https: httpReference,
  file: fileReferences,
  s3: s3References,
  gs: gcsReferences,
};

/**
 * Resolves a reference to entries: one, or one per object below a folder or prefix.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE`
 */
export async function resolveReference(
  target: string | ReferencedEntry,
  options: ReferenceOptions,
): Promise<ManifestEntry[]> {
  if (typeof target !== "string") return [artifactReference(target, options)];
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(target)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_REFERENCE",
      message: `the reference ${JSON.stringify(target)} has no scheme`,
      hint: `For a local file write file://${target.startsWith("/") ? "" : "/…/"}${target}.`,
      details: { uri: target },
    });
  }
  const resolver = resolvers[scheme];
  if (options.checksum === false && scheme !== "file") return [uncheckedReference(target, options)];
  if (resolver !== undefined) return await resolver(target, options);
  return [uncheckedReference(target, options)];
}

function uncheckedReference(uri: string, options: ReferenceOptions): ManifestEntry {
  const path = options.name ?? baseNameOf(uri);
  if (path === "") {
    throw new WandbClientError({
      code: "WANDB_CLIENT_REFERENCE",
      message: `the reference ${JSON.stringify(uri)} has no name of its own`,
      hint: "Pass `name`.",
      details: { uri },
    });
  }
  return { path, digest: uri, ref: uri };
}
