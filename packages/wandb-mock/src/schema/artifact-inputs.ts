/** Inputs and payloads of the mutations on artifacts. */
export const artifactInputsSchema: string = /* GraphQL */ `
  input ArtifactAliasInput {
    artifactCollectionName: String!
    alias: String! @constraints(max: 128)
  }
  input ArtifactCollectionAliasInput {
    entityName: String!
    projectName: String!
    artifactCollectionName: String!
    alias: String! @constraints(max: 128)
  }
  input TagInput {
    tagName: String! @constraints(max: 128, pattern: "^[-\\\\w]+([ ]+[-\\\\w]+)*$")
    tagCategoryName: String @constraints(max: 128, pattern: "^[-\\\\w]+([ ]+[-\\\\w]+)*$")
    attributes: JSONString
  }
  input CreateArtifactInput {
    entityName: String!
    projectName: String!
    runName: String
    artifactTypeName: String!
    artifactCollectionName: String
    artifactCollectionNames: [String!]
    digest: String!
    digestAlgorithm: ArtifactDigestAlgorithm
    description: String
    labels: JSONString
    metadata: JSONString
    aliases: [ArtifactAliasInput!]
    tags: [TagInput!] @constraints(max: 20)
    ttlDurationSeconds: Int64
    historyStep: Int64
    enableDigestDeduplication: Boolean
    distributedID: String
    clientID: ID
    sequenceClientID: ID
    storageRegion: String
    clientMutationId: String
  }
  type CreateArtifactPayload {
    artifact: Artifact!
    clientMutationId: String
  }
  input CreateArtifactManifestInput {
    artifactID: ID!
    baseArtifactID: ID
    name: String!
    digest: String!
    entityName: String!
    projectName: String!
    runName: String!
    type: ArtifactManifestType
    clientMutationId: String
  }
  type CreateArtifactManifestPayload {
    artifactManifest: ArtifactManifest!
  }
  input UpdateArtifactManifestInput {
    artifactManifestID: ID!
    digest: String
    baseArtifactID: ID
    clientMutationId: String
  }
  type UpdateArtifactManifestPayload {
    artifactManifest: ArtifactManifest!
  }
  input UploadPartsInput {
    partNumber: Int64!
    hexMD5: String!
  }
  input CreateArtifactFileSpecInput {
    artifactID: ID!
    name: String!
    "base64 MD5 (or, under MANIFEST_XXH128, see the prose specification)"
    md5: String!
    "SDK 0.29+, sent only when the server reports ARTIFACT_DIGEST_ALGORITHM"
    digest: String
    mimetype: String
    artifactManifestID: ID
    uploadPartsInput: [UploadPartsInput!]
  }
  input CreateArtifactFilesInput {
    artifactFiles: [CreateArtifactFileSpecInput!]!
    storageLayout: ArtifactStorageLayout
    cloudRegionID: ID
    "SDK 0.29+, sent only when the server reports ARTIFACT_DIGEST_ALGORITHM"
    digestAlgorithm: ArtifactDigestAlgorithm
    clientMutationId: String
  }
  type CreateArtifactFilesPayload {
    files: FileConnection!
  }
  input CompleteMultipartUploadArtifactInput {
    completeMultipartAction: CompleteMultipartAction!
    completedParts: [UploadPartsInput!]!
    artifactID: ID!
    storagePath: String!
    uploadID: String!
    clientMutationId: String
  }
  type CompleteMultipartUploadArtifactPayload {
    digest: String
  }
  input CommitArtifactInput {
    artifactID: ID!
    clientMutationId: String
  }
  type CommitArtifactPayload {
    artifact: Artifact!
  }
  input UseArtifactInput {
    artifactID: ID!
    entityName: String!
    projectName: String!
    runName: String!
    artifactEntityName: String
    artifactProjectName: String
    usedAs: String
    clientMutationId: String
  }
  type UseArtifactPayload {
    artifact: Artifact
  }
  input UpdateArtifactInput {
    artifactID: ID!
    description: String
    labels: JSONString
    metadata: JSONString
    aliases: [ArtifactAliasInput!]
    tagsToAdd: [TagInput!] @constraints(max: 20)
    tagsToDelete: [TagInput!] @constraints(max: 20)
    ttlDurationSeconds: Int64
    clientMutationId: String
  }
  type UpdateArtifactPayload {
    artifact: Artifact
  }
  input DeleteArtifactInput {
    artifactID: ID!
    deleteAliases: Boolean = false
    clientMutationId: String
  }
  type DeleteArtifactPayload {
    artifact: Artifact
  }
  input LinkArtifactInput {
    artifactID: ID
    clientID: ID
    artifactPortfolioID: ID
    artifactPortfolioName: String
    entityName: String
    projectName: String
    aliases: [ArtifactAliasInput!]
    clientMutationId: String
  }
  type LinkArtifactPayload {
    versionIndex: Int
    artifactMembership: ArtifactCollectionMembership
  }
  input UnlinkArtifactInput {
    artifactID: ID!
    artifactPortfolioID: ID!
    clientMutationId: String
  }
  type UnlinkArtifactPayload {
    success: Boolean!
  }
  input AddAliasesInput {
    artifactID: ID!
    aliases: [ArtifactCollectionAliasInput!]!
    clientMutationId: String
  }
  input DeleteAliasesInput {
    artifactID: ID!
    aliases: [ArtifactCollectionAliasInput!]!
    clientMutationId: String
  }
  input DeleteArtifactSequenceInput {
    artifactSequenceID: ID!
    clientMutationId: String
  }
  input DeleteArtifactPortfolioInput {
    artifactPortfolioID: ID!
    clientMutationId: String
  }
  type DeleteArtifactCollectionPayload {
    artifactCollection: ArtifactCollection!
  }
  input UpdateArtifactSequenceInput {
    artifactSequenceID: ID!
    name: String @constraints(max: 128)
    description: String
    clientMutationId: String
  }
  input UpdateArtifactPortfolioInput {
    artifactPortfolioID: ID!
    name: String @constraints(max: 128)
    description: String
    clientMutationId: String
  }
  input MoveArtifactSequenceInput {
    artifactSequenceID: ID!
    destinationArtifactTypeName: String!
    clientMutationId: String
  }
  type UpdateArtifactCollectionPayload {
    artifactCollection: ArtifactCollection!
  }
  input CreateArtifactCollectionTagAssignmentsInput {
    entityName: String!
    projectName: String!
    artifactCollectionName: String!
    tags: [TagInput!]! @constraints(max: 20)
    clientMutationID: String
  }
  input DeleteArtifactCollectionTagAssignmentsInput {
    entityName: String!
    projectName: String!
    artifactCollectionName: String!
    tags: [TagInput!]! @constraints(max: 20)
    clientMutationID: String
  }
  type CreateArtifactCollectionTagAssignmentsPayload {
    tags: [Tag!]!
  }
  input ArtifactManifestEntryInput {
    name: String!
    digest: String!
    birthArtifactID: ID
    ref: String
    size: Int64
  }
`;
