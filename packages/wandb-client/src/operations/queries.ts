import { operation } from "../transport/operation.ts";
import { artifactFragment, type ArtifactFields } from "./artifact-fields.ts";
import type { Page, PageVariables, ProjectPlace } from "./page.ts";

/** A run as the lists describe it. */
export interface RunFields {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly state: string | null;
  readonly group: string | null;
  readonly jobType: string | null;
  readonly notes: string | null;
  readonly tags: readonly string[] | null;
  readonly sweepName: string | null;
  readonly config: string | null;
  readonly summaryMetrics: string | null;
  readonly createdAt: string | null;
  readonly heartbeatAt: string | null;
  readonly historyLineCount: number | null;
}

const runFragment = `
fragment RunFields on Run {
  id name displayName state group jobType notes tags sweepName config summaryMetrics createdAt heartbeatAt historyLineCount
}`;

export interface RunPlaceVariables extends ProjectPlace {
  name: string;
}

export const runsOperation = operation<
  { readonly project: { readonly runs: Page<RunFields> | null } | null },
  ProjectPlace & PageVariables & { filters: string; order: string | null }
>(`
query Runs($entity: String!, $project: String!, $first: Int!, $after: String, $filters: JSONString, $order: String) {
  project(name: $project, entityName: $entity) {
    runs(filters: $filters, first: $first, after: $after, order: $order) { edges { node { ...RunFields } } pageInfo { endCursor hasNextPage } }
  }
}
${runFragment}`);

export const runOperation = operation<
  { readonly project: { readonly run: RunFields | null } | null },
  RunPlaceVariables
>(`
query Run($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) { run(name: $name) { ...RunFields } }
}
${runFragment}`);

export const historyEndOperation = operation<
  {
    readonly project: {
      readonly run: {
        readonly historyKeys: Readonly<Record<string, unknown>> | null;
        readonly historyLineCount: number | null;
      } | null;
    } | null;
  },
  RunPlaceVariables
>(`
query RunHistoryKeys($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) { run(name: $name) { historyKeys historyLineCount } }
}`);

export const historyPageOperation = operation<
  {
    readonly project: {
      readonly run: { readonly history: readonly string[] | null } | null;
    } | null;
  },
  RunPlaceVariables & { minStep: number; maxStep: number; pageSize: number }
>(`
query HistoryPage($entity: String!, $project: String!, $name: String!, $minStep: Int64!, $maxStep: Int64!, $pageSize: Int!) {
  project(name: $project, entityName: $entity) { run(name: $name) { history(minStep: $minStep, maxStep: $maxStep, samples: $pageSize) } }
}`);

export const sampledHistoryOperation = operation<
  {
    readonly project: {
      readonly run: { readonly sampledHistory: readonly unknown[] | null } | null;
    } | null;
  },
  RunPlaceVariables & { specs: readonly string[] }
>(`
query RunSampledHistory($entity: String!, $project: String!, $name: String!, $specs: [JSONString!]!) {
  project(name: $project, entityName: $entity) { run(name: $name) { sampledHistory(specs: $specs) } }
}`);

export const fullHistoryOperation = operation<
  {
    readonly project: {
      readonly run: { readonly history: readonly string[] | null } | null;
    } | null;
  },
  RunPlaceVariables & { samples: number }
>(`
query RunFullHistory($entity: String!, $project: String!, $name: String!, $samples: Int) {
  project(name: $project, entityName: $entity) { run(name: $name) { history(samples: $samples) } }
}`);

/** A file of a run. */
export interface RunFileFields {
  readonly id: string;
  readonly name: string;
  readonly directUrl: string;
  readonly sizeBytes: number | null;
  readonly mimetype: string | null;
  readonly updatedAt: string | null;
  readonly md5: string | null;
}

export const runFilesOperation = operation<
  {
    readonly project: {
      readonly run: { readonly files: Page<RunFileFields> | null } | null;
    } | null;
  },
  RunPlaceVariables & PageVariables & { names: readonly string[] | null }
>(`
query RunFiles($entity: String!, $project: String!, $name: String!, $first: Int!, $after: String, $names: [String]) {
  project(name: $project, entityName: $entity) {
    run(name: $name) { files(names: $names, first: $first, after: $after) { edges { node { id name directUrl sizeBytes mimetype updatedAt md5 } } pageInfo { endCursor hasNextPage } } }
  }
}`);

export const runInputsOperation = operation<
  {
    readonly project: {
      readonly run: { readonly artifacts: Page<ArtifactFields> | null } | null;
    } | null;
  },
  RunPlaceVariables & PageVariables
>(`
query RunInputArtifacts($entity: String!, $project: String!, $name: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $name) { artifacts: inputArtifacts(first: $first, after: $after) { edges { node { ...ArtifactFields } } pageInfo { endCursor hasNextPage } } }
  }
}
${artifactFragment}`);

