const collectionFields = `id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    updatedAt: DateTime
    state: ArtifactCollectionState
    project: Project
    defaultArtifactType: ArtifactType!
    tags: TagConnection!
    aliases(after: String, first: Int): ArtifactAliasConnection
    artifacts(after: String, first: Int, order: String, filters: JSONString): ArtifactConnection
    artifactMembership(aliasName: String!): ArtifactCollectionMembership`;

/** Artifacts, collections, memberships, manifests. */
export const artifactsSchema: string = /* GraphQL */ `
  enum ArtifactState {
    PENDING
    COMMITTED
    DELETED
  }
  enum ArtifactCollectionState {
    READY
    DELETED
  }
  enum ArtifactCollectionType {
    SEQUENCE
    PORTFOLIO
  }
  enum ArtifactDigestAlgorithm {
    MANIFEST_MD5
    MANIFEST_XXH128
  }
  enum ArtifactManifestType {
    FULL
    INCREMENTAL
    PATCH
  }
  enum ArtifactStorageLayout {
    V1
    V2
  }
  enum CompleteMultipartAction {
    Complete
  }

  type Artifact {
    id: ID!
    digest: String!
    digestAlgorithm: ArtifactDigestAlgorithm
    state: ArtifactState!
    size: Int64!
    fileCount: Int64!
    versionIndex: Int
    commitHash: String
    description: String
    metadata: JSONString
    labels: JSONString
    historyStep: Int64
    ttlDurationSeconds: Int64!
    ttlIsInherited: Boolean!
    createdAt: DateTime!
    updatedAt: DateTime
    artifactType: ArtifactType!
    artifactSequence: ArtifactSequence
    aliases: [ArtifactAlias!]
    tags: [Tag!]
    currentManifest: ArtifactManifest
    files(names: [String!], after: String, first: Int): FileConnection
    filesByManifestEntries(
      entries: [ArtifactManifestEntryInput!]
      storageLayout: String!
      manifestVersion: String!
      storageRegion: String
    ): FileConnection
    artifactMemberships(after: String, first: Int): ArtifactCollectionMembershipConnection
    createdBy: ArtifactCreator
    usedBy: RunConnection
  }
  union ArtifactCreator = Run | User
  type ArtifactConnection {
    totalCount: Int
    edges: [ArtifactEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactEdge {
    node: Artifact
    version: String
    cursor: String
  }
  type ArtifactAlias {
    id: ID!
    alias: String!
    artifactCollection: ArtifactCollection
    artifactCollectionName: String
  }
  type Tag {
    id: ID!
    name: String!
  }
  type TagConnection {
    edges: [TagEdge!]!
  }
  type TagEdge {
    node: Tag!
  }
  type ArtifactAliasConnection {
    edges: [ArtifactAliasEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactAliasEdge {
    node: ArtifactAlias
  }
  type ArtifactType {
    id: ID!
    name: String!
    description: String
    createdAt: DateTime!
    artifactCollection(name: String!): ArtifactCollection
    artifactCollections(
      after: String
      first: Int
      filters: JSONString
      order: String
    ): ArtifactCollectionConnection
  }
  type ArtifactTypeConnection {
    edges: [ArtifactTypeEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactTypeEdge {
    node: ArtifactType
  }
  interface ArtifactCollection {
    ${collectionFields}
  }
  type ArtifactSequence implements ArtifactCollection {
    ${collectionFields}
    latestArtifact: Artifact
    digestAlgorithm: ArtifactDigestAlgorithm
  }
  type ArtifactPortfolio implements ArtifactCollection {
    ${collectionFields}
  }
  type ArtifactCollectionConnection {
    totalCount: Int
    edges: [ArtifactCollectionEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactCollectionEdge {
    node: ArtifactCollection
    cursor: String
  }
  type ArtifactCollectionMembership {
    id: ID!
    versionIndex: Int
    createdAt: DateTime!
    aliases: [ArtifactAlias!]!
    artifactCollection: ArtifactCollection
    artifact: Artifact
    files(names: [String!], after: String, first: Int): FileConnection
  }
  type ArtifactCollectionMembershipConnection {
    edges: [ArtifactCollectionMembershipEdge!]!
    pageInfo: PageInfo!
  }
  type ArtifactCollectionMembershipEdge {
    node: ArtifactCollectionMembership
    cursor: String
  }
  type ArtifactManifest {
    id: ID!
    file: File!
  }
  type ClientIDMapping {
    serverID: ID!
  }
`;
