import { operation } from "../transport/operation.ts";
import { membershipFragment, type MembershipFields } from "./artifact-fields.ts";
import { artifactCollectionFragment, type ArtifactCollectionFields } from "./collections.ts";
import type { Page, PageVariables } from "./page.ts";

/** A registry as the server describes it: a project of an organisation's own entity. */
export interface RegistryFields {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly access: string | null;
  readonly allowAllArtifactTypes: boolean | null;
  readonly artifactTypes: {
    readonly edges: readonly { readonly node: { readonly name: string } | null }[];
  } | null;
}

const registryFragment = `
fragment RegistryFields on Project {
  id name description createdAt updatedAt access
  allowAllArtifactTypes: allowAllArtifactTypesInRegistry
  artifactTypes(includeAll: true) { edges { node { name } } }
}`;

export const registryOperation = operation<
  { readonly entity: { readonly project: RegistryFields | null } | null },
  { entity: string; name: string }
>(`
query FetchRegistry($entity: String!, $name: String!) {
  entity(name: $entity) { project(name: $name) { ...RegistryFields } }
}
${registryFragment}`);

interface OfOrganization<Member> {
  readonly organization: { readonly orgEntity: Member | null } | null;
}

export const registriesOperation = operation<
  OfOrganization<{ readonly projects: Page<RegistryFields> | null }>,
  PageVariables & { organization: string; filters: string; order: string | null }
>(`
query FetchRegistries($organization: String!, $filters: JSONString, $first: Int!, $after: String, $order: String) {
  organization(name: $organization) {
    orgEntity { projects(filters: $filters, first: $first, after: $after, order: $order) { edges { node { ...RegistryFields } } pageInfo { endCursor hasNextPage } } }
  }
}
${registryFragment}`);

/** What a registry is made or changed with. */
export interface UpsertRegistryInput {
  entityName: string;
  name: string;
  description: string | null;
  access: "PRIVATE" | "RESTRICTED";
  allowAllArtifactTypesInRegistry: boolean;
  artifactTypes?: readonly { name: string }[];
}

export const upsertRegistryOperation = operation<
  {
    readonly upsertModel: {
      readonly inserted: boolean | null;
      readonly project: RegistryFields | null;
    } | null;
  },
  { input: UpsertRegistryInput }
>(`
mutation UpsertRegistry($input: UpsertModelInput!) {
  upsertModel(input: $input) { inserted project { ...RegistryFields } }
}
${registryFragment}`);

export const renameRegistryOperation = operation<
  { readonly renameProject: { readonly project: { readonly id: string } | null } | null },
  { input: { entityName: string; oldProjectName: string; newProjectName: string } }
>(`
mutation RenameRegistry($input: RenameProjectInput!) {
  renameProject(input: $input) { project { id } }
}`);

export const deleteRegistryOperation = operation<
  { readonly deleteModel: { readonly success: boolean | null } | null },
  { id: string }
>(`
mutation DeleteRegistry($id: String!) {
  deleteModel(input: {id: $id}) { success }
}`);

export const registryCollectionsOperation = operation<
  OfOrganization<{ readonly artifactCollections: Page<ArtifactCollectionFields> | null }>,
  PageVariables & {
    organization: string;
    registryFilter: string;
    collectionFilter: string;
    order: string | null;
  }
>(`
query RegistryCollections($organization: String!, $registryFilter: JSONString, $collectionFilter: JSONString, $first: Int!, $after: String, $order: String) {
  organization(name: $organization) {
    orgEntity {
      artifactCollections(projectFilters: $registryFilter, filters: $collectionFilter, collectionTypes: [PORTFOLIO], first: $first, after: $after, order: $order) {
        edges { node { ...ArtifactCollectionFields } } pageInfo { endCursor hasNextPage }
      }
    }
  }
}
${artifactCollectionFragment}`);

export const registryVersionsOperation = operation<
  OfOrganization<{ readonly artifactMemberships: Page<MembershipFields> | null }>,
  PageVariables & {
    organization: string;
    registryFilter: string;
    collectionFilter: string;
    artifactFilter: string;
    order: string | null;
  }
>(`
query RegistryVersions($organization: String!, $registryFilter: JSONString, $collectionFilter: JSONString, $artifactFilter: JSONString, $first: Int!, $after: String, $order: String) {
  organization(name: $organization) {
    orgEntity {
      artifactMemberships(projectFilters: $registryFilter, collectionFilters: $collectionFilter, filters: $artifactFilter, first: $first, after: $after, order: $order) {
        edges { node { ...MembershipFields } } pageInfo { endCursor hasNextPage }
      }
    }
  }
}
${membershipFragment}`);

export const advancedRegistryFeaturesOperation = operation<
  {
    readonly organization: {
      readonly advancedRegistryFeatures: { readonly advancedSearch: boolean | null } | null;
    } | null;
  },
  { organization: string }
>(`
query FetchAdvancedRegistryFeatures($organization: String!) {
  organization(name: $organization) { advancedRegistryFeatures { advancedSearch } }
}`);
