/** Scalars, directives and the root fields of identity, projects, runs and artifacts. */
export const rootSchema: string = /* GraphQL */ `
  scalar JSON
  scalar JSONString
  scalar DateTime
  scalar Duration
  scalar Int64

  directive @constraints(max: Int, pattern: String) on INPUT_FIELD_DEFINITION | ARGUMENT_DEFINITION

  schema {
    query: Query
    mutation: Mutation
  }

  type Query {
    viewer: User
    serverInfo: ServerInfo
    entity(name: String): Entity
    organization(name: String): Organization
    project(name: String, entityName: String): Project
    "Old name of project(); RunResumeStatus still uses it."
    model(name: String, entityName: String): Project
    models(entityName: String, after: String, first: Int): ProjectConnection
    artifact(id: ID!): Artifact
    artifactCollection(id: ID!): ArtifactCollection
    clientIDMapping(clientID: ID!): ClientIDMapping
    users(query: String): UserConnection
  }

  type Mutation {
    upsertModel(input: UpsertModelInput!): UpsertModelPayload
    renameProject(input: RenameProjectInput!): RenameProjectPayload
    deleteModel(input: DeleteModelInput!): SuccessPayload
    upsertBucket(input: UpsertBucketInput!): UpsertBucketPayload
    updateRunState(input: UpdateRunStateInput!): SuccessPayload
    rewindRun(input: RewindRunInput!): RewindRunPayload
    stopRun(input: StopRunInput!): StopRunPayload
    deleteRun(input: DeleteRunInput!): DeleteRunPayload
    createRunFiles(input: CreateRunFilesInput!): CreateRunFilesPayload
    markRunFilesUploaded(input: MarkRunFilesUploadedInput!): SuccessPayload
    deleteFiles(input: DeleteFilesInput!): SuccessPayload
    notifyScriptableRunAlert(input: NotifyScriptableRunAlertInput!): SuccessPayload
    createCustomChart(input: CreateCustomChartInput!): CreateCustomChartPayload

    createArtifact(input: CreateArtifactInput!): CreateArtifactPayload
    createArtifactManifest(input: CreateArtifactManifestInput!): CreateArtifactManifestPayload
    updateArtifactManifest(input: UpdateArtifactManifestInput!): UpdateArtifactManifestPayload
    createArtifactFiles(input: CreateArtifactFilesInput!): CreateArtifactFilesPayload
    completeMultipartUploadArtifact(
      input: CompleteMultipartUploadArtifactInput!
    ): CompleteMultipartUploadArtifactPayload
    commitArtifact(input: CommitArtifactInput!): CommitArtifactPayload
    useArtifact(input: UseArtifactInput!): UseArtifactPayload
    updateArtifact(input: UpdateArtifactInput!): UpdateArtifactPayload
    deleteArtifact(input: DeleteArtifactInput!): DeleteArtifactPayload
    linkArtifact(input: LinkArtifactInput!): LinkArtifactPayload
    unlinkArtifact(input: UnlinkArtifactInput!): UnlinkArtifactPayload
    addAliases(input: AddAliasesInput!): SuccessPayload
    deleteAliases(input: DeleteAliasesInput!): SuccessPayload
    deleteArtifactSequence(input: DeleteArtifactSequenceInput!): DeleteArtifactCollectionPayload
    deleteArtifactPortfolio(input: DeleteArtifactPortfolioInput!): DeleteArtifactCollectionPayload
    updateArtifactSequence(input: UpdateArtifactSequenceInput!): UpdateArtifactCollectionPayload
    updateArtifactPortfolio(input: UpdateArtifactPortfolioInput!): UpdateArtifactCollectionPayload
    moveArtifactSequence(input: MoveArtifactSequenceInput!): UpdateArtifactCollectionPayload
    createArtifactCollectionTagAssignments(
      input: CreateArtifactCollectionTagAssignmentsInput!
    ): CreateArtifactCollectionTagAssignmentsPayload
    deleteArtifactCollectionTagAssignments(
      input: DeleteArtifactCollectionTagAssignmentsInput!
    ): SuccessPayload
    createProjectMembers(input: CreateProjectMembersInput!): SuccessPayload
    deleteProjectMembers(input: DeleteProjectMembersInput!): SuccessPayload
    updateProjectMember(input: UpdateProjectMemberInput!): SuccessPayload
    updateProjectTeamMember(input: UpdateProjectTeamMemberInput!): SuccessPayload

    generateApiKey(input: GenerateApiKeyInput!): GenerateApiKeyPayload
    deleteApiKey(input: DeleteApiKeyInput!): SuccessPayload
  }

  "Every mutation payload also carries clientMutationId on the server; one shape is used for those that return only success."
  type SuccessPayload {
    success: Boolean
    clientMutationId: String
  }
`;
