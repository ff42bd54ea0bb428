/**
 * Sweeps, as far as clients define and read them. Fields and inputs are those of the documents
 * `GetSweeps`, `GetSweep`, `SweepConfig`, `SweepRunsWithHistory` and `UpsertSweep` in SDK 0.31. There is
 * no scheduler: agents, which would ask for runs, are not served.
 */
export const sweepsSchema: string = /* GraphQL */ `
  extend type Project {
    totalSweeps: Int
    sweeps(after: String, first: Int, filters: JSONString, order: String): SweepConnection
    sweep(sweepName: String!): Sweep
  }
  extend type Mutation {
    upsertSweep(input: UpsertSweepInput!): UpsertSweepPayload
  }
  type SweepConnection {
    edges: [SweepEdge!]!
    pageInfo: PageInfo!
    totalCount: Int
  }
  type SweepEdge {
    node: Sweep
    cursor: String
  }
  type Sweep {
    id: ID!
    name: String!
    displayName: String
    method: String
    state: String!
    description: String
    bestLoss: Float
    "YAML, as the client sent it."
    config: String!
    controllerRunName: String
    createdAt: DateTime!
    updatedAt: DateTime
    runCount: Int!
    runCountExpected: Int
    project: Project
    runs(first: Int, after: String, order: String): RunConnection
  }
  input UpsertSweepInput {
    id: ID
    config: String
    description: String
    entityName: String
    projectName: String
    controller: JSONString
    scheduler: JSONString
    state: String
    priorRunsFilters: JSONString
    displayName: String
    clientMutationId: String
  }
  type UpsertSweepPayload {
    sweep: Sweep
    configValidationWarnings: [String!]
  }
`;
