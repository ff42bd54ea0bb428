/** Runs, their lines and their inputs. */
export const runsSchema: string = /* GraphQL */ `
  type RunConnection {
    edges: [RunEdge!]!
    pageInfo: PageInfo!
  }
  type RunEdge {
    node: Run!
    cursor: String
  }
  type Run {
    id: ID!
    name: String!
    projectId: Int
    project: Project
    displayName: String
    description: String
    notes: String
    tags: [String!]
    config: JSONString
    summaryMetrics: JSONString
    systemMetrics: JSONString
    "Subset of the _wandb config entry, as a JSON string."
    wandbConfig(keys: [String!]): JSONString
    sweepName: String
    group: String
    jobType: String
    commit: String
    state: String
    readOnly: Boolean
    stopped: Boolean
    createdAt: DateTime
    updatedAt: DateTime
    heartbeatAt: DateTime
    user: User
    historyKeys: JSON
    historyLineCount: Int
    logLineCount: Int
    eventsLineCount: Int
    "JSON array of JSON-encoded lines, itself a string."
    historyTail: JSONString
    eventsTail: JSONString
    history(minStep: Int64, maxStep: Int64, samples: Int): [JSONString!]
    events(samples: Int): [JSONString!]
    sampledHistory(specs: [JSONString!]!): [JSON]
    parquetHistory(liveKeys: [String!]): ParquetHistory
    logLines(
      first: Int
      last: Int
      after: String
      useImprovedPagination: Boolean
    ): LogLineConnection
    fileCount: Int
    files(names: [String], after: String, first: Int, pattern: String): FileConnection
    inputArtifacts(after: String, first: Int): ArtifactConnection
    outputArtifacts(after: String, first: Int): ArtifactConnection
  }
  type ParquetHistory {
    parquetUrls: [String!]!
    liveData: [JSON]
  }
  type LogLineConnection {
    edges: [LogLineEdge!]!
    pageInfo: PageInfo!
  }
  type LogLineEdge {
    node: LogLine!
  }
  type LogLine {
    number: Int
    timestamp: DateTime
    level: String
    label: String
    line: String
  }
  input UpsertBucketInput {
    id: String
    name: String
    modelName: String
    entityName: String
    groupName: String
    description: String
    displayName: String
    notes: String
    config: JSONString
    commit: String
    host: String
    debug: Boolean
    jobProgram: String
    jobRepo: String
    jobType: String
    state: String
    sweep: String
    tags: [String!]
    summaryMetrics: JSONString
    clientMutationId: String
  }
  type UpsertBucketPayload {
    bucket: Run
    inserted: Boolean
    clientMutationId: String
  }
  input UpdateRunStateInput {
    id: ID!
    state: String!
    clientMutationId: String
  }
  input RewindRunInput {
    runName: String!
    entityName: String
    projectName: String
    metricName: String!
    metricValue: Float!
    clientMutationId: String
  }
  type RewindRunPayload {
    rewoundRun: Run
  }
  input StopRunInput {
    id: ID!
    clientMutationId: String
  }
  type StopRunPayload {
    success: Boolean
    clientMutationId: String
  }
  input DeleteRunInput {
    id: ID!
    deleteArtifacts: Boolean
    clientMutationId: String
  }
  type DeleteRunPayload {
    clientMutationId: String
  }
  input CreateRunFilesInput {
    entityName: String!
    projectName: String!
    runName: String!
    files: [String!]!
    clientMutationId: String
  }
  type CreateRunFilesPayload {
    runID: ID!
    uploadHeaders: [String!]
    files: [File!]!
  }
  input MarkRunFilesUploadedInput {
    entityName: String!
    projectName: String!
    runName: String!
    files: [String!]!
    clientMutationId: String
  }
  input DeleteFilesInput {
    files: [ID!]!
    projectId: Int
    clientMutationId: String
  }
  enum AlertSeverity {
    INFO
    WARN
    ERROR
  }
  input NotifyScriptableRunAlertInput {
    entityName: String!
    projectName: String!
    runName: String!
    title: String!
    text: String!
    severity: AlertSeverity
    waitDuration: Duration
    clientMutationId: String
  }
  input CreateCustomChartInput {
    entity: String!
    name: String!
    displayName: String!
    type: String!
    access: String!
    spec: JSONString!
    clientMutationId: String
  }
  type CreateCustomChartPayload {
    chart: CustomChart
  }
  type CustomChart {
    id: ID!
  }
`;
