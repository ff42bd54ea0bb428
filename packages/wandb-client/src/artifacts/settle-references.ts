import type { ClientServices } from "../client/services.ts";
import {
  artifactReference,
  parseArtifactReference,
  parseClientReference,
} from "../references/artifact-reference.ts";
import type { ArtifactDraft } from "./artifact-draft.ts";
import { placeAt } from "./entry-at.ts";
import { serverIdOf } from "./server-id.ts";

/**
 * Finds what the addresses of other versions' entries in a draft stand for. Such a reference has the digest of the
 * entry that has the bytes, and names the version by the server's id, as W&B's SDK records it.
 *
 * @throws WandbClientError `WANDB_CLIENT_REFERENCE`, `WANDB_CLIENT_NOT_FOUND`, `WANDB_CLIENT_ENTRY_MISSING`
 */
export async function settleReferences(
  services: ClientServices,
  draft: ArtifactDraft,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ids = new Map<string, string>();
  for (const { path, ref, digest } of draft.entries.values()) {
    if (ref === undefined || (digest !== ref && parseClientReference(ref) === undefined)) continue;
    const source = await sourceOf(services, ref, ids, signal);
    if (source === undefined) continue;
    const artifact = await services.referenced.get(source.artifactId, signal);
    const { entry } = await (await artifact.entry(source.path, { signal })).home({ signal });
    draft.settleReference(artifactReference(entry, { name: path }));
  }
}

async function sourceOf(
  services: ClientServices,
  ref: string,
  ids: Map<string, string>,
  signal: AbortSignal | undefined,
): Promise<{ readonly artifactId: string; readonly path: string } | undefined> {
  const client = parseClientReference(ref);
  if (client === undefined) return parseArtifactReference(ref);
  const { clientId, alias, path } = client;
  const version = alias === undefined ? clientId : `${clientId}:${alias}`;
  const artifactId =
    ids.get(version) ??
    (alias === undefined
      ? await serverIdOf(services, clientId, signal)
      : (await placeAt(services, ref, signal)).artifact.id);
  ids.set(version, artifactId);
  return { artifactId, path };
}
