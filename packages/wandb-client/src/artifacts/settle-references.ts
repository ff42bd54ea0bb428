import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { clientIdMappingOperation } from "../operations/artifact-write.ts";
import { artifactReference, parseArtifactReference } from "../references/artifact-reference.ts";
import type { ArtifactDraft } from "./artifact-draft.ts";

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
    if (ref === undefined || digest !== ref) continue;
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
  const [, clientId, path] = /^wandb-client-artifact:\/\/([^/]+)\/(.+)$/s.exec(ref) ?? [];
  if (clientId === undefined || path === undefined) return parseArtifactReference(ref);
  const artifactId = ids.get(clientId) ?? (await serverIdOf(services, clientId, signal));
  ids.set(clientId, artifactId);
  return { artifactId, path };
}

async function serverIdOf(
  services: ClientServices,
  clientId: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await services.graphql.run(
    clientIdMappingOperation,
    { clientID: clientId },
    { signal },
  );
  if (answer.clientIDMapping !== null) return answer.clientIDMapping.serverID;
  throw new WandbClientError({
    code: "WANDB_CLIENT_REFERENCE",
    message: "an entry refers to an artifact that was never logged",
    hint: "Log the referenced artifact first.",
    details: { clientId },
  });
}
