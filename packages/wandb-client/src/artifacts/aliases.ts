import type { ClientServices } from "../client/services.ts";
import { addAliasesOperation } from "../operations/artifact-write.ts";
import { Artifact } from "./artifact.ts";

/** Gives a version the aliases that it lacks. */
export async function addMissingAliases(
  services: ClientServices,
  artifact: Artifact,
  wanted: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Artifact> {
  const missing = wanted.filter((alias) => !artifact.aliases.includes(alias));
  if (missing.length === 0) return artifact;
  await services.graphql.run(
    addAliasesOperation,
    {
      artifactID: artifact.id,
      aliases: missing.map((alias) => ({
        entityName: artifact.entity,
        projectName: artifact.project,
        artifactCollectionName: artifact.collection,
        alias,
      })),
    },
    { signal },
  );
  return await Artifact.byId(services, artifact.id, signal);
}
