/** Projects and their members. */
export const projectsSchema: string = /* GraphQL */ `
  type ProjectConnection {
    edges: [ProjectEdge!]!
    pageInfo: PageInfo!
  }
  type ProjectEdge {
    node: Project
    cursor: String
  }
  type Project {
    id: ID!
    internalId: ID!
    name: String!
    entityName: String!
    entity: Entity!
    description: String
    access: String
    views: JSON
    createdAt: DateTime!
    updatedAt: DateTime
    isBenchmark: Boolean!
    readOnly: Boolean
    user: User
    allowAllArtifactTypesInRegistry: Boolean
    run(name: String!, desc: String): Run
    "Old name of run(); missingOk suppresses the not-found error."
    bucket(name: String!, missingOk: Boolean): Run
    runs(filters: JSONString, after: String, first: Int, order: String): RunConnection
    runCount(filters: JSONString): Int
    "name is <collection>, <collection>:<alias or vN>. Used by the type check before logging."
    artifact(name: String!): Artifact
    artifactCollection(name: String!): ArtifactCollection
    artifactCollectionMembership(name: String!): ArtifactCollectionMembership
    artifactCollections(
      after: String
      first: Int
      filters: JSONString
      order: String
    ): ArtifactCollectionConnection
    artifactType(name: String!): ArtifactType
    artifactTypes(after: String, first: Int, includeAll: Boolean): ArtifactTypeConnection
    members: [ProjectMember!]
    teamMembers: [ProjectTeamMember!]
  }
  type Role {
    name: String!
  }
  type ProjectMember {
    id: ID
    name: String
    username: String
    email: String
    role: Role
  }
  type ProjectTeamMember {
    team: Entity
    role: Role
  }
  input ArtifactTypeInput {
    name: String! @constraints(max: 128, pattern: "^[-\\\\w]+([ ]*[-.\\\\w]+)*$")
    description: String
  }
  input ProjectIconInput {
    name: String!
    color: String!
  }
  input RateLimitsInput {
    graphql: Int
    sdkGraphql: Int
    sdkGraphqlQuerySeconds: Float
    filestreamCount: Float
    filestreamPerRunCount: Float
    filestreamSize: Int
    runUpdateCount: Float
    createArtifacts: Int
    createArtifactsRequestCount: Int
    createArtifactsTimeWindow: Int
  }
  input UpsertModelInput {
    id: String
    name: String @constraints(max: 128)
    entityName: String
    description: String
    access: String
    views: JSONString
    isBenchmark: Boolean
    isPublished: Boolean
    framework: String
    repo: String @constraints(max: 256)
    dockerImage: String @constraints(max: 512)
    owner: ID
    icon: ProjectIconInput
    rateLimits: RateLimitsInput
    artifactTypes: [ArtifactTypeInput!]
    allowAllArtifactTypesInRegistry: Boolean
    clientMutationId: String
  }
  type UpsertModelPayload {
    model: Project
    project: Project
    inserted: Boolean
    clientMutationId: String
  }
  input RenameProjectInput {
    entityName: String!
    oldProjectName: String!
    newProjectName: String!
    clientMutationId: String
  }
  type RenameProjectPayload {
    project: Project
    inserted: Boolean
  }
  input DeleteModelInput {
    id: String!
    clientMutationId: String
  }
  input CreateProjectMembersInput {
    projectId: ID!
    userIds: [ID!]
    teamIds: [ID!]
    clientMutationId: String
  }
  input DeleteProjectMembersInput {
    projectId: ID!
    userIds: [ID!]
    teamIds: [ID!]
    clientMutationId: String
  }
  input UpdateProjectMemberInput {
    projectId: ID!
    userId: ID!
    userProjectRole: String!
    clientMutationId: String
  }
  input UpdateProjectTeamMemberInput {
    projectId: ID!
    teamId: ID!
    teamProjectRole: String!
    clientMutationId: String
  }
`;
