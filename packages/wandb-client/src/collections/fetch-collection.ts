import { resolveProject } from "../artifacts/artifact-place.ts";
import { parseArtifactPath } from "../artifacts/names.ts";
import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import {
  collectionByIdOperation,
  collectionByNameOperation,
  type ArtifactCollectionFields,
} from "../operations/collections.ts";

/** What the server says of a collection, and where that stands. */
export interface FoundCollection {
  readonly place: {
    readonly entity: string;
    readonly project: string;
    readonly collection: string;
  };
  /** Undefined when there is none. */
  readonly fields: ArtifactCollectionFields | undefined;
}

/**
 * Looks a collection up by its path `[[entity/]project/]name`.
 *
 * @throws WandbClientError `WANDB_CLIENT_INVALID_NAME` for a path with a version
 */
export async function findCollection(
  services: ClientServices,
  path: string,
  signal: AbortSignal | undefined,
): Promise<FoundCollection> {
  const parsed = parseArtifactPath(path);
  if (parsed.alias !== undefined) {
    throw new WandbClientError({
      code: "WANDB_CLIENT_INVALID_NAME",
      message: `the collection path ${JSON.stringify(path)} names a version`,
      hint: "Leave out what follows the colon, or ask for the version with `client.artifact(...)`.",
      details: { path },
    });
  }
  const place = await resolveProject(services, parsed, signal);
  const { project } = await services.graphql.run(
    collectionByNameOperation,
    { ...place, name: parsed.collection },
    { signal },
  );
  return {
    place: { ...place, collection: parsed.collection },
    fields: project?.artifactCollection ?? undefined,
  };
}

/** Reads a collection anew. */
export async function fetchCollectionById(
  services: ClientServices,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ArtifactCollectionFields> {
  const { artifactCollection } = await services.graphql.run(
    collectionByIdOperation,
    { id },
    { signal },
  );
  if (artifactCollection !== null) return artifactCollection;
  throw missingCollectionError(services, id);
}

/** Says that there is no such collection. */
export function missingCollectionError(services: ClientServices, what: string): WandbClientError {
  return new WandbClientError({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: `there is no artifact collection ${what} on ${new URL(services.settings.host).host}`,
    hint: "Check entity, project and name; a collection appears with its first version or link.",
    details: { collection: what },
  });
}
