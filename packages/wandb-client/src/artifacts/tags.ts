import type { ClientServices } from "../client/services.ts";
import { updateArtifactOperation } from "../operations/artifact-write.ts";
import { Artifact } from "./artifact.ts";
import { tagBatches } from "./tag-batches.ts";

/**
 * Gives a version the tags that it lacks: those that did not fit into the request that made it, and all
 * of them where the version was there before.
 */
export async function addMissingTags(
  services: ClientServices,
  artifact: Artifact,
  wanted: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Artifact> {
  const missing = wanted.filter((tag) => !artifact.tags.includes(tag));
  if (missing.length === 0) return artifact;
  for (const tagsToAdd of tagBatches(missing)) {
    const input = { artifactID: artifact.id, tagsToAdd };
    await services.graphql.run(updateArtifactOperation, { input }, { signal });
  }
  return await Artifact.byId(services, artifact.id, signal);
}
