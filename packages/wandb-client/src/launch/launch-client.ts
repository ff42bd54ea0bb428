import type { ClientServices } from "../client/services.ts";
import { LaunchAgentConnection, type LaunchAgentRegistration } from "./launch-agent-connection.ts";
import { launchProject, type LaunchCallOptions, type LaunchPlace } from "./launch-place.ts";
import { projectRunQueuesOperation } from "./launch-operations.ts";
import { LaunchQueue } from "./launch-queue.ts";

/** Where a queue or an agent is looked up. */
export interface LaunchPlaceOptions {
  /** Entity that owns the queues. Default: the client's entity, else the account's default one. */
  readonly entity?: string | undefined;
  /** Project that holds the queues. Default `model-registry`, where W&B keeps them. */
  readonly project?: string | undefined;
}

/** The queue of this name; asks nothing yet. */
export function launchQueueOf(
  services: ClientServices,
  name: string,
  options: LaunchPlaceOptions = {},
): LaunchQueue {
  return new LaunchQueue(services, name, () => placeOf(services, options));
}

/** A queue as a list of queues shows it. */
export interface ListedLaunchQueue {
  readonly id: string;
  readonly name: string;
  readonly createdBy: string | undefined;
}

/** All queues of a place; none when there is no such place. */
export async function listLaunchQueues(
  services: ClientServices,
  options: LaunchPlaceOptions & LaunchCallOptions,
): Promise<readonly ListedLaunchQueue[]> {
  const { entity, project } = await placeOf(services, options);
  const answer = await services.graphql.run(
    projectRunQueuesOperation,
    { entity, projectName: project },
    options,
  );
  return (answer.project?.runQueues ?? []).map(({ id, name, createdBy }) => ({
    id,
    name,
    createdBy: createdBy ?? undefined,
  }));
}

/** Registers a launch agent. */
export async function registerLaunchAgent(
  services: ClientServices,
  registration: LaunchAgentRegistration & LaunchPlaceOptions,
): Promise<LaunchAgentConnection> {
  return LaunchAgentConnection.register(
    services,
    await placeOf(services, registration),
    registration,
  );
}

async function placeOf(
  services: ClientServices,
  options: LaunchPlaceOptions,
): Promise<LaunchPlace> {
  return {
    entity: options.entity ?? (await services.defaultEntity()),
    project: options.project ?? launchProject,
  };
}
