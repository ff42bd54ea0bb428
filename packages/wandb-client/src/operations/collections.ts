import { operation } from "../transport/operation.ts";
import type { TagInput } from "./artifact-write.ts";
import type { Page, PageVariables, ProjectPlace } from "./page.ts";

/** A collection as the server describes it. */
export interface ArtifactCollectionFields {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly project: { readonly name: string; readonly entity: { readonly name: string } } | null;
  readonly defaultArtifactType: { readonly name: string };
  readonly tags: { readonly edges: readonly { readonly node: { readonly name: string } }[] };
}

export const artifactCollectionFragment = `
fragment ArtifactCollectionFields on ArtifactCollection {
  kind: __typename id name description createdAt updatedAt
  project { name entity { name } }
  defaultArtifactType { name }
  tags { edges { node { name } } }
}`;

const page = "edges { node { ...ArtifactCollectionFields } } pageInfo { endCursor hasNextPage }";

export const collectionByNameOperation = operation<
  { readonly project: { readonly artifactCollection: ArtifactCollectionFields | null } | null },
  ProjectPlace & { name: string }
>(`
query ProjectArtifactCollectionByName($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) { artifactCollection(name: $name) { ...ArtifactCollectionFields } }
}
${artifactCollectionFragment}`);

export const collectionByIdOperation = operation<
  { readonly artifactCollection: ArtifactCollectionFields | null },
  { id: string }
>(`
query ArtifactCollectionByID($id: ID!) {
  artifactCollection(id: $id) { ...ArtifactCollectionFields }
}
${artifactCollectionFragment}`);

export const collectionAliasesOperation = operation<
  {
    readonly artifactCollection: {
      readonly aliases: Page<{ readonly alias: string }> | null;
    } | null;
  },
  PageVariables & { id: string }
>(`
query ArtifactCollectionAliases($id: ID!, $first: Int!, $after: String) {
  artifactCollection(id: $id) { aliases(first: $first, after: $after) { edges { node { alias } } pageInfo { endCursor hasNextPage } } }
}`);

interface InProject {
  readonly project: {
    readonly artifactCollections: Page<ArtifactCollectionFields> | null;
  } | null;
}

interface OfType {
  readonly project: {
    readonly artifactType: {
      readonly artifactCollections: Page<ArtifactCollectionFields> | null;
    } | null;
  } | null;
}

/** How a list is narrowed; only servers with ARTIFACT_COLLECTIONS_FILTERING_SORTING take it. */
export interface Narrowing {
  filters: string | null;
  order: string | null;
}

export const collectionsOperation = operation<InProject, ProjectPlace & PageVariables>(`
query ProjectArtifactCollections($entity: String!, $project: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) { artifactCollections(first: $first, after: $after) { ${page} } }
}
${artifactCollectionFragment}`);

export const narrowedCollectionsOperation = operation<
  InProject,
  ProjectPlace & PageVariables & Narrowing
>(`
query ProjectArtifactCollections($entity: String!, $project: String!, $first: Int!, $after: String, $filters: JSONString, $order: String) {
  project(name: $project, entityName: $entity) { artifactCollections(first: $first, after: $after, filters: $filters, order: $order) { ${page} } }
}
${artifactCollectionFragment}`);

export const collectionsOfTypeOperation = operation<
  OfType,
  ProjectPlace & PageVariables & { type: string }
>(`
query ArtifactTypeArtifactCollections($entity: String!, $project: String!, $type: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) { artifactType(name: $type) { artifactCollections(first: $first, after: $after) { ${page} } } }
}
${artifactCollectionFragment}`);

export const narrowedCollectionsOfTypeOperation = operation<
  OfType,
  ProjectPlace & PageVariables & Narrowing & { type: string }
>(`
query ArtifactTypeArtifactCollections($entity: String!, $project: String!, $type: String!, $first: Int!, $after: String, $filters: JSONString, $order: String) {
  project(name: $project, entityName: $entity) {
    artifactType(name: $type) { artifactCollections(first: $first, after: $after, filters: $filters, order: $order) { ${page} } }
  }
}
${artifactCollectionFragment}`);

interface Answered {
  readonly result: unknown;
}

interface Named {
  name: string;
  description: string | null;
}

export const updateSequenceOperation = operation<
  Answered,
  { input: Named & { artifactSequenceID: string } }
>(
  `
mutation UpdateArtifactSequence($input: UpdateArtifactSequenceInput!) {
  result: updateArtifactSequence(input: $input) { artifactCollection { id } }
}`,
);

export const updatePortfolioOperation = operation<
  Answered,
  { input: Named & { artifactPortfolioID: string } }
>(
  `
mutation UpdateArtifactPortfolio($input: UpdateArtifactPortfolioInput!) {
  result: updateArtifactPortfolio(input: $input) { artifactCollection { id } }
}`,
);

export const moveSequenceOperation = operation<
  Answered,
  { input: { artifactSequenceID: string; destinationArtifactTypeName: string } }
>(
  `
mutation UpdateArtifactSequenceType($input: MoveArtifactSequenceInput!) {
  result: moveArtifactSequence(input: $input) { artifactCollection { id } }
}`,
  { isConflictSafe: true },
);

interface TagAssignments {
  entityName: string;
  projectName: string;
  artifactCollectionName: string;
  tags: readonly TagInput[];
}

export const addCollectionTagsOperation = operation<Answered, { input: TagAssignments }>(
  `
mutation AddArtifactCollectionTags($input: CreateArtifactCollectionTagAssignmentsInput!) {
  result: createArtifactCollectionTagAssignments(input: $input) { tags { name } }
}`,
  { isConflictSafe: true },
);

export const deleteCollectionTagsOperation = operation<Answered, { input: TagAssignments }>(
  `
mutation DeleteArtifactCollectionTags($input: DeleteArtifactCollectionTagAssignmentsInput!) {
  result: deleteArtifactCollectionTagAssignments(input: $input) { success }
}`,
  { isConflictSafe: true },
);

export const deleteSequenceOperation = operation<Answered, { id: string }>(`
mutation DeleteArtifactSequence($id: ID!) {
  result: deleteArtifactSequence(input: {artifactSequenceID: $id}) { artifactCollection { id } }
}`);

export const deletePortfolioOperation = operation<Answered, { id: string }>(`
mutation DeleteArtifactPortfolio($id: ID!) {
  result: deleteArtifactPortfolio(input: {artifactPortfolioID: $id}) { artifactCollection { id } }
}`);
