import { operation } from "../transport/operation.ts";

type Json = Readonly<Record<string, unknown>>;

interface QueuePlaceVariables {
  entityName: string;
  projectName: string;
  queueName: string;
}

export interface QueueFields {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string | null;
  readonly access: string | null;
}

export const projectRunQueuesOperation = operation<
  { readonly project: { readonly runQueues: readonly QueueFields[] | null } | null },
  { entity: string; projectName: string }
>(`
query ProjectRunQueues($entity: String!, $projectName: String!) {
  project(entityName: $entity, name: $projectName) { runQueues { id name createdBy access } }
}`);

export const queueMetadataOperation = operation<
  {
    readonly project: {
      readonly runQueue:
        | (QueueFields & {
            readonly defaultResourceConfigID: string | null;
            readonly prioritizationMode: "DISABLED" | "V0" | null;
            readonly externalLinks: unknown;
          })
        | null;
    } | null;
  },
  QueuePlaceVariables
>(`
query GetRunQueueMetadata($projectName: String!, $entityName: String!, $queueName: String!) {
  project(name: $projectName, entityName: $entityName) {
    runQueue(name: $queueName) { id name createdBy access defaultResourceConfigID prioritizationMode externalLinks }
  }
}`);

export const resourceConfigOperation = operation<
  {
    readonly entity: {
      readonly defaultResourceConfig: {
        readonly config: unknown;
        readonly resource: string | null;
        readonly templateVariables:
          | readonly { readonly name: string; readonly schema: string | null }[]
          | null;
      } | null;
    } | null;
  },
  { entityName: string; id: string }
>(`
query GetDefaultResourceConfig($entityName: String!, $id: ID!) {
  entity(name: $entityName) { defaultResourceConfig(id: $id) { config resource templateVariables { name schema } } }
}`);

export const upsertQueueOperation = operation<
  {
    readonly upsertRunQueue: {
      readonly success: boolean | null;
      readonly configSchemaValidationErrors: readonly string[] | null;
    } | null;
  },
  QueuePlaceVariables & {
    resourceType: string;
    resourceConfig: string;
    templateVariables?: string | null;
    prioritizationMode?: "DISABLED" | "V0" | null;
    externalLinks?: string | null;
  }
>(
  `
mutation UpsertRunQueue($entityName: String!, $projectName: String!, $queueName: String!, $resourceType: String!, $resourceConfig: JSONString!, $templateVariables: JSONString, $prioritizationMode: RunQueuePrioritizationMode, $externalLinks: JSONString) {
  upsertRunQueue(input: {entityName: $entityName, projectName: $projectName, queueName: $queueName, resourceType: $resourceType, resourceConfig: $resourceConfig, templateVariables: $templateVariables, prioritizationMode: $prioritizationMode, externalLinks: $externalLinks}) {
    success
    configSchemaValidationErrors
  }
}`,
  { isConflictSafe: true },
);

export const deleteQueuesOperation = operation<
  { readonly deleteRunQueues: { readonly success: boolean | null } | null },
  { queueIDs: readonly string[] }
>(`
mutation DeleteRunQueues($queueIDs: [ID!]!) {
  deleteRunQueues(input: {queueIDs: $queueIDs}) { success }
}`);

interface PushResult {
  readonly pushToRunQueueByName: {
    readonly runQueueItemId: string | null;
    readonly runSpec?: string | null;
  } | null;
}

export const pushOperation = operation<PushResult, QueuePlaceVariables & { runSpec: string }>(`
mutation pushToRunQueueByName($entityName: String!, $projectName: String!, $queueName: String!, $runSpec: JSONString!) {
  pushToRunQueueByName(input: {entityName: $entityName, projectName: $projectName, queueName: $queueName, runSpec: $runSpec}) {
    runQueueItemId
    runSpec
  }
}`);

// Older servers do not know these two arguments, so they are declared only when they are used.
export const pushWithOptionsOperation = operation<
  PushResult,
  QueuePlaceVariables & {
    runSpec: string;
    priority?: number | null;
    templateVariableValues?: string | null;
  }
