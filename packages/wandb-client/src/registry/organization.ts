import type { ClientServices } from "../client/services.ts";
import { WandbClientError } from "../errors.ts";
import { organizationsOfEntityOperation } from "../operations/identity.ts";

/** How the project of a registry is named. */
export const registryPrefix = "wandb-registry-";

/** Whether a project is a registry. */
export function isRegistryProject(project: string): boolean {
  return project.startsWith(registryPrefix) && project.length > registryPrefix.length;
}

/** An organisation. */
export interface Organization {
  /** The name that people see. */
  readonly name: string;
  /** The entity that owns its registries. */
  readonly entity: string;
}

/** The entity that owns an organisation's registries; see {@link findOrganization}. */
export async function registryEntity(
  services: ClientServices,
  entity: string,
  organization: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string> {
  return (await findOrganization(services, entity, organization, signal)).entity;
}

/**
 * The organisation of an entity. It may be named by its display name or by the entity that owns its registries;
 * without a name it must be the only one.
 *
 * @throws WandbClientError `WANDB_CLIENT_REGISTRY`
 */
export async function findOrganization(
  services: ClientServices,
  entity: string,
  organization: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Organization> {
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
  if (only !== undefined && more.length === 0) return only;
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
