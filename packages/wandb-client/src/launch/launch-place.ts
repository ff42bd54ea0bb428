/** The project of an entity in which its queues and agents live, whatever project their runs go to. */
export const launchProject = "model-registry";

/** An entity and the project of its queues. */
export interface LaunchPlace {
  readonly entity: string;
  readonly project: string;
}

/** Settings that each call of the launch interface takes. */
export interface LaunchCallOptions {
  readonly signal?: AbortSignal | undefined;
}
