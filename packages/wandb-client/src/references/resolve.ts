import { WandbClientError } from "../errors.ts";
import type { ManifestEntry } from "../artifacts/manifest.ts";
import type { ReferencedEntry } from "../artifacts/draft-options.ts";
import { artifactReference } from "./artifact-reference.ts";
import { azureReferences, isAzure } from "./azure.ts";
import { fileReferences } from "./file.ts";
import { gcsReferences } from "./gcs.ts";
import { httpReference } from "./http.ts";
import { baseNameOf, type ReferenceOptions, type ResolveOptions } from "./options.ts";
import { uncheckedEntry } from "./prefix.ts";
import { s3References } from "./s3.ts";
import { draftTransport } from "./store-request.ts";

/** Finds the entries that a reference stands for. */
export type ReferenceResolver = (uri: string, options: ResolveOptions) => Promise<ManifestEntry[]>;

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
  const resolver = isAzure(target) ? azureReferences : resolvers[scheme];
  if (resolver !== undefined)
    return await resolver(target, { ...options, http: draftTransport(options) });
  return [uncheckedEntry(options.name ?? baseNameOf(target), target)];
}
