import type { Context } from "../context.ts";
import { conflict, invalid, notFound } from "../graphql/rejection.ts";
import { assertWritable, isVisible, writableProject } from "../state/access.ts";
import { parseJsonObject } from "../state/json-text.ts";
import type { ProjectRecord } from "../state/records.ts";
import { keyOf } from "../state/state.ts";
import type { QueueItemRecord, QueueRecord } from "./launch-records.ts";
import { launchStateOf } from "./launch-state.ts";
import { checkTemplateValues, fillTemplate } from "./template-variables.ts";

/** How long a popped item waits for its acknowledgement before it goes back to the queue, in milliseconds. */
export const leaseMs = 60_000;

const defaultPriority = 2;

/** The types of queues that the service knows. */
export const resourceTypes: readonly string[] = [
  "local-container",
  "local-process",
  "kubernetes",
  "sagemaker",
  "gcp-vertex",
];

/** The queue of this name in a project that the caller may write to. */
export function writableQueue(
  context: Context,
  entityName: string,
  projectName: string,
  name: string,
): QueueRecord {
  const project = writableProject(context, entityName, projectName);
  const queue = launchStateOf(context.state).queuesByName.get(keyOf(project.id, name));
  if (queue === undefined) throw notFound(`run queue ${name} in ${entityName}/${projectName}`);
  return queue;
}

/** The queue with this id, which has to exist and be writable. */
export function writableQueueById(context: Context, id: string): QueueRecord {
  const queue = launchStateOf(context.state).queues.get(id);
  const project = queue === undefined ? undefined : context.state.projects.get(queue.projectId);
  if (queue === undefined || project === undefined || !isVisible(context, project))
    throw notFound(`run queue ${id}`);
  assertWritable(context, project);
  return queue;
}

/** The item with this id, which has to exist and be writable; an outlived lease is ended first. */
export function writableItem(context: Context, id: string): QueueItemRecord {
  const item = launchStateOf(context.state).items.get(id);
  if (item === undefined) throw notFound(`run queue item ${id}`);
  writableQueueById(context, item.queueId);
  return currentItem(context, item);
}

/** The item as it stands now: a lease that ran out puts it back in the queue. */
export function currentItem(context: Context, item: QueueItemRecord): QueueItemRecord {
  if (item.state !== "LEASED" || context.clock.now() < item.leasedUntil) return item;
  return launchStateOf(context.state).items.patch(item, { state: "PENDING", leasedBy: null });
}

/** Adds a queue to a project. */
export function addQueue(
  context: Context,
  project: ProjectRecord,
  queue: Pick<
    QueueRecord,
    "name" | "access" | "resourceConfigId" | "prioritizationMode" | "externalLinks"
  >,
): QueueRecord {
  const { queues, queuesByName } = launchStateOf(context.state);
  if (queue.name === "") throw invalid("run queue name must have 1 to 64 characters");
  if (queuesByName.get(keyOf(project.id, queue.name)) !== undefined) {
    throw conflict(`run queue ${queue.name} already exists`);
  }
  return queues.put({
    ...queue,
    id: queues.newId(),
    projectId: project.id,
    createdBy: context.viewer.username,
  });
}

/**
 * Puts a run spec in a queue: template variables are checked and filled into the queue's resource
 * arguments, and the spec's own arguments win over the queue's.
 */
export function pushItem(
  context: Context,
  queue: QueueRecord,
  input: {
    readonly runSpec: string;
    readonly templateVariableValues?: string | null;
    readonly priority?: number | null;
  },
): QueueItemRecord {
  const { items, resourceConfigs } = launchStateOf(context.state);
  const spec = parseJsonObject(input.runSpec, "runSpec");
  if (input.priority != null) checkPriority(queue, input.priority);
  const config =
    queue.resourceConfigId === null ? undefined : resourceConfigs.get(queue.resourceConfigId);
  const given =
    input.templateVariableValues == null
      ? {}
      : parseJsonObject(input.templateVariableValues, "templateVariableValues");
  const values = checkTemplateValues(config?.variables ?? [], given);
  const resource = spec["resource"] ?? config?.resource;
  const queueArgs = fillTemplate(config?.config["resource_args"] ?? {}, values);
  return items.put({
    id: items.newId(),
    queueId: queue.id,
    state: "PENDING",
    runSpec: {
      ...spec,
      ...(resource === undefined ? {} : { resource }),
      resource_args: mergeArgs(queueArgs, spec["resource_args"]),
    },
    priority: input.priority ?? defaultPriority,
    createdAt: context.clock.now(),
    leasedBy: null,
    leasedUntil: 0,
    associatedRunId: null,
    error: null,
    warnings: [],
    pops: 0,
  });
}

/** Hands the next item of a queue to an agent: the lowest priority number first, then the oldest. */
export function popItem(
  context: Context,
  queue: QueueRecord,
  agentId: string | null,
): QueueItemRecord | undefined {
  const { items, itemsByQueue, agents } = launchStateOf(context.state);
  if (agentId !== null) {
    const agent = agents.get(agentId);
    if (agent === undefined) throw notFound(`launch agent ${agentId}`);
    if (!agent.queueIds.includes(queue.id))
      throw invalid(`agent ${agent.name} is not registered for ${queue.name}`);
  }
  let next: QueueItemRecord | undefined;
  for (const stored of itemsByQueue.all(queue.id)) {
    const item = currentItem(context, stored);
    if (item.state === "PENDING" && (next === undefined || item.priority < next.priority))
      next = item;
  }
  if (next === undefined) return undefined;
  return items.patch(next, {
    state: "LEASED",
    leasedBy: agentId,
    leasedUntil: context.clock.now() + leaseMs,
    pops: next.pops + 1,
  });
}

function checkPriority(queue: QueueRecord, priority: number): void {
  if (queue.prioritizationMode === "DISABLED")
    throw invalid(`run queue ${queue.name} has no priorities`);
  if (priority < 0 || priority > 3) throw invalid(`priority ${priority} is not in 0 to 3`);
}

function mergeArgs(queueArgs: unknown, specArgs: unknown): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...mapOf(queueArgs) };
  for (const [resource, args] of Object.entries(mapOf(specArgs))) {
    merged[resource] =
      isMap(args) && isMap(merged[resource]) ? { ...mapOf(merged[resource]), ...args } : args;
  }
  return merged;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {};
}
