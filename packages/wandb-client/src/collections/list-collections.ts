import type { ClientServices } from "../client/services.ts";
import { requireFeature } from "../client/features.ts";
import * as operations from "../operations/collections.ts";
import { existingProject } from "../queries/existing-project.ts";
import { paginate, type Filters, type ListOptions } from "../queries/paginate.ts";
import { ArtifactCollection } from "./artifact-collection.ts";

/** Which collections of a project, in which order. */
export interface CollectionsOptions extends ListOptions {
  /** Only collections of this type. */
  readonly type?: string | undefined;
  /** Conditions in W&B's Mongo-like form on `name`, `description`, `tag`, `createdAt` and `updatedAt`. */
  readonly filters?: Filters | undefined;
  /** `+name`, `-createdAt`, … Default: newest first. */
  readonly order?: string | undefined;
}

/**
 * The collections of a project.
 *
 * @throws WandbClientError `WANDB_CLIENT_UNSUPPORTED` for filters or order on a server that takes none
 */
export async function* listCollections(
  services: ClientServices,
  place: { readonly entity: string; readonly project: string },
  options: CollectionsOptions,
): AsyncGenerator<ArtifactCollection, undefined> {
  const { type, filters, order, signal } = options;
  const narrowing =
    filters === undefined && order === undefined
      ? undefined
      : { filters: filters === undefined ? null : JSON.stringify(filters), order: order ?? null };
  if (narrowing !== undefined) {
    await requireFeature(
      services,
      "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
      "filtering and ordering collections",
      signal,
    );
  }
  const pages = paginate(async (page) => {
    const variables = { ...place, ...page };
    if (type === undefined) {
      const { project } = await (narrowing === undefined
        ? services.graphql.run(operations.collectionsOperation, variables, { signal })
        : services.graphql.run(
            operations.narrowedCollectionsOperation,
            { ...variables, ...narrowing },
            { signal },
          ));
      return existingProject(services, project, place).artifactCollections;
    }
    const { project } = await (narrowing === undefined
      ? services.graphql.run(
          operations.collectionsOfTypeOperation,
          { ...variables, type },
          { signal },
        )
      : services.graphql.run(
          operations.narrowedCollectionsOfTypeOperation,
          { ...variables, ...narrowing, type },
          { signal },
        ));
    return existingProject(services, project, place).artifactType?.artifactCollections;
  }, options);
  for await (const fields of pages) yield new ArtifactCollection(services, place, fields);
  return undefined;
}
