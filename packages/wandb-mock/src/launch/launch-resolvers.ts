import type { Context } from "../context.ts";
import { paginate, type PageArgs } from "../graphql/connection.ts";
import { invalid, notFound } from "../graphql/rejection.ts";
import type { InputArgs, ResolverMap } from "../graphql/resolver.ts";
import { ensureProject, isVisible, writableEntity, writableProject } from "../state/access.ts";
import { parseJsonObject } from "../state/json-text.ts";
import type { EntityRecord, ProjectRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import type {
  AgentRecord,
  QueueItemRecord,
  QueueRecord,
  ResourceConfigRecord,
} from "./launch-records.ts";
import { launchStateOf } from "./launch-state.ts";
import {
  addQueue,
  currentItem,
  popItem,
  pushItem,
  resourceTypes,
  writableItem,
  writableQueue,
  writableQueueById,
} from "./queue-operations.ts";
import { readTemplateVariables } from "./template-variables.ts";

interface QueuePlace {
  readonly entityName: string;
  readonly projectName: string;
  readonly queueName: string;
}

interface Report {
  readonly runQueueItemId: string;
  readonly message: string;
  readonly stage: string;
  readonly filePaths?: readonly string[] | null;
}

const agentStatuses: ReadonlySet<string> = new Set(["POLLING", "RUNNING", "KILLED"]);

const succeeded = (success: boolean): object => ({ success, clientMutationId: null });

/** Queues, their items and agents. */
export const launchResolvers: ResolverMap = {
  Query: {
    launchAgent: (_: unknown, { id }: { id: string }, context: Context) =>
      visibleAgent(context, id),
  },
  Mutation: {
    createDefaultResourceConfig: (
      _: unknown,
      {
        input,
      }: InputArgs<{
        entityName: string;
        resource: string;
        config: string;
        templateVariables?: string | null;
      }>,
      context: Context,
    ) => ({
      defaultResourceConfigID: putResourceConfig(
        context,
        writableEntity(context, input.entityName),
        input,
      ).id,
      success: true,
    }),
    createRunQueue: (
      _: unknown,
      {
        input,
      }: InputArgs<
        QueuePlace & {
          access: string;
          prioritizationMode?: "DISABLED" | "V0" | null;
          defaultResourceConfigID?: string | null;
        }
      >,
      context: Context,
    ) => {
      const project = writableProject(context, input.entityName, input.projectName);
      const configId = input.defaultResourceConfigID ?? null;
      if (
        configId !== null &&
        launchStateOf(context.state).resourceConfigs.get(configId) === undefined
      ) {
        throw notFound(`default resource config ${configId}`);
      }
      const queue = addQueue(context, project, {
        name: input.queueName,
        access: input.access,
        resourceConfigId: configId,
        prioritizationMode: input.prioritizationMode ?? "DISABLED",
        externalLinks: null,
      });
      return { success: true, queueID: queue.id };
    },
    upsertRunQueue: (
      _: unknown,
      {
        input,
      }: InputArgs<
        QueuePlace & {
          resourceType: string;
          resourceConfig: string;
          templateVariables?: string | null;
          prioritizationMode?: "DISABLED" | "V0" | null;
          externalLinks?: string | null;
        }
      >,
      context: Context,
    ) => {
      const entity = writableEntity(context, input.entityName);
      const { project } = ensureProject(context, entity, input.projectName);
      const { queues, queuesByName } = launchStateOf(context.state);
      const config = putResourceConfig(context, entity, {
        resource: input.resourceType,
        config: input.resourceConfig,
        templateVariables: input.templateVariables ?? null,
      });
      const existing = queuesByName.get(keyOf(project.id, input.queueName));
      const links =
        input.externalLinks == null ? null : parseJsonObject(input.externalLinks, "externalLinks");
      if (existing === undefined) {
        addQueue(context, project, {
          name: input.queueName,
          access: "PROJECT",
          resourceConfigId: config.id,
          prioritizationMode: input.prioritizationMode ?? "DISABLED",
          externalLinks: links,
        });
      } else {
        queues.patch(existing, {
          resourceConfigId: config.id,
          prioritizationMode: input.prioritizationMode ?? existing.prioritizationMode,
          externalLinks: links ?? existing.externalLinks,
        });
      }
      return { success: true, configSchemaValidationErrors: null };
    },
    deleteRunQueues: (
      _: unknown,
      { input }: InputArgs<{ queueIDs: readonly string[] }>,
      context: Context,
    ) => {
      const { queues, items, itemsByQueue } = launchStateOf(context.state);
      for (const queue of input.queueIDs.map((id) => writableQueueById(context, id))) {
        for (const item of itemsByQueue.all(queue.id)) items.delete(item.id);
        queues.delete(queue.id);
      }
      return succeeded(true);
    },
    pushToRunQueue: (
      _: unknown,
      {
        input,
      }: InputArgs<{ queueID: string; runSpec: string; templateVariableValues?: string | null }>,
      context: Context,
    ) => ({
      runQueueItemId: pushItem(context, writableQueueById(context, input.queueID), input).id,
    }),
    pushToRunQueueByName: (
      _: unknown,
      {
        input,
      }: InputArgs<
        QueuePlace & {
          runSpec: string;
          templateVariableValues?: string | null;
          priority?: number | null;
        }
      >,
      context: Context,
    ) => {
      const item = pushItem(context, queueAt(context, input), input);
      return { runQueueItemId: item.id, runSpec: JSON.stringify(item.runSpec) };
    },
    popFromRunQueue: (
      _: unknown,
      { input }: InputArgs<QueuePlace & { launchAgentId?: string | null }>,
      context: Context,
    ) => {
      const item = popItem(context, queueAt(context, input), input.launchAgentId ?? null);
      return item === undefined ? null : { runQueueItemId: item.id, runSpec: item.runSpec };
    },
    ackRunQueueItem: (
      _: unknown,
      { input }: InputArgs<{ runQueueItemId: string; runName: string }>,
      context: Context,
    ) => {
      const item = writableItem(context, input.runQueueItemId);
      if (item.state !== "LEASED") return succeeded(false);
      launchStateOf(context.state).items.patch(item, {
        state: "CLAIMED",
        associatedRunId: input.runName,
      });
      return succeeded(true);
    },
    failRunQueueItem: (_: unknown, { input }: InputArgs<Report>, context: Context) => {
      const item = writableItem(context, input.runQueueItemId);
      if (item.state !== "LEASED" && item.state !== "CLAIMED") return succeeded(false);
      launchStateOf(context.state).items.patch(item, { state: "FAILED", error: reportOf(input) });
      return succeeded(true);
    },
    updateRunQueueItemWarning: (_: unknown, { input }: InputArgs<Report>, context: Context) => {
      const item = writableItem(context, input.runQueueItemId);
      launchStateOf(context.state).items.patch(item, {
        warnings: [...item.warnings, reportOf(input)],
      });
      return succeeded(true);
    },
    deleteFromRunQueue: (
      _: unknown,
      { input }: InputArgs<{ queueID: string; runQueueItemId: string }>,
      context: Context,
    ) => {
      const queue = writableQueueById(context, input.queueID);
      const item = writableItem(context, input.runQueueItemId);
      if (item.queueId !== queue.id) throw notFound(`run queue item ${item.id} in ${queue.name}`);
      if (item.state !== "PENDING") return succeeded(false);
      launchStateOf(context.state).items.delete(item.id);
      return succeeded(true);
    },
    createLaunchAgent: (
      _: unknown,
      {
        input,
      }: InputArgs<{
        entityName: string;
        projectName: string;
        runQueues: readonly string[];
        hostname: string;
        agentConfig?: string | null;
        version?: string | null;
      }>,
      context: Context,
    ) => {
      const project = writableProject(context, input.entityName, input.projectName);
      if (input.runQueues.length === 0) throw invalid("an agent needs at least one run queue");
      const queueIds = input.runQueues.map((id) => writableQueueById(context, id).id);
      const { agents } = launchStateOf(context.state);
      const agent = agents.put({
        id: agents.newId(),
        projectId: project.id,
        name: Array.from({ length: 8 }, () => Math.floor(context.random() * 36).toString(36)).join(
          "",
        ),
        queueIds,
        hostname: input.hostname,
        config: input.agentConfig ?? null,
        version: input.version ?? null,
        status: "POLLING",
        stopPolling: false,
        heartbeatAt: context.clock.now(),
      });
      return { launchAgentId: agent.id };
    },
    updateLaunchAgent: (
      _: unknown,
      { input }: InputArgs<{ launchAgentId: string; agentStatus?: string | null }>,
      context: Context,
    ) => {
      const agent = visibleAgent(context, input.launchAgentId);
      if (agent === undefined) throw notFound(`launch agent ${input.launchAgentId}`);
      if (input.agentStatus != null && !agentStatuses.has(input.agentStatus)) {
        throw invalid(`invalid agent status ${JSON.stringify(input.agentStatus)}`);
      }
      launchStateOf(context.state).agents.patch(agent, {
        status: input.agentStatus ?? agent.status,
        heartbeatAt: context.clock.now(),
      });
      return succeeded(true);
    },
  },
  Entity: {
    defaultResourceConfig: (entity: EntityRecord, { id }: { id: string }, { state }: Context) => {
      const config = launchStateOf(state).resourceConfigs.get(id);
      return config?.entityId === entity.id ? config : null;
    },
  },
  Project: {
    runQueues: (project: ProjectRecord, _: unknown, { state }: Context) =>
      launchStateOf(state).queuesByProject.all(project.id),
    runQueue: (project: ProjectRecord, { name }: { name: string }, { state }: Context) =>
      launchStateOf(state).queuesByName.get(keyOf(project.id, name)),
  },
  RunQueue: {
    defaultResourceConfigID: (queue: QueueRecord) => queue.resourceConfigId,
    runQueueItem: (queue: QueueRecord, { id }: { id: string }, context: Context) => {
      const item = launchStateOf(context.state).items.get(id);
      return item?.queueId === queue.id ? currentItem(context, item) : null;
    },
    runQueueItems: (queue: QueueRecord, args: PageArgs, context: Context) =>
      paginate(
        launchStateOf(context.state)
          .itemsByQueue.all(queue.id)
          .map((item) => currentItem(context, item)),
        args,
        ({ id }: QueueItemRecord) => id,
      ),
  },
  DefaultResourceConfig: {
    config: (record: ResourceConfigRecord) => record.config,
    templateVariables: (record: ResourceConfigRecord) => record.variables,
  },
  TemplateVariable: {
    schema: ({ schema }: { schema: unknown }) => JSON.stringify(schema),
  },
  LaunchAgent: {
    runQueues: (agent: AgentRecord) => agent.queueIds,
    agentStatus: (agent: AgentRecord) => agent.status,
  },
};

function queueAt(context: Context, place: QueuePlace): QueueRecord {
  return writableQueue(context, place.entityName, place.projectName, place.queueName);
}

function reportOf({ message, stage, filePaths }: Report): {
  message: string;
  stage: string;
  filePaths: readonly string[];
} {
  return { message, stage, filePaths: filePaths ?? [] };
}

function visibleAgent(context: Context, id: string): AgentRecord | undefined {
  const agent = launchStateOf(context.state).agents.get(id);
  return agent !== undefined && isVisible(context, context.state.projects.get(agent.projectId))
    ? agent
    : undefined;
}

function putResourceConfig(
  context: Context,
  entity: EntityRecord,
  input: {
    readonly resource: string;
    readonly config: string;
    readonly templateVariables?: string | null;
  },
): ResourceConfigRecord {
  if (!resourceTypes.includes(input.resource)) {
    throw invalid(
      `invalid resource ${JSON.stringify(input.resource)}: must be one of ${resourceTypes.join(", ")}`,
    );
  }
  const { resourceConfigs } = launchStateOf(context.state);
  return resourceConfigs.put({
    id: resourceConfigs.newId(),
    entityId: entity.id,
    resource: input.resource,
    config: parseJsonObject(input.config, "config"),
    variables: readTemplateVariables(input.templateVariables),
  });
}
