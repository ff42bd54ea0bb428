import type { ClientServices } from "../client/services.ts";
import { LaunchAgentConnection, type LaunchAgentRegistration } from "./launch-agent-connection.ts";
import { launchProject, type LaunchPlace } from "./launch-place.ts";
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
