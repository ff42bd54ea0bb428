/** Users, teams, organisations, server information. */
export const identitySchema: string = /* GraphQL */ `
  type User {
    id: ID!
    name: String
    username: String
    email: String
    admin: Boolean
    flags: JSONString
    entity: String
    deletedAt: DateTime
    photoUrl: String
    apiKeys: ApiKeyConnection
    teams: EntityConnection
    organizations: [Organization!]
  }
  type UserConnection {
    edges: [UserEdge!]!
    pageInfo: PageInfo!
  }
  type UserEdge {
    node: User
    cursor: String
  }
  type ApiKey {
    id: ID!
    name: String
    description: String
  }
  type ApiKeyConnection {
    edges: [ApiKeyEdge!]!
  }
  type ApiKeyEdge {
    node: ApiKey
  }
  type EntityConnection {
    edges: [EntityEdge!]!
  }
  type EntityEdge {
    node: Entity
  }
  type Entity {
    id: ID!
    name: String!
    available: Boolean
    photoUrl: String
    readOnly: Boolean
    readOnlyAdmin: Boolean
    isTeam: Boolean!
    entityType: String
    privateOnly: Boolean
    storageBytes: Int64
    codeSavingEnabled: Boolean
    defaultAccess: String
    isPaid: Boolean
    limits: JSON
    members: [Member!]
    organization: Organization
    user: User
    "Introduced with feature ARTIFACT_DIGEST_ALGORITHM."
    xxhashDigestsEnabled: Boolean
    project(name: String): Project
    projects(filters: JSONString, after: String, first: Int, order: String): ProjectConnection
    artifactCollections(
      projectFilters: JSONString
      filters: JSONString
      collectionTypes: [ArtifactCollectionType!]
      after: String
      first: Int
      order: String
    ): ArtifactCollectionConnection
    artifactMemberships(
      projectFilters: JSONString
      collectionFilters: JSONString
      filters: JSONString
      after: String
      first: Int
      order: String
    ): ArtifactCollectionMembershipConnection
  }
  type Member {
    id: ID
    role: String
    admin: Boolean
    pending: Boolean
    email: String
    username: String
    name: String
    photoUrl: String
    accountType: String
    apiKey: String
  }
  type Organization {
    id: ID!
    name: String!
    orgEntity: Entity
    coreWeaveOrganizationId: String
    featureFlags(rampIDType: RampIDType): [FeatureFlag]
    advancedRegistryFeatures: AdvancedRegistryFeatures
  }
  type AdvancedRegistryFeatures {
    advancedSearch: Boolean
  }
  enum RampIDType {
    OrgName
  }
  type FeatureFlag {
    rampKey: String!
    isEnabled: Boolean!
  }
  type ServerInfo {
    cliVersionInfo: JSON
    latestLocalVersionInfo: LocalVersionInfo
    features: [ServerFeature]
  }
  type LocalVersionInfo {
    outOfDate: Boolean
    latestVersionString: String
    versionOnThisInstanceString: String
  }
  type ServerFeature {
    name: String!
    isEnabled: Boolean!
  }
  type PageInfo {
    endCursor: String
    hasNextPage: Boolean!
  }
  input GenerateApiKeyInput {
    description: String
    clientMutationId: String
  }
  type GenerateApiKeyPayload {
    apiKey: ApiKey
  }
  input DeleteApiKeyInput {
    id: String!
    clientMutationId: String
  }
`;