>(`
mutation pushToRunQueueByName($entityName: String!, $projectName: String!, $queueName: String!, $runSpec: JSONString!, $priority: Int, $templateVariableValues: JSONString) {
  pushToRunQueueByName(input: {entityName: $entityName, projectName: $projectName, queueName: $queueName, runSpec: $runSpec, priority: $priority, templateVariableValues: $templateVariableValues}) {
    runQueueItemId
    runSpec
  }
}`);

export interface ItemFields {
  readonly id: string;
  readonly state: string;
  readonly associatedRunId: string | null;
  readonly runSpec?: unknown;
  readonly error?: {
    readonly message: string;
    readonly stage: string;
    readonly filePaths: readonly string[] | null;
  } | null;
}

interface ItemVariables {
  projectName: string;
  entityName: string;
  runQueue: string;
  itemId: string;
}

interface ItemResult {
  readonly project: {
    readonly runQueue: { readonly runQueueItem: ItemFields | null } | null;
  } | null;
}

export const queueItemOperation = operation<ItemResult, ItemVariables>(`
query GetRunQueueItem($projectName: String!, $entityName: String!, $runQueue: String!, $itemId: ID!) {
  project(name: $projectName, entityName: $entityName) {
    runQueue(name: $runQueue) { runQueueItem(id: $itemId) { id state associatedRunId } }
  }
}`);

export const queueItemErrorOperation = operation<ItemResult, ItemVariables>(`
query GetRunQueueItemError($projectName: String!, $entityName: String!, $runQueue: String!, $itemId: ID!) {
  project(name: $projectName, entityName: $entityName) {
    runQueue(name: $runQueue) { runQueueItem(id: $itemId) { id state associatedRunId error { message stage filePaths } } }
  }
}`);

export const queueItemsOperation = operation<
  {
    readonly project: {
      readonly runQueue: {
        readonly id: string;
        readonly runQueueItems: {
          readonly edges: readonly { readonly node: ItemFields | null }[];
          readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
        } | null;
      } | null;
    } | null;
  },
  QueuePlaceVariables & { first: number; after?: string | null }
>(`
query GetRunQueueItems($projectName: String!, $entityName: String!, $queueName: String!, $first: Int, $after: String) {
  project(name: $projectName, entityName: $entityName) {
    runQueue(name: $queueName) {
      id
      runQueueItems(first: $first, after: $after) {
        edges { node { id state associatedRunId runSpec } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
}`);

export const removeItemOperation = operation<
  { readonly deleteFromRunQueue: { readonly success: boolean | null } | null },
  { queueID: string; runQueueItemId: string }
>(`
mutation DeleteFromRunQueue($queueID: ID!, $runQueueItemId: ID!) {
  deleteFromRunQueue(input: {queueID: $queueID, runQueueItemId: $runQueueItemId}) { success }
}`);

export const popOperation = operation<
  {
    readonly popFromRunQueue: {
      readonly runQueueItemId: string | null;
      readonly runSpec: Json | string | null;
    } | null;
  },
  { entity: string; project: string; queueName: string; launchAgentId: string | null }
>(`
mutation popFromRunQueue($entity: String!, $project: String!, $queueName: String!, $launchAgentId: ID) {
  popFromRunQueue(input: {entityName: $entity, projectName: $project, queueName: $queueName, launchAgentId: $launchAgentId}) {
    runQueueItemId
    runSpec
  }
}`);

export const acknowledgeOperation = operation<
  { readonly ackRunQueueItem: { readonly success: boolean | null } | null },
  { itemId: string; runId: string }
>(`
mutation ackRunQueueItem($itemId: ID!, $runId: String!) {
  ackRunQueueItem(input: {runQueueItemId: $itemId, runName: $runId}) { success }
}`);

interface ReportVariables {
  runQueueItemId: string;
  message: string;
  stage: string;
  filePaths?: readonly string[] | null;
}

export const failItemOperation = operation<
  { readonly failRunQueueItem: { readonly success: boolean | null } | null },
  ReportVariables
>(`
mutation failRunQueueItem($runQueueItemId: ID!, $message: String!, $stage: String!, $filePaths: [String!]) {
  failRunQueueItem(input: {runQueueItemId: $runQueueItemId, message: $message, stage: $stage, filePaths: $filePaths}) { success }
}`);

export const warnItemOperation = operation<
  { readonly updateRunQueueItemWarning: { readonly success: boolean | null } | null },
  ReportVariables
