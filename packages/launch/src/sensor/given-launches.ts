import type { WandbClient } from "@heddle/wandb-client";
import type { LaunchSource, WatchedItem } from "./watched-item.ts";

/** A launch that was handed over: what `launchJob` with `synchronous: false` returned, or its queue and item. */
export interface GivenLaunch {
  /** Undefined for a job that ran on this machine; such a launch is left out. */
  readonly queue: string | undefined;
  readonly queueItemId: string | undefined;
  /** Entity that owns the queue. Default: the entity of the run. */
  readonly queueEntity?: string | undefined;
  /** Entity of the run. Default: the sensor's. */
  readonly entity?: string | undefined;
  /** Project of the run. Default: the sensor's. */
  readonly project?: string | undefined;
}

/** Launches, or a function that names them anew at each look. */
export type GivenLaunches =
  | Iterable<GivenLaunch>
  | (() => Iterable<GivenLaunch> | Promise<Iterable<GivenLaunch>>);

/** Watches the launches that the caller names. One that is not named any more is not watched any more. */
export function givenLaunches(
  client: WandbClient,
  given: GivenLaunches,
  target: () => Promise<{ readonly entity: string; readonly project: string }>,
): LaunchSource {
  return {
    name: "given launches",
    async list() {
      const { entity, project } = await target();
      const items = new Map<string, WatchedItem>();
      for (const launch of typeof given === "function" ? await given() : given) {
        const { queue, queueItemId: id } = launch;
        if (queue === undefined || id === undefined) continue;
        const owner = launch.entity ?? entity;
        items.set(id, {
          id,
          queue: client.launchQueue(queue, { entity: launch.queueEntity ?? owner }),
          entity: owner,
          project: launch.project ?? project,
        });
      }
      return { items: [...items.values()], superseded: new Set(), isComplete: true };
    },
    missing: () => undefined,
  };
}
