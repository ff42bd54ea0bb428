import { Artifact } from "../artifacts/artifact.ts";
import { versionIndexOf } from "../artifacts/names.ts";
import type { ClientServices } from "../client/services.ts";
import { missingCollectionError } from "./fetch-collection.ts";
import { versionsOperation } from "../operations/queries.ts";
import { existingProject } from "../queries/existing-project.ts";
import { paginate, type Filters, type ListOptions } from "../queries/paginate.ts";

/** Which versions, in which order. */
export interface VersionsOptions extends ListOptions {
  /**
   * Conditions in W&B's Mongo-like form, such as `{ "metadata.score": { $gt: 0.9 } }`, `{ alias: "best" }` or
   * `{ tag: "reviewed" }`. Committed versions only, unless `state` says otherwise.
   */
  readonly filters?: Filters | undefined;
  /** `+createdAt` or `-createdAt`, `+size`, … Default: newest first. */
  readonly order?: string | undefined;
  /** Only versions that carry all of these; looked at here, as W&B's SDK does. */
  readonly tags?: readonly string[] | undefined;
}

/** The versions of a collection, as seen through that collection. */
export async function* listVersions(
  services: ClientServices,
  place: { readonly entity: string; readonly project: string; readonly collection: string },
  options: VersionsOptions,
): AsyncGenerator<Artifact, undefined> {
  const { order = null, tags = [], signal } = options;
  const filters = JSON.stringify({ state: "COMMITTED", ...options.filters });
  const versions = new Map<string, number>();
  const pages = paginate(async (page) => {
    const { project } = await services.graphql.run(
      versionsOperation,
      { ...place, ...page, filters, order },
      { signal },
    );
    const { artifactCollection } = existingProject(services, project, place);
    if (artifactCollection === null) {
      const { entity, project: name, collection } = place;
      throw missingCollectionError(services, `${entity}/${name}/${collection}`);
    }
    const found = artifactCollection.artifacts;
    versions.clear();
    for (const { node, version } of found?.edges ?? []) {
      const index = version === null ? undefined : versionIndexOf(version);
      if (node !== null && index !== undefined) versions.set(node.id, index);
    }
    return found;
  }, options);
  for await (const fields of pages) {
    const artifact = Artifact.inCollection(services, fields, place, versions.get(fields.id));
    if (tags.every((tag) => artifact.tags.includes(tag))) yield artifact;
  }
  return undefined;
}