>(`
mutation updateRunQueueItemWarning($runQueueItemId: ID!, $message: String!, $stage: String!, $filePaths: [String!]) {
  updateRunQueueItemWarning(input: {runQueueItemId: $runQueueItemId, message: $message, stage: $stage, filePaths: $filePaths}) { success }
}`);

export const createAgentOperation = operation<
  { readonly createLaunchAgent: { readonly launchAgentId: string | null } | null },
  {
    entity: string;
    project: string;
    queues: readonly string[];
    hostname: string;
    agentConfig: string;
    version: string;
  }
>(`
mutation createLaunchAgent($entity: String!, $project: String!, $queues: [ID!]!, $hostname: String!, $agentConfig: JSONString, $version: String) {
  createLaunchAgent(input: {entityName: $entity, projectName: $project, runQueues: $queues, hostname: $hostname, agentConfig: $agentConfig, version: $version}) {
    launchAgentId
  }
}`);

export const readAgentOperation = operation<
  {
    readonly launchAgent: {
      readonly id: string;
      readonly name: string;
      readonly runQueues: readonly string[] | null;
      readonly hostname: string | null;
      readonly agentStatus: string | null;
      readonly stopPolling: boolean | null;
      readonly heartbeatAt: string | null;
    } | null;
  },
  { agentId: string }
>(`
query LaunchAgent($agentId: ID!) {
  launchAgent(id: $agentId) { id name runQueues hostname agentStatus stopPolling heartbeatAt }
}`);

export const updateAgentOperation = operation<
  { readonly updateLaunchAgent: { readonly success: boolean | null } | null },
  { agentId: string; agentStatus: string }
>(
  `
mutation updateLaunchAgent($agentId: ID!, $agentStatus: String) {
  updateLaunchAgent(input: {launchAgentId: $agentId, agentStatus: $agentStatus}) { success }
}`,
  { isConflictSafe: true },
);

export const launchedRunOperation = operation<
  {
    readonly project: {
      readonly run: {
        readonly id: string;
        readonly state: string | null;
        readonly stopped: boolean | null;
        readonly displayName: string | null;
        readonly summaryMetrics: string | null;
        readonly logLineCount: number | null;
      } | null;
    } | null;
  },
  { entity: string; project: string; name: string }
>(`
query LaunchedRun($project: String!, $entity: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    run(name: $name) { id state stopped displayName summaryMetrics logLineCount }
  }
}`);

export const updateRunStateOperation = operation<
  { readonly updateRunState: { readonly success: boolean | null } | null },
  { id: string; state: string }
>(
  `
mutation UpdateRunState($id: ID!, $state: String!) {
  updateRunState(input: {id: $id, state: $state}) { success }
}`,
  { isConflictSafe: true },
);

export const stopRunOperation = operation<
  { readonly stopRun: { readonly success: boolean | null } | null },
  { id: string }
>(
  `
mutation StopRun($id: ID!) {
  stopRun(input: {id: $id}) { success }
}`,
  { isConflictSafe: true },
);

export const createQueueOperation = operation<
  {
    readonly createRunQueue: {
      readonly success: boolean | null;
      readonly queueID: string | null;
    } | null;
  },
  { entity: string; project: string; queueName: string; access: "PROJECT" | "USER" }
>(
  `
mutation CreateRunQueue($entity: String!, $project: String!, $queueName: String!, $access: RunQueueAccessType!) {
  createRunQueue(input: {entityName: $entity, projectName: $project, queueName: $queueName, access: $access}) { success queueID }
}`,
);

export const consoleLinesOperation = operation<
  {
    readonly project: {
      readonly run: {
        readonly logLines: {
          readonly edges: readonly {
            readonly node: { readonly line: string | null; readonly number: number | null } | null;
          }[];
          readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
        } | null;
      } | null;
    } | null;
  },
  { entity: string; project: string; name: string; first: number; after: string | null }
>(`
query RunConsoleLogPage($entity: String!, $project: String!, $name: String!, $first: Int, $after: String) {
  project(name: $project, entityName: $entity) {
    run(name: $name) { logLines(first: $first, after: $after) { edges { node { line number } } pageInfo { endCursor hasNextPage } } }
  }
}`);
