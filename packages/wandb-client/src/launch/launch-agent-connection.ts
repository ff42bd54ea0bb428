import type { ClientServices } from "../client/services.ts";
import { WandbRequestError } from "../errors.ts";
import { upsertBucketOperation } from "../operations/runs.ts";
import { uploadRunFiles } from "../runs/run-files.ts";
import { createProjectOperation } from "../operations/queries.ts";
import * as operations from "./launch-operations.ts";
import type { LaunchCallOptions, LaunchPlace } from "./launch-place.ts";
import type { RunSpec } from "./queue-item.ts";

// The job type under which W&B hides the runs of agents.
const hiddenRunType = "sweep-controller";

/** Who registers as an agent, and for what. */
export interface LaunchAgentRegistration extends LaunchCallOptions {
  /** Names of the queues; each has to exist, but a queue named `default` is made when the entity has none. */
  readonly queues: readonly string[];
  readonly hostname: string;
  /** Settings that the agent's page shows; plain JSON without secrets. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Name and version of the agent's program, for example `heddle@0.1.0`. */
  readonly version: string;
}

/** What an agent says of itself; each report is also its sign of life. */
export type LaunchAgentStatus = "POLLING" | "RUNNING" | "KILLED";

/** An agent as the server knows it. */
export interface LaunchAgentView {
  readonly id: string;
  /** The id of the agent's own hidden run. */
  readonly name: string;
  readonly status: string | undefined;
  /** Whether somebody asked this agent to stop. */
  readonly stopPolling: boolean;
}

/** An item that was handed to an agent; it goes back to the queue unless acknowledged within about a minute. */
export interface PoppedItem {
  readonly id: string;
  readonly queue: string;
  /** What to run, as the sender wrote it: untrusted. */
  readonly spec: RunSpec;
}

/** What an agent reports about an item. */
export interface QueueItemReport extends LaunchCallOptions {
  readonly message: string;
  readonly phase: "agent" | "build" | "run" | (string & {});
  readonly filePaths?: readonly string[] | undefined;
}

/**
 * The server's side of one launch agent: registration, items, heartbeat. It only speaks the protocol;
 * what runs the jobs is `@heddle/launch`.
 */
export class LaunchAgentConnection {
  readonly id: string;
  /** The id of the agent's own hidden run. */
  readonly name: string;
  readonly place: LaunchPlace;
  readonly #services: ClientServices;
  #hiddenRun: Promise<unknown> | undefined;

  private constructor(services: ClientServices, place: LaunchPlace, id: string, name: string) {
    this.#services = services;
    this.place = place;
    this.id = id;
    this.name = name;
  }

  /**
   * Registers an agent.
   *
   * @throws WandbRequestError `WANDB_CLIENT_NOT_FOUND` naming the queues that do not exist
   */
  static async register(
    services: ClientServices,
    place: LaunchPlace,
    registration: LaunchAgentRegistration,
  ): Promise<LaunchAgentConnection> {
    const { graphql } = services;
    const known = await queuesOf(services, place, registration);
    const missing = registration.queues.filter(
      (name) => !known.some((queue) => queue.name === name),
    );
    if (missing.length > 0) {
      throw new WandbRequestError({
        code: "WANDB_CLIENT_NOT_FOUND",
        message: `${place.entity} has no launch queue ${missing.map((name) => `"${name}"`).join(", ")}`,
        hint:
          known.length === 0
            ? "Create the queue first."
            : `Known queues: ${known.map(({ name }) => name).join(", ")}.`,
        details: { missing, known: known.map(({ name }) => name) },
      });
    }
    const created = await graphql.run(
      operations.createAgentOperation,
      {
        ...place,
        queues: known.filter(({ name }) => registration.queues.includes(name)).map(({ id }) => id),
        hostname: registration.hostname,
        agentConfig: JSON.stringify(registration.config),
        version: registration.version,
      },
      registration,
    );
    const id = created.createLaunchAgent?.launchAgentId;
    const agent =
      id === null || id === undefined
        ? undefined
        : (await graphql.run(operations.readAgentOperation, { agentId: id }, registration))
            .launchAgent;
    if (agent === null || agent === undefined) {
      throw new WandbRequestError({
        code: "WANDB_CLIENT_BAD_ANSWER",
        message: `the server registered no agent for ${place.entity}`,
      });
    }
    return new LaunchAgentConnection(services, place, agent.id, agent.name);
  }

