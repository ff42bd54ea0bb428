import { randomUUID } from "node:crypto";
import type { ClientServices } from "../client/services.ts";
import { WandbRequestError } from "../errors.ts";
import { retryDelayMs } from "../transport/retry.ts";
import { createProjectOperation } from "../operations/queries.ts";
import { lookUpItems } from "./look-up-items.ts";
import * as operations from "./launch-operations.ts";
import type { LaunchCallOptions, LaunchPlace } from "./launch-place.ts";
import {
  itemViewOf,
  parse,
  recordOf,
  type ListedItem,
  type QueueItemView,
  type RunSpec,
} from "./queue-item.ts";

/** A resource that a queue can be of. */
export type QueueResource =
  | "local-container"
  | "local-process"
  | "kubernetes"
  | "sagemaker"
  | "gcp-vertex";

/** A variable in a queue's resource arguments, written `{{name}}` there. */
export interface TemplateVariable {
  /** JSON Schema of the value: `type` (integer, number, string, boolean), `enum`, `minimum`, `maximum`, `default`. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly description?: string | undefined;
}

/** What a queue is made of. */
export interface LaunchQueueOptions extends LaunchCallOptions {
  readonly resource: QueueResource;
  /** Arguments of the resource for every item; may hold `{{name}}` of template variables. Default: none. */
  readonly resourceArgs?: Readonly<Record<string, unknown>> | undefined;
  readonly templateVariables?: Readonly<Record<string, TemplateVariable>> | undefined;
  /** Whether items may have priorities. Default false. */
  readonly priorities?: boolean | undefined;
  /** Links that the queue's page shows: label to URL. */
  readonly links?: Readonly<Record<string, string>> | undefined;
}

/** A queue as the server knows it. */
export interface LaunchQueueView {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string | undefined;
  readonly priorities: boolean;
  /** Undefined for queues without a resource configuration. */
  readonly resource: string | undefined;
  readonly resourceArgs: Readonly<Record<string, unknown>>;
  readonly templateVariables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** How an item is queued. */
export interface PushOptions extends LaunchCallOptions {
  /** 0 critical, 1 high, 2 medium, 3 low; only for queues with priorities. */
  readonly priority?: number | undefined;
  readonly templateVariables?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Which items a page has. */
export interface QueuePageOptions extends LaunchCallOptions {
  /** How many at most. Default 100. */
  readonly first?: number | undefined;
  /** `end` of the page before. Default: from the beginning. */
  readonly after?: string | undefined;
}

/** Some of a queue's items, in the order in which the server lists them. */
export interface QueuePage {
  /** A queue that was deleted and made again has another id. */
  readonly queueId: string;
  readonly items: readonly ListedItem[];
  /** Where the page ends; undefined for an empty one. */
  readonly end: string | undefined;
  readonly hasMore: boolean;
}

const markerKey = "_heddle_push_id";

/**
 * A W&B Launch queue: `client.launchQueue("gpus")`. Making the object asks nothing; each method is one or few
 * requests.
 */
export class LaunchQueue {
  readonly name: string;
  readonly #services: ClientServices;
  readonly #place: () => Promise<LaunchPlace>;

  /** Use `client.launchQueue(name)`. */
  constructor(services: ClientServices, name: string, place: () => Promise<LaunchPlace>) {
    this.#services = services;
    this.name = name;
    this.#place = place;
  }

  /**
   * Makes the queue, or changes the queue of this name.
   *
   * @throws WandbRequestError when the server refuses it
   */
  async save(options: LaunchQueueOptions): Promise<void> {
    const { entity, project } = await this.#place();
    await this.#services.graphql.run(
      createProjectOperation,
      { input: { entityName: entity, name: project } },
      options,
    );
    const { upsertRunQueue } = await this.#services.graphql.run(
      operations.upsertQueueOperation,
      {
        entityName: entity,
        projectName: project,
        queueName: this.name,
        resourceType: options.resource,
        resourceConfig: JSON.stringify({
          resource_args: { [options.resource]: options.resourceArgs ?? {} },
        }),
        templateVariables:
          options.templateVariables === undefined
            ? null
            : JSON.stringify(options.templateVariables),
        prioritizationMode: options.priorities === true ? "V0" : "DISABLED",
        externalLinks:
          options.links === undefined
            ? null
            : JSON.stringify({
                links: Object.entries(options.links).map(([label, url]) => ({ label, url })),
              }),
      },
      options,
    );
    const faults = upsertRunQueue?.configSchemaValidationErrors ?? [];
    if (upsertRunQueue?.success === true && faults.length === 0) return;
    throw new WandbRequestError({
      code: "WANDB_CLIENT_REQUEST",
      message: `the queue "${this.name}" was not saved${faults.length === 0 ? "" : `: ${faults.join("; ")}`}`,
      problems: faults.map((message) => ({ path: "resourceArgs", message })),
    });
  }

