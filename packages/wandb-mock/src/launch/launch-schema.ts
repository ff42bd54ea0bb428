/**
 * W&B Launch: queues, their items and agents. The fields and inputs are those that the SDK sends and
 * reads; `RunQueueItem.error` and `.warnings` are inferred from the mutations that set them.
 */
export const launchSchema: string = /* GraphQL */ `
  extend type Query {
    launchAgent(id: ID!): LaunchAgent
  }
  extend type Project {
    runQueues: [RunQueue!]
    runQueue(name: String!): RunQueue
  }
  extend type Entity {
    defaultResourceConfig(id: ID!): DefaultResourceConfig
  }
  extend type Mutation {
    createDefaultResourceConfig(
      input: CreateDefaultResourceConfigInput!
    ): CreateDefaultResourceConfigPayload
    createRunQueue(input: CreateRunQueueInput!): CreateRunQueuePayload
    upsertRunQueue(input: UpsertRunQueueInput!): UpsertRunQueuePayload
    deleteRunQueues(input: DeleteRunQueuesInput!): SuccessPayload
    pushToRunQueue(input: PushToRunQueueInput!): PushToRunQueuePayload
    pushToRunQueueByName(input: PushToRunQueueByNameInput!): PushToRunQueueByNamePayload
    popFromRunQueue(input: PopFromRunQueueInput!): PopFromRunQueuePayload
    ackRunQueueItem(input: AckRunQueueItemInput!): SuccessPayload
    failRunQueueItem(input: FailRunQueueItemInput!): SuccessPayload
    updateRunQueueItemWarning(input: UpdateRunQueueItemWarningInput!): SuccessPayload
    deleteFromRunQueue(input: DeleteFromRunQueueInput!): SuccessPayload
    createLaunchAgent(input: CreateLaunchAgentInput!): CreateLaunchAgentPayload
    updateLaunchAgent(input: UpdateLaunchAgentInput!): SuccessPayload
  }
  enum RunQueueAccessType {
    PROJECT
    USER
  }
  enum RunQueuePrioritizationMode {
    DISABLED
    V0
  }
  type RunQueue {
    id: ID!
    name: String!
    createdBy: String
    access: String
    defaultResourceConfigID: ID
    prioritizationMode: RunQueuePrioritizationMode
    externalLinks: JSON
    runQueueItem(id: ID!): RunQueueItem
    runQueueItems(first: Int, after: String): RunQueueItemConnection
  }
  type RunQueueItemConnection {
    edges: [RunQueueItemEdge!]!
    pageInfo: PageInfo!
  }
  type RunQueueItemEdge {
    node: RunQueueItem
    cursor: String
  }
  "state seen by clients: PENDING, LEASED, CLAIMED, FAILED (inferred list; the SDK only lower-cases it)"
  type RunQueueItem {
    id: ID!
    state: String!
    associatedRunId: String
    runSpec: JSON
    priority: Int
    createdAt: DateTime
    error: RunQueueItemError
    warnings: [RunQueueItemError!]
  }
  type RunQueueItemError {
    message: String!
    stage: String!
    filePaths: [String!]
  }
  type DefaultResourceConfig {
    config: JSON
    resource: String
    templateVariables: [TemplateVariable!]
  }
  type TemplateVariable {
    name: String!
    schema: JSONString
    description: String
  }
  type LaunchAgent {
    id: ID!
    name: String!
    runQueues: [ID!]
    hostname: String
    agentStatus: String
    stopPolling: Boolean
    heartbeatAt: DateTime
  }
  input CreateDefaultResourceConfigInput {
    entityName: String!
    resource: String!
    config: JSONString!
    templateVariables: JSONString
    clientMutationId: String
  }
  type CreateDefaultResourceConfigPayload {
    defaultResourceConfigID: ID
    success: Boolean
  }
  input CreateRunQueueInput {
    entityName: String!
    projectName: String!
    queueName: String! @constraints(max: 64)
    access: RunQueueAccessType!
    prioritizationMode: RunQueuePrioritizationMode
    defaultResourceConfigID: ID
    clientMutationId: String
  }
  type CreateRunQueuePayload {
    success: Boolean
    queueID: ID
  }
  input UpsertRunQueueInput {
    entityName: String!
    projectName: String!
    queueName: String! @constraints(max: 64)
    resourceType: String!
    resourceConfig: JSONString!
    templateVariables: JSONString
    prioritizationMode: RunQueuePrioritizationMode
    externalLinks: JSONString
    clientMutationId: String
  }
  type UpsertRunQueuePayload {
    success: Boolean
    configSchemaValidationErrors: [String!]
  }
  input DeleteRunQueuesInput {
    queueIDs: [ID!]!
    clientMutationId: String
  }
  input PushToRunQueueInput {
    queueID: ID!
    runSpec: JSONString!
    templateVariableValues: JSONString
    clientMutationId: String
  }
  type PushToRunQueuePayload {
    runQueueItemId: ID
  }
  input PushToRunQueueByNameInput {
    entityName: String!
    projectName: String!
    queueName: String!
    runSpec: JSONString!
    templateVariableValues: JSONString
    priority: Int
    clientMutationId: String
  }
  type PushToRunQueueByNamePayload {
    runQueueItemId: ID
    runSpec: JSONString
  }
  input PopFromRunQueueInput {
    entityName: String!
    projectName: String!
    queueName: String!
    launchAgentId: ID
    clientMutationId: String
  }
  "runSpec is delivered as a JSON object, not as a string"
  type PopFromRunQueuePayload {
    runQueueItemId: ID
    runSpec: JSON
  }
  input AckRunQueueItemInput {
    runQueueItemId: ID!
    runName: String!
    clientMutationId: String
  }
  input FailRunQueueItemInput {
    runQueueItemId: ID!
    message: String!
    stage: String!
    filePaths: [String!]
    clientMutationId: String
  }
  input UpdateRunQueueItemWarningInput {
    runQueueItemId: ID!
    message: String!
    stage: String!
    filePaths: [String!]
    clientMutationId: String
  }
  input DeleteFromRunQueueInput {
    queueID: ID!
    runQueueItemId: ID!
    clientMutationId: String
  }
  input CreateLaunchAgentInput {
    entityName: String!
    projectName: String!
    runQueues: [ID!]!
    hostname: String!
    agentConfig: JSONString
    version: String
    clientMutationId: String
  }
  type CreateLaunchAgentPayload {
    launchAgentId: ID
  }
  input UpdateLaunchAgentInput {
    launchAgentId: ID!
    agentStatus: String
    clientMutationId: String
  }
`;
