import { operation } from "../transport/operation.ts";
import {
  artifactFragment,
  membershipFragment,
  type ArtifactFields,
  type MembershipFields,
} from "./artifact-fields.ts";
import type { Page, PageVariables } from "./page.ts";

export const membershipByNameOperation = operation<
  { readonly project: { readonly artifactCollectionMembership: MembershipFields | null } | null },
  { entity: string; project: string; name: string }
>(`
query ArtifactMembershipByName($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) { artifactCollectionMembership(name: $name) { ...MembershipFields } }
}
${membershipFragment}`);

export const artifactByIdOperation = operation<
  { readonly artifact: ArtifactFields | null },
  { id: string }
>(`
query ArtifactByID($id: ID!) {
  artifact(id: $id) { ...ArtifactFields }
}
${artifactFragment}`);

export const artifactTypeOperation = operation<
  {
    readonly project: {
      readonly artifact: { readonly artifactType: { readonly name: string } } | null;
    } | null;
  },
  { entity: string; project: string; name: string }
>(`
query ArtifactType($entity: String, $project: String, $name: String!) {
  project(name: $project, entityName: $entity) { artifact(name: $name) { artifactType { name } } }
}`);

export const manifestUrlOperation = operation<
  {
    readonly artifact: {
      readonly currentManifest: {
        readonly id: string;
        readonly file: { readonly directUrl: string };
      } | null;
    } | null;
  },
  { id: string }
>(`
query FetchArtifactManifest($id: ID!) {
  artifact(id: $id) { currentManifest { id file { directUrl } } }
}`);

export interface ManifestEntryInput {
  name: string;
  digest: string;
  birthArtifactID?: string;
  ref?: string;
  size?: number;
}

export const entryUrlsOperation = operation<
  {
    readonly artifact: {
      readonly filesByManifestEntries: {
        readonly edges: readonly {
          readonly node: { readonly name: string; readonly directUrl: string } | null;
        }[];
      } | null;
    } | null;
  },
  { id: string; entries: readonly ManifestEntryInput[]; storageLayout: string }
>(`
query ArtifactFileURLsByManifestEntries($id: ID!, $entries: [ArtifactManifestEntryInput!]!, $storageLayout: String!) {
  artifact(id: $id) {
    filesByManifestEntries(entries: $entries, storageLayout: $storageLayout, manifestVersion: "1") { edges { node { name directUrl } } }
  }
}`);

export const linkedArtifactsOperation = operation<
  {
    readonly artifact: { readonly artifactMemberships: Page<MembershipFields> | null } | null;
  },
  PageVariables & { id: string }
>(`
query FetchLinkedArtifacts($id: ID!, $first: Int!, $after: String) {
  artifact(id: $id) {
    artifactMemberships(first: $first, after: $after) { edges { node { ...MembershipFields } } pageInfo { endCursor hasNextPage } }
  }
}
${membershipFragment}`);

export const collectionIdOperation = operation<
  {
    readonly project: {
      readonly artifactCollection: { readonly id: string; readonly __typename: string } | null;
    } | null;
  },
  { entity: string; project: string; name: string }
>(`
query ProjectArtifactCollection($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) { artifactCollection(name: $name) { id __typename } }
}`);

interface RunPlace {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly project: { readonly name: string; readonly entity: { readonly name: string } } | null;
}

export const usedByOperation = operation<
  {
    readonly artifact: {
      readonly usedBy: { readonly edges: readonly { readonly node: RunPlace }[] } | null;
    } | null;
  },
  { id: string }
>(`
query ArtifactUsedBy($id: ID!) {
  artifact(id: $id) { usedBy { edges { node { id name displayName project { name entity { name } } } } } }
}`);

export const createdByOperation = operation<
  {
    readonly artifact: {
      readonly createdBy: ({ readonly __typename: string } & Partial<RunPlace>) | null;
    } | null;
  },
  { id: string }
>(`
query ArtifactCreatedBy($id: ID!) {
  artifact(id: $id) { createdBy { __typename ... on Run { id name displayName project { name entity { name } } } ... on User { id } } }
}`);
