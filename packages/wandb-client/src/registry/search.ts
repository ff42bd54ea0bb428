import { Artifact } from "../artifacts/artifact.ts";
import { requireFeature, unsupportedError } from "../client/features.ts";
import type { ClientServices } from "../client/services.ts";
import { ArtifactCollection } from "../collections/artifact-collection.ts";
import { WandbClientError } from "../errors.ts";
import {
  advancedRegistryFeaturesOperation,
  registryCollectionsOperation,
  registryVersionsOperation,
} from "../operations/registries.ts";
import { paginate, type Filters, type ListOptions } from "../queries/paginate.ts";
import { registryFilters } from "./filters.ts";
import type { Organization } from "./organization.ts";

/** Which collections of registries, in which order. */
export interface RegistryCollectionsOptions extends ListOptions {
  /** Conditions on the registries; see `client.registries(...)`. */
  readonly registryFilters?: Filters | undefined;
  /** Conditions on `name`, `tag`, `description`, `created_at`, `updated_at`. */
  readonly filters?: Filters | undefined;
  /** `+name`, `-created_at`, … Default: newest first. */
  readonly order?: string | undefined;
}

/** Which versions in registries, in which order. */
export interface RegistryVersionsOptions extends ListOptions {
  /** Conditions on the registries; see `client.registries(...)`. */
  readonly registryFilters?: Filters | undefined;
  /** Conditions on their collections; see {@link RegistryCollectionsOptions}. */
  readonly collectionFilters?: Filters | undefined;
  /** Conditions on `alias`, `tag`, `version`, `created_at`, `metadata.<key>`, … */
  readonly filters?: Filters | undefined;
  /** `-created_at`, `+artifact_size`, `-linked_at`; only where the organisation has the advanced search. */
  readonly order?: string | undefined;
}

/** What the server accepts under these names only. */
const orderNames: Readonly<Record<string, string>> = {
  created_at: "artifact_created_at",
  linked_at: "acm_created_at",
};

/** The collections in an organisation's registries. */
export async function* searchCollections(
  services: ClientServices,
  organization: Organization,
  options: RegistryCollectionsOptions,
): AsyncGenerator<ArtifactCollection, undefined> {
  const { order = null, signal } = options;
  await requireSearch(services, signal);
  const variables = {
    organization: organization.name,
    registryFilter: registryFilters(options.registryFilters),
    collectionFilter: JSON.stringify(options.filters ?? {}),
    order,
  };
  const pages = paginate(async (page) => {
    const answer = await services.graphql.run(
      registryCollectionsOperation,
      { ...variables, ...page },
      { signal },
    );
    return memberOf(answer, organization).artifactCollections;
  }, options);
  for await (const fields of pages) {
    const { project } = fields;
    // What the key may not see comes without its project.
    if (project === null) continue;
    const place = { entity: project.entity.name, project: project.name };
    yield new ArtifactCollection(services, place, fields);
  }
  return undefined;
}

/** The versions in an organisation's registries, as seen there. */
export async function* searchVersions(
  services: ClientServices,
  organization: Organization,
  options: RegistryVersionsOptions,
): AsyncGenerator<Artifact, undefined> {
  const { signal } = options;
  await requireSearch(services, signal);
  const variables = {
    organization: organization.name,
    registryFilter: registryFilters(options.registryFilters),
    collectionFilter: JSON.stringify(options.collectionFilters ?? {}),
    artifactFilter: JSON.stringify(options.filters ?? {}),
    order: await versionOrder(services, organization.name, options.order, signal),
  };
  const pages = paginate(async (page) => {
    const answer = await services.graphql.run(
      registryVersionsOperation,
      { ...variables, ...page },
      { signal },
    );
    return memberOf(answer, organization).artifactMemberships;
  }, options);
  for await (const membership of pages) {
    const version = Artifact.fromMembership(services, membership);
    if (version !== undefined) yield version;
  }
  return undefined;
}

async function versionOrder(
  services: ClientServices,
  organization: string,
  order: string | undefined,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  if (order === undefined) return null;
  const feature = "ARTIFACT_COLLECTIONS_FILTERING_SORTING";
  const what = "ordering registry versions";
  // Servers without that feature do not know the question either.
  await requireFeature(services, feature, what, signal);
  const answer = await services.graphql.run(
    advancedRegistryFeaturesOperation,
    { organization },
    { signal },
  );
  if (answer.organization?.advancedRegistryFeatures?.advancedSearch !== true)
    throw unsupportedError(services, "advancedSearch", `${what} of ${organization}`);
  return order.replace(/^([+-]?)(.*)$/, (_, sign: string, field: string) =>
    [sign, orderNames[field] ?? field].join(""),
  );
}

/** Makes sure that the server searches registries. */
export async function requireSearch(
  services: ClientServices,
  signal: AbortSignal | undefined,
): Promise<void> {
  await requireFeature(services, "ARTIFACT_REGISTRY_SEARCH", "searching registries", signal);
}

/** What an answer says of the entity that owns an organisation's registries. */
export function memberOf<Member>(
  answer: { readonly organization: { readonly orgEntity: Member | null } | null },
  { name }: Organization,
): Member {
  const member = answer.organization?.orgEntity;
  if (member !== undefined && member !== null) return member;
  throw new WandbClientError({
    code: "WANDB_CLIENT_REGISTRY",
    message: `the organisation ${JSON.stringify(name)} has no registries that you can see`,
    hint: "Check its name, and that the key's account belongs to it.",
    details: { organization: name },
  });
}
