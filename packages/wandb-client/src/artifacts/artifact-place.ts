import type { ClientServices } from "../client/services.ts";
import type { CollectionFields } from "../operations/artifact-fields.ts";
import { WandbClientError } from "../errors.ts";
import { isRegistryProject, registryEntity } from "../registry/organization.ts";
import { parseArtifactPath } from "./names.ts";

/** The collection and version number through which a version is seen. */
export interface Place {
  readonly entity: string;
  readonly project: string;
  readonly collection: string;
  readonly versionIndex: number;
  readonly aliases: readonly string[];
}

/** Fills in what a path leaves out. */
export async function resolvePath(
  services: ClientServices,
  path: string,
  signal: AbortSignal | undefined,
  base: { readonly entity: string; readonly project: string } | undefined,
): Promise<{ entity: string; project: string; name: string }> {
  const parsed = parseArtifactPath(path);
  const place = await resolveProject(services, parsed, signal, base);
  return { ...place, name: `${parsed.collection}:${parsed.alias ?? "latest"}` };
}

/** Fills in the project and its entity; a registry's entity is found through its organisation. */
export async function resolveProject(
  services: ClientServices,
  given: { readonly entity?: string | undefined; readonly project?: string | undefined },
  signal: AbortSignal | undefined,
  base?: { readonly entity: string; readonly project: string },
): Promise<{ entity: string; project: string }> {
  const project = given.project ?? base?.project ?? services.settings.project;
  if (!isRegistryProject(project)) {
    const entity = given.entity ?? base?.entity ?? (await services.defaultEntity(signal));
    return { entity, project };
  }
  // A registry belongs to an organisation's own entity, which people do not know: they name the organisation, one of its teams, or nothing.
  const account = base?.entity ?? (await services.defaultEntity(signal));
  const { organization } = services.settings;
  if (given.entity === undefined || given.entity === account) {
    return { entity: await registryEntity(services, account, organization, signal), project };
  }
  try {
    return { entity: await registryEntity(services, account, given.entity, signal), project };
  } catch (error) {
    if (!WandbClientError.is(error, "WANDB_CLIENT_REGISTRY")) throw error;
    const entity = await registryEntity(services, given.entity, organization, signal).catch(() => {
      throw error;
    });
    return { entity, project };
  }
}

/** Where a collection stands; undefined when its project is not visible. */
export function placeOf(
  collection: CollectionFields | null | undefined,
): { entity: string; project: string; collection: string } | undefined {
  if (collection?.project === null || collection?.project === undefined) return undefined;
  return {
    entity: collection.project.entity.name,
    project: collection.project.name,
    collection: collection.name,
  };
}

/** Whether a collection is that one. */
export function isSamePlace(
  collection: CollectionFields | null,
  place: { entity: string; project: string; collection: string },
): boolean {
  const other = placeOf(collection);
  return (
    other?.entity === place.entity &&
    other.project === place.project &&
    other.collection === place.collection
  );
}
