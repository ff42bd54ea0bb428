import { operation } from "../transport/operation.ts";
import { artifactFragment, type ArtifactFields } from "./artifact-fields.ts";

export interface AliasInput {
  artifactCollectionName: string;
  alias: string;
}

export interface TagInput {
  tagName: string;
}

export interface CreateArtifactInput {
  entityName: string;
  projectName: string;
  runName: string | null;
  artifactTypeName: string;
  artifactCollectionName: string;
  digest: string;
  digestAlgorithm?: "MANIFEST_MD5";
  description: string | null;
  metadata: string | null;
  aliases: readonly AliasInput[];
  tags?: readonly TagInput[];
  ttlDurationSeconds?: number;
  historyStep?: number;
  enableDigestDeduplication: boolean;
  distributedID?: string;
  clientID: string;
  sequenceClientID: string;
}

export const createArtifactOperation = operation<
  {
    readonly createArtifact: {
      readonly artifact: {
        readonly id: string;
        readonly state: string;
        readonly artifactSequence: {
          readonly latestArtifact: { readonly id: string } | null;
        } | null;
      };
    } | null;
  },
  { input: CreateArtifactInput }
>(
  `
mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) { artifact { id state artifactSequence { latestArtifact { id } } } }
}`,
  { isConflictSafe: true },
);

export type ManifestType = "FULL" | "PATCH" | "INCREMENTAL";

interface ManifestFile {
  readonly id: string;
  readonly file: {
    readonly uploadUrl: string | null;
    readonly uploadHeaders: readonly string[] | null;
  } | null;
}

export const createManifestOperation = operation<
  { readonly createArtifactManifest: { readonly artifactManifest: ManifestFile } | null },
  {
    name: string;
    digest: string;
    artifactID: string;
    baseArtifactID: string | null;
    entityName: string;
    projectName: string;
    runName: string;
    includeUpload: boolean;
    type: ManifestType;
  }
>(
  `
mutation CreateArtifactManifest($name: String!, $digest: String!, $artifactID: ID!, $baseArtifactID: ID, $entityName: String!, $projectName: String!, $runName: String!, $includeUpload: Boolean!, $type: ArtifactManifestType) {
  createArtifactManifest(input: {name: $name, digest: $digest, artifactID: $artifactID, baseArtifactID: $baseArtifactID, entityName: $entityName, projectName: $projectName, runName: $runName, type: $type}) {
    artifactManifest { id file { id name @include(if: $includeUpload) uploadUrl @include(if: $includeUpload) uploadHeaders @include(if: $includeUpload) } }
  }
}`,
  { isConflictSafe: true },
);

export const updateManifestOperation = operation<
  { readonly updateArtifactManifest: { readonly artifactManifest: ManifestFile } | null },
  { artifactManifestID: string; digest: string }
>(
  `
mutation UpdateArtifactManifest($artifactManifestID: ID!, $digest: String) {
  updateArtifactManifest(input: {artifactManifestID: $artifactManifestID, digest: $digest}) {
    artifactManifest { id file { id uploadUrl uploadHeaders } }
  }
}`,
  { isConflictSafe: true },
);

export interface PartInput {
  partNumber: number;
  hexMD5: string;
}

export interface FileSpecInput {
  artifactID: string;
  artifactManifestID: string;
  name: string;
  md5: string;
  digest?: string;
  uploadPartsInput?: readonly PartInput[];
}

/** Where one file goes. */
export interface UploadNode {
  readonly storagePath: string | null;
  readonly uploadUrl: string | null;
  readonly uploadHeaders: readonly string[] | null;
  readonly uploadMultipartUrls: {
    readonly uploadID: string;
    readonly uploadUrlParts: readonly { readonly partNumber: number; readonly uploadUrl: string }[];
  } | null;
  readonly artifact: { readonly id: string } | null;
}

export const createFilesOperation = operation<
  {
    readonly createArtifactFiles: {
      readonly files: { readonly edges: readonly { readonly node: UploadNode | null }[] };
    } | null;
  },
  {
    input: {
      artifactFiles: readonly FileSpecInput[];
      storageLayout: "V2";
      digestAlgorithm?: "MANIFEST_MD5";
    };
  }
>(
  `
mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) {
    files { edges { node { storagePath uploadUrl uploadHeaders uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } } artifact { id } } } }
  }
}`,
  { isConflictSafe: true },
);

export const completeMultipartOperation = operation<
  { readonly completeMultipartUploadArtifact: { readonly digest: string | null } | null },
  {
    completedParts: readonly PartInput[];
    artifactID: string;
    storagePath: string;
    uploadID: string;
  }