export const runOutputsOperation = operation<
  {
    readonly project: {
      readonly run: { readonly artifacts: Page<ArtifactFields> | null } | null;
    } | null;
  },
  RunPlaceVariables & PageVariables
>(`
query RunOutputArtifacts($entity: String!, $project: String!, $name: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $name) { artifacts: outputArtifacts(first: $first, after: $after) { edges { node { ...ArtifactFields } } pageInfo { endCursor hasNextPage } } }
  }
}
${artifactFragment}`);

export const deleteRunOperation = operation<
  { readonly deleteRun: { readonly clientMutationId: string | null } | null },
  { id: string; deleteArtifacts: boolean }
>(`
mutation DeleteRun($id: ID!, $deleteArtifacts: Boolean) {
  deleteRun(input: {id: $id, deleteArtifacts: $deleteArtifacts}) { clientMutationId }
}`);

export const stopRunOperation = operation<
  { readonly stopRun: { readonly success: boolean | null } | null },
  { id: string }
>(`
mutation StopRun($id: ID!) {
  stopRun(input: {id: $id}) { success }
}`);

/** A project. */
export interface ProjectFields {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: string;
}

export const projectsOperation = operation<
  { readonly models: Page<ProjectFields> | null },
  PageVariables & { entity: string }
>(`
query Projects($entity: String!, $first: Int!, $after: String) {
  models(entityName: $entity, first: $first, after: $after) { edges { node { id name description createdAt } } pageInfo { endCursor hasNextPage } }
}`);

/** A type of artifacts. */
export interface ArtifactTypeFields {
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: string;
}

export const artifactTypesOperation = operation<
  { readonly project: { readonly artifactTypes: Page<ArtifactTypeFields> | null } | null },
  ProjectPlace & PageVariables
>(`
query ProjectArtifactTypes($entity: String!, $project: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    artifactTypes(first: $first, after: $after) { edges { node { name description createdAt } } pageInfo { endCursor hasNextPage } }
  }
}`);

/** A page of versions; the edge knows the version's number in the collection that was asked. */
interface VersionPage extends Page<ArtifactFields> {
  readonly edges: readonly {
    readonly version: string | null;
    readonly node: ArtifactFields | null;
  }[];
}

export const versionsOperation = operation<
  {
    readonly project: {
      readonly artifactCollection: {
        readonly artifacts: VersionPage | null;
      } | null;
    } | null;
  },
  ProjectPlace & PageVariables & { collection: string; filters: string; order: string | null }
>(`
query ProjectArtifacts($entity: String!, $project: String!, $collection: String!, $first: Int!, $after: String, $filters: JSONString, $order: String) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      artifacts(first: $first, after: $after, filters: $filters, order: $order) { edges { version node { ...ArtifactFields } } pageInfo { endCursor hasNextPage } }
    }
  }
}
${artifactFragment}`);

const sweepFields =
  "id name displayName method state description bestLoss config runCount createdAt updatedAt";

/** A sweep. */
export interface SweepFields {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly method: string | null;
  readonly state: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly updatedAt: string | null;
  readonly bestLoss: number | null;
  readonly config: string;
  readonly runCount: number;
}

export const sweepsOperation = operation<
  { readonly project: { readonly sweeps: Page<SweepFields> | null } | null },
  ProjectPlace & PageVariables
>(`
query GetSweeps($entity: String!, $project: String!, $first: Int!, $after: String) {
  project(name: $project, entityName: $entity) {
    sweeps(first: $first, after: $after) { edges { node { ${sweepFields} } } pageInfo { endCursor hasNextPage } }
  }
}`);

export const sweepOperation = operation<
  { readonly project: { readonly sweep: SweepFields | null } | null },
  ProjectPlace & { sweep: string }
>(`
query GetSweep($entity: String!, $project: String!, $sweep: String!) {
  project(name: $project, entityName: $entity) { sweep(sweepName: $sweep) { ${sweepFields} } }
}`);

export const deleteFilesOperation = operation<
  { readonly deleteFiles: { readonly success: boolean | null } | null },
  { files: readonly string[] }
>(`
mutation deleteFiles($files: [ID!]!) {
  deleteFiles(input: {files: $files}) { success }
}`);

export const projectOperation = operation<
  { readonly project: ProjectFields | null },
  ProjectPlace
>(`
query Project($entity: String!, $project: String!) {
  project(name: $project, entityName: $entity) { id name description createdAt }
}`);

export const createProjectOperation = operation<
  { readonly upsertModel: { readonly project: ProjectFields | null } | null },
  { input: { entityName: string; name: string; description?: string } }
>(
  `
mutation CreateProject($input: UpsertModelInput!) {
  upsertModel(input: $input) { project { id name description createdAt } }
}`,
  { isConflictSafe: true },
);