  /** How the server sees this agent; undefined when it was forgotten. */
  async read(options: LaunchCallOptions = {}): Promise<LaunchAgentView | undefined> {
    const { launchAgent } = await this.#services.graphql.run(
      operations.readAgentOperation,
      { agentId: this.id },
      options,
    );
    if (launchAgent === null) return undefined;
    return {
      id: launchAgent.id,
      name: launchAgent.name,
      status: launchAgent.agentStatus ?? undefined,
      stopPolling: launchAgent.stopPolling === true,
    };
  }

  /** Tells the agent's status, which is also its heartbeat. */
  async report(status: LaunchAgentStatus, options: LaunchCallOptions = {}): Promise<void> {
    await this.#services.graphql.run(
      operations.updateAgentOperation,
      { agentId: this.id, agentStatus: status },
      options,
    );
  }

  /** Takes the next item of a queue; undefined when it is empty. */
  async pop(queue: string, options: LaunchCallOptions = {}): Promise<PoppedItem | undefined> {
    const { popFromRunQueue } = await this.#services.graphql.run(
      operations.popOperation,
      { ...this.place, queueName: queue, launchAgentId: this.id },
      options,
    );
    const id = popFromRunQueue?.runQueueItemId;
    if (id === null || id === undefined) return undefined;
    return { id, queue, spec: specOf(popFromRunQueue?.runSpec) };
  }

  /**
   * Claims an item under a run id. One attempt: when the answer is lost, the item's state tells what happened.
   *
   * @returns whether this call claimed it; false when another agent has it or its lease ran out
   */
  async acknowledge(
    itemId: string,
    runId: string,
    options: LaunchCallOptions = {},
  ): Promise<boolean> {
    const { ackRunQueueItem } = await this.#services.graphql.run(
      operations.acknowledgeOperation,
      { itemId, runId },
      { ...options, once: true },
    );
    return ackRunQueueItem?.success === true;
  }

  /**
   * Marks an item as failed, with the words that W&B shows.
   *
   * @returns false when the item had failed already or went back to the queue
   */
  async fail(itemId: string, report: QueueItemReport): Promise<boolean> {
    const { failRunQueueItem } = await this.#services.graphql.run(
      operations.failItemOperation,
      variablesOf(itemId, report),
      report,
    );
    return failRunQueueItem?.success === true;
  }

  /**
   * Stores a text about an item among the files of the agent's own hidden run, where W&B's page of the item finds it.
   *
   * @param kind folder of the file, for example `error`
   * @returns the file's path, for `filePaths` of a report
   */
  async saveFile(
    itemId: string,
    kind: string,
    name: string,
    text: string,
    options: LaunchCallOptions = {},
  ): Promise<string> {
    const { entity, project } = this.place;
    this.#hiddenRun ??= this.#services.graphql.run(
      upsertBucketOperation,
      { name: this.name, project, entity, jobType: hiddenRunType },
      options,
    );
    try {
      await this.#hiddenRun;
    } catch (error) {
      this.#hiddenRun = undefined;
      throw error;
    }
    const path = `${itemId}/${kind}/${name}`;
    await uploadRunFiles(
      this.#services,
      { entity, project, id: this.name },
      [{ name: path, content: new TextEncoder().encode(text) }],
      options.signal,
    );
    return path;
  }

  /** Adds a warning to an item. */
  async warn(itemId: string, report: QueueItemReport): Promise<void> {
    await this.#services.graphql.run(
      operations.warnItemOperation,
      variablesOf(itemId, report),
      report,
    );
  }
}

async function queuesOf(
  services: ClientServices,
  place: LaunchPlace,
  registration: LaunchAgentRegistration,
): Promise<readonly operations.QueueFields[]> {
  const read = async (): Promise<readonly operations.QueueFields[]> =>
    (
      await services.graphql.run(
        operations.projectRunQueuesOperation,
        { entity: place.entity, projectName: place.project },
        registration,
      )
    ).project?.runQueues ?? [];
  const known = await read();
  if (known.length > 0 || !registration.queues.includes("default")) return known;
  await services.graphql.run(
    createProjectOperation,
    { input: { entityName: place.entity, name: place.project } },
    registration,
  );
  await services.graphql.run(
    operations.createQueueOperation,
    { entity: place.entity, project: place.project, queueName: "default", access: "PROJECT" },
    registration,
  );
  return await read();
}

function variablesOf(
  itemId: string,
  report: QueueItemReport,
): { runQueueItemId: string; message: string; stage: string; filePaths: readonly string[] | null } {
  return {
    runQueueItemId: itemId,
    message: report.message,
    stage: report.phase,
    filePaths: report.filePaths ?? null,
  };
}

// The service gives an object; a string is what older servers are said to give.
function specOf(spec: RunSpec | string | null | undefined): RunSpec {
  if (typeof spec !== "string") return spec ?? {};
  try {
    const parsed: unknown = JSON.parse(spec);
    return typeof parsed === "object" && parsed !== null ? (parsed as RunSpec) : {};
  } catch {
    // A spec that cannot be read is no spec: its reader refuses it with a message of its own.
    return {};
  }
}
