import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { collectionIdOperation } from "../operations/artifact-read.ts";
import { linkArtifactOperation, unlinkArtifactOperation } from "../operations/artifact-write.ts";
import { organizationsOfEntityOperation } from "../operations/identity.ts";
import type { Artifact } from "./artifact.ts";
import { checkAlias } from "./names.ts";

const registryPrefix = "wandb-registry-";

/** Whether a project is a registry. */
export function isRegistryProject(project: string): boolean {
  return project.startsWith(registryPrefix) && project.length > registryPrefix.length;
}

/**
 * Links a version into a collection of a registry or another project.
 *
 * @returns the path of the version as seen through the link
 */
export async function linkArtifact(
  services: ClientServices,
  artifact: Artifact,
  target: string,
  options: { readonly aliases?: readonly string[]; readonly signal?: AbortSignal | undefined },
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

/**
 * The entity that owns an organisation's registries. An organisation may be named by its display name or
 * by that entity; without a name it must be the only one.
 *
 * @throws WandbClientError `WANDB_CLIENT_REGISTRY`
 */
export async function registryEntity(
  services: ClientServices,
  entity: string,
  organization: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await services.graphql.run(organizationsOfEntityOperation, { entity }, { signal });
  const found = [
    ...(answer.entity?.organization === undefined || answer.entity.organization === null
      ? []
      : [answer.entity.organization]),
    ...(answer.entity?.user?.organizations ?? []),
  ].flatMap(({ name, orgEntity }) =>
    orgEntity === null ? [] : [{ name, entity: orgEntity.name }],
  );
  const matching =
    organization === undefined
      ? found
      : found.filter((each) => each.name === organization || each.entity === organization);
  const [only, ...more] = matching;
  if (only !== undefined && more.length === 0) return only.entity;
  const names = found.map((each) => each.name);
  throw new WandbClientError({
    code: "WANDB_CLIENT_REGISTRY",
    message:
      organization !== undefined
        ? `the entity ${entity} does not belong to an organisation ${JSON.stringify(organization)}`
        : found.length === 0
          ? `the entity ${entity} belongs to no organisation, so it has no registry`
          : `the entity ${entity} belongs to ${found.length} organisations`,
    hint:
      names.length === 0
        ? "Use an entity of an organisation."
        : `Name one of: ${names.join(", ")}.`,
    details: { entity, organization, organizations: names },
  });
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