  /** The queue with its resource and template variables; undefined when there is none of this name. */
  async read(options: LaunchCallOptions = {}): Promise<LaunchQueueView | undefined> {
    const { entity, project } = await this.#place();
    const answer = await this.#services.graphql.run(
      operations.queueMetadataOperation,
      { entityName: entity, projectName: project, queueName: this.name },
      options,
    );
    const queue = answer.project?.runQueue;
    if (queue === null || queue === undefined) return undefined;
    const config =
      queue.defaultResourceConfigID === null
        ? undefined
        : (
            await this.#services.graphql.run(
              operations.resourceConfigOperation,
              { entityName: entity, id: queue.defaultResourceConfigID },
              options,
            )
          ).entity?.defaultResourceConfig;
    const resource = config?.resource ?? undefined;
    const args = recordOf(recordOf(config?.config)["resource_args"]);
    return {
      id: queue.id,
      name: queue.name,
      createdBy: queue.createdBy ?? undefined,
      priorities: queue.prioritizationMode === "V0",
      resource,
      resourceArgs: resource === undefined ? {} : recordOf(args[resource]),
      templateVariables: Object.fromEntries(
        (config?.templateVariables ?? []).map(({ name, schema }) => [
          name,
          recordOf(parse(schema)),
        ]),
      ),
    };
  }

  /** Deletes the queue with its items; a queue that is not there is no error. */
  async delete(options: LaunchCallOptions = {}): Promise<void> {
    const queue = await this.read(options);
    if (queue === undefined) return;
    await this.#services.graphql.run(
      operations.deleteQueuesOperation,
      { queueIDs: [queue.id] },
      options,
    );
  }

  /**
   * Puts a run spec in the queue, once: when the answer is lost, the queue is searched for the item before
   * it is sent again.
   *
   * @returns the item's id, and the spec with the queue's resource arguments filled in where the server tells
   * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` when there is no such queue, `WANDB_CLIENT_REQUEST` with
   * the server's words for values that the queue does not allow
   */
  async push(
    spec: RunSpec,
    options: PushOptions = {},
  ): Promise<{ readonly id: string; readonly spec: RunSpec }> {
    const { entity, project } = await this.#place();
    const marker = randomUUID();
    const runSpec = { ...spec, [markerKey]: marker };
    const place = { entityName: entity, projectName: project, queueName: this.name };
    const payload = JSON.stringify(runSpec);
    const attempt = async (): Promise<
      { readonly id: string; readonly spec: RunSpec } | undefined
    > => {
      const hasOptions = options.priority !== undefined || options.templateVariables !== undefined;
      const answer = hasOptions
        ? await this.#services.graphql.run(
            operations.pushWithOptionsOperation,
            {
              ...place,
              runSpec: payload,
              priority: options.priority ?? null,
              templateVariableValues:
                options.templateVariables === undefined
                  ? null
                  : JSON.stringify(options.templateVariables),
            },
            { ...options, once: true },
          )
        : await this.#services.graphql.run(
            operations.pushOperation,
            { ...place, runSpec: payload },
            { ...options, once: true },
          );
      const id = answer.pushToRunQueueByName?.runQueueItemId;
      if (id === null || id === undefined) return undefined;
      return {
        id,
        spec: withoutMarker(recordOf(parse(answer.pushToRunQueueByName?.runSpec ?? payload))),
      };
    };
    const { retry, clock, random } = this.#services.settings;
    const started = clock.now();
    for (let tries = 1; ; tries += 1) {
      try {
        const pushed = await attempt();
        if (pushed !== undefined) return pushed;
        throw new WandbRequestError({
          code: "WANDB_CLIENT_BAD_ANSWER",
          message: `the server took the item for queue "${this.name}" but gave no id`,
        });
      } catch (error) {
        const delay = retryDelayMs(retry, tries, random, retryAfterOf(error));
        const isOver =
          tries >= retry.maxAttempts || clock.now() - started + delay > retry.maxElapsedMs;
        if (!(error instanceof WandbRequestError) || !error.retryable || isOver) throw error;
        await clock.sleep(delay, options);
        const found = await this.#find(marker, options);
        if (found !== undefined) return found;
      }
    }
  }

  /** One item; undefined when the queue has none of this id. */
  async item(id: string, options: LaunchCallOptions = {}): Promise<QueueItemView | undefined> {
    const { entity, project } = await this.#place();
    const variables = { entityName: entity, projectName: project, runQueue: this.name, itemId: id };
    let fields: operations.ItemFields | null | undefined;
    try {
      const answer = await this.#services.graphql.run(
        operations.queueItemErrorOperation,
        variables,
        options,
      );
      fields = answer.project?.runQueue?.runQueueItem;
    } catch (error) {
      // Servers differ in what they tell of a failure; what the SDK reads they all have.
      if (!String(error).includes("Cannot query field")) throw error;
      const answer = await this.#services.graphql.run(
        operations.queueItemOperation,
        variables,
        options,
      );
      fields = answer.project?.runQueue?.runQueueItem;
    }
    return fields === null || fields === undefined ? undefined : itemViewOf(fields);
  }

  /**
   * Several items, as many to a request as a server takes: as {@link item} for each.
   *
   * @returns the items that the queue has, by id
   */
  async lookUp(
    ids: Iterable<string>,
    options: LaunchCallOptions = {},
  ): Promise<ReadonlyMap<string, QueueItemView>> {
    const { entity, project } = await this.#place();
    const place = { entityName: entity, projectName: project, runQueue: this.name };
    return lookUpItems(this.#services.graphql, place, [...new Set(ids)], options);
  }

  /** All items, oldest first, a page at a time. */
  async *items(options: LaunchCallOptions = {}): AsyncGenerator<ListedItem> {
    let after: string | undefined;
    do {
      const page = await this.page({ ...options, after });
      yield* page?.items ?? [];
      after = page?.hasMore === true ? page.end : undefined;
    } while (after !== undefined);
  }

  /** One page of the queue's items; undefined when there is no queue of this name. */
  async page(options: QueuePageOptions = {}): Promise<QueuePage | undefined> {
    const { first = 100, after, ...call } = options;
    const { entity, project } = await this.#place();
    const place = { entityName: entity, projectName: project, queueName: this.name };
    const answer = await this.#services.graphql.run(
      operations.queueItemsOperation,
      { ...place, first, after: after ?? null },
      call,
    );
    const queue = answer.project?.runQueue;
    if (queue === null || queue === undefined) return undefined;
    const { edges = [], pageInfo } = queue.runQueueItems ?? {};
    return {
      queueId: queue.id,
      items: edges.flatMap(({ node }) =>
        node === null ? [] : [{ ...itemViewOf(node), spec: recordOf(parse(node.runSpec)) }],
      ),
      end: pageInfo?.endCursor ?? undefined,
      hasMore: pageInfo?.hasNextPage === true,
    };
  }

  /**
   * Takes a waiting item out of the queue.
   *
   * @returns false when it is not waiting any more
   */
  async remove(itemId: string, options: LaunchCallOptions = {}): Promise<boolean> {
    const queue = await this.read(options);
    if (queue === undefined) return false;
    const answer = await this.#services.graphql.run(
      operations.removeItemOperation,
      { queueID: queue.id, runQueueItemId: itemId },
      options,
    );
    return answer.deleteFromRunQueue?.success === true;
  }

  async #find(
    marker: string,
    options: LaunchCallOptions,
  ): Promise<{ readonly id: string; readonly spec: RunSpec } | undefined> {
    for await (const item of this.items(options)) {
      if (item.spec[markerKey] === marker) return { id: item.id, spec: withoutMarker(item.spec) };
    }
    return undefined;
  }
}

function withoutMarker(spec: RunSpec): RunSpec {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => key !== markerKey));
}

function retryAfterOf(error: unknown): number | undefined {
  return error instanceof WandbRequestError ? error.retryAfterMs : undefined;
}
