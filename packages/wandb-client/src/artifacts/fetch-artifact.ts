import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import type { ArtifactFields, MembershipFields } from "../operations/artifact-fields.ts";
import { artifactByIdOperation, membershipByNameOperation } from "../operations/artifact-read.ts";
import { resolvePath } from "./artifact-place.ts";

/** A version's data by the server's id. */
export async function fetchArtifactById(
  services: ClientServices,
  id: string,
  signal: AbortSignal | undefined,
): Promise<ArtifactFields> {
  const { artifact } = await services.graphql.run(artifactByIdOperation, { id }, { signal });
  if (artifact !== null) return artifact;
  throw new WandbClientError({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: `there is no artifact with the id ${id}`,
    hint: "It may have been deleted.",
    details: { id },
  });
}

/** The membership that a path leads to; undefined when there is none. */
export async function fetchMembership(
  services: ClientServices,
  path: string,
  signal: AbortSignal | undefined,
  base: { readonly entity: string; readonly project: string } | undefined,
): Promise<MembershipFields | undefined> {
  const variables = await resolvePath(services, path, signal, base);
  const { project } = await services.graphql.run(membershipByNameOperation, variables, { signal });
  return project?.artifactCollectionMembership ?? undefined;
}

/** Says that a path leads to no version. */
export async function missingArtifactError(
  services: ClientServices,
  path: string,
  signal: AbortSignal | undefined,
  base: { readonly entity: string; readonly project: string } | undefined,
): Promise<WandbClientError> {
  const { entity, project, name } = await resolvePath(services, path, signal, base);
  return new WandbClientError({
    code: "WANDB_CLIENT_NOT_FOUND",
    message: `there is no artifact ${entity}/${project}/${name} on ${new URL(services.settings.host).host}`,
    hint: "Check entity, project, name, version and alias, and that it was committed.",
    details: { path, entity, project, name },
  });
}
