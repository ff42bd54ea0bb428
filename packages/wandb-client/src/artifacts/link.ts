import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { collectionIdOperation } from "../operations/artifact-read.ts";
import { linkArtifactOperation, unlinkArtifactOperation } from "../operations/artifact-write.ts";
import { isRegistryProject, registryEntity } from "../registry/organization.ts";
import type { Artifact } from "./artifact.ts";
import { checkAlias } from "./names.ts";

/**
 * Links a version into a collection of a registry or another project.
 *
 * @returns the path of the version as seen through the link
 */
export async function linkArtifact(
  services: ClientServices,
  artifact: Artifact,
  target: string,
  options: {
    readonly aliases?: readonly string[] | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<string> {
  const { signal } = options;
  const aliases = (options.aliases ?? []).map(checkAlias);
  const parts = target.split("/");
  const [collection, project = artifact.sourceProject, owner] = parts.toReversed();
  if (
    parts.length > 3 ||
    parts.includes("") ||
    collection === undefined ||
    collection.includes(":")
  ) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_INVALID_NAME",
      message: `the link target ${JSON.stringify(target)} is not of the form [[entity/]project/]collection`,
      hint: "Name a collection without version; pass aliases separately.",
      details: { target },
    });
  }
  const entity = isRegistryProject(project)
    ? await registryEntity(
        services,
        artifact.sourceEntity,
        owner ?? services.settings.organization,
        signal,
      )
    : (owner ?? artifact.sourceEntity);
  const { linkArtifact: linked } = await services.graphql.run(
    linkArtifactOperation,
    {
      input: {
        artifactID: artifact.id,
        artifactPortfolioName: collection,
        entityName: entity,
        projectName: project,
        aliases: aliases.map((alias) => ({ artifactCollectionName: collection, alias })),
      },
    },
    { signal },
  );
  const version = linked?.versionIndex;
  return `${entity}/${project}/${collection}:${version === null || version === undefined ? "latest" : `v${version}`}`;
}

/** Removes the link through which a version was found. */
export async function unlinkArtifact(
  services: ClientServices,
  artifact: Artifact,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!artifact.isLink) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_ARTIFACT_STATE",
      message: `${artifact.qualifiedName} is the version itself, not a link`,
      hint: "Read it through the registry's collection, then unlink it.",
      details: { artifact: artifact.qualifiedName },
    });
  }
  const { project } = await services.graphql.run(
    collectionIdOperation,
    { entity: artifact.entity, project: artifact.project, name: artifact.collection },
    { signal },
  );
  const id = project?.artifactCollection?.id;
  if (id === undefined) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_NOT_FOUND",
      message: `the collection ${artifact.entity}/${artifact.project}/${artifact.collection} is gone`,
      hint: "Nothing to unlink.",
    });
  }
  await services.graphql.run(
    unlinkArtifactOperation,
    { artifactID: artifact.id, artifactPortfolioID: id },
    { signal },
  );
}