>(`
mutation CompleteMultipartUploadArtifact($completedParts: [UploadPartsInput!]!, $artifactID: ID!, $storagePath: String!, $uploadID: String!) {
  completeMultipartUploadArtifact(input: {completeMultipartAction: Complete, completedParts: $completedParts, artifactID: $artifactID, storagePath: $storagePath, uploadID: $uploadID}) { digest }
}`);

export const clientIdMappingOperation = operation<
  { readonly clientIDMapping: { readonly serverID: string } | null },
  { clientID: string }
>(`
query ClientIDMapping($clientID: ID!) {
  clientIDMapping(clientID: $clientID) { serverID }
}`);

export const commitArtifactOperation = operation<
  {
    readonly commitArtifact: {
      readonly artifact: { readonly id: string; readonly digest: string };
    } | null;
  },
  { artifactID: string }
>(
  `
mutation CommitArtifact($artifactID: ID!) {
  commitArtifact(input: {artifactID: $artifactID}) { artifact { id digest } }
}`,
  { isConflictSafe: true },
);

export const useArtifactOperation = operation<
  { readonly useArtifact: { readonly artifact: { readonly id: string } | null } | null },
  {
    input: {
      entityName: string;
      projectName: string;
      runName: string;
      artifactID: string;
      artifactEntityName?: string;
      artifactProjectName?: string;
      usedAs?: string;
    };
  }
>(
  `
mutation UseArtifact($input: UseArtifactInput!) {
  useArtifact(input: $input) { artifact { id } }
}`,
  { isConflictSafe: true },
);

export interface CollectionAliasInput {
  entityName: string;
  projectName: string;
  artifactCollectionName: string;
  alias: string;
}

export const addAliasesOperation = operation<
  { readonly addAliases: { readonly success: boolean | null } | null },
  { artifactID: string; aliases: readonly CollectionAliasInput[] }
>(
  `
mutation AddAliases($artifactID: ID!, $aliases: [ArtifactCollectionAliasInput!]!) {
  addAliases(input: {artifactID: $artifactID, aliases: $aliases}) { success }
}`,
  { isConflictSafe: true },
);

export const deleteAliasesOperation = operation<
  { readonly deleteAliases: { readonly success: boolean | null } | null },
  { artifactID: string; aliases: readonly CollectionAliasInput[] }
>(
  `
mutation DeleteAliases($artifactID: ID!, $aliases: [ArtifactCollectionAliasInput!]!) {
  deleteAliases(input: {artifactID: $artifactID, aliases: $aliases}) { success }
}`,
  { isConflictSafe: true },
);

export interface UpdateArtifactInput {
  artifactID: string;
  description?: string;
  metadata?: string;
  ttlDurationSeconds?: number;
  tagsToAdd?: readonly TagInput[];
  tagsToDelete?: readonly TagInput[];
}

export const updateArtifactOperation = operation<
  { readonly updateArtifact: { readonly artifact: ArtifactFields | null } | null },
  { input: UpdateArtifactInput }
>(
  `
mutation UpdateArtifact($input: UpdateArtifactInput!) {
  updateArtifact(input: $input) { artifact { ...ArtifactFields } }
}
${artifactFragment}`,
  { isConflictSafe: true },
);

export const deleteArtifactOperation = operation<
  { readonly deleteArtifact: { readonly artifact: { readonly id: string } | null } | null },
  { artifactID: string; deleteAliases: boolean }
>(`
mutation DeleteArtifact($artifactID: ID!, $deleteAliases: Boolean) {
  deleteArtifact(input: {artifactID: $artifactID, deleteAliases: $deleteAliases}) { artifact { id } }
}`);

export interface LinkArtifactInput {
  artifactID: string;
  artifactPortfolioName: string;
  entityName: string;
  projectName: string;
  aliases: readonly AliasInput[];
}

export const linkArtifactOperation = operation<
  { readonly linkArtifact: { readonly versionIndex: number | null } | null },
  { input: LinkArtifactInput }
>(
  `
mutation LinkArtifact($input: LinkArtifactInput!) {
  linkArtifact(input: $input) { versionIndex }
}`,
  { isConflictSafe: true },
);

export const unlinkArtifactOperation = operation<
  { readonly unlinkArtifact: { readonly success: boolean } | null },
  { artifactID: string; artifactPortfolioID: string }
>(`
mutation UnlinkArtifact($artifactID: ID!, $artifactPortfolioID: ID!) {
  unlinkArtifact(input: {artifactID: $artifactID, artifactPortfolioID: $artifactPortfolioID}) { success }
}`);
