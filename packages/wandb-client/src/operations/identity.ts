import { operation } from "../transport/operation.ts";

/** The account that a key belongs to, as the server describes it. */
export interface ViewerResult {
  readonly viewer: {
    readonly id: string;
    readonly entity: string | null;
    readonly username: string | null;
    readonly email: string | null;
    readonly admin: boolean | null;
    readonly teams: {
      readonly edges: readonly { readonly node: { readonly name: string } | null }[];
    } | null;
  } | null;
}

export const viewerOperation = operation<ViewerResult, object>(`
query Viewer {
  viewer { id entity username email admin teams { edges { node { name } } } }
}`);

export const serverFeaturesOperation = operation<
  {
    readonly serverInfo: {
      readonly features: readonly ({ name: string; isEnabled: boolean } | null)[] | null;
    } | null;
  },
  object
>(`
query ServerFeaturesQuery {
  serverInfo { features { name isEnabled } }
}`);

/** One organisation and the entity that owns its registries. */
export interface OrganizationFields {
  readonly name: string;
  readonly orgEntity: { readonly name: string } | null;
}

export const organizationsOfEntityOperation = operation<
  {
    readonly entity: {
      readonly organization: OrganizationFields | null;
      readonly user: { readonly organizations: readonly OrganizationFields[] | null } | null;
    } | null;
  },
  { entity: string }
>(`
query FetchOrgInfoFromEntity($entity: String!) {
  entity(name: $entity) {
    organization { name orgEntity { name } }
    user { organizations { name orgEntity { name } } }
  }
}`);
