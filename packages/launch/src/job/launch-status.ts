import { checkTarget } from "../config/parse-config.ts";
import type { LaunchJobOptions } from "./launch-job-options.ts";
import { statusOf } from "./status-of.ts";
import type { QueuedLaunch } from "./wait-for-launch.ts";

/** How a queued job stands. */
export interface LaunchStatus {
  /**
   * `pending` (no agent has it), `starting` (an agent has it), `running`, `finished`, `failed` (run or item), or
   * `removed` from its queue.
   */
  readonly state: "pending" | "starting" | "running" | "finished" | "failed" | "removed";
  readonly runId: string | undefined;
  readonly runPath: string | undefined;
  readonly runUrl: string | undefined;
  /** State of the W&B run, once there is one. */
  readonly runState: string | undefined;
  /** Summary of the run; empty until it has one. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** What the agent reported, when the item failed. */
  readonly message: string | undefined;
}

/**
 * Looks once at a queued job, without waiting, for pages that show it. To learn of many jobs as they settle, see
 * `launchSensor`.
 *
 * @example
 * ```ts
 * const { state, runUrl } = await launchStatus({ queue: "gpus", queueItemId }, { client });
 * ```
 */
export async function launchStatus(
  launch: QueuedLaunch,
  options: Pick<LaunchJobOptions, "client" | "entity" | "project" | "signal">,
): Promise<LaunchStatus> {
  const { client, signal } = options;
  const target = checkTarget({
    entity: options.entity ?? (await client.defaultEntity({ signal })),
    project: options.project ?? client.services.settings.project,
  });
  const queue = client.launchQueue(launch.queue, { entity: launch.queueEntity ?? target.entity });
  const item = await queue.item(launch.queueItemId, { signal });
  const run =
    item?.runId === undefined ? undefined : client.launchedRun({ ...target, id: item.runId });
  return statusOf(item, run, await run?.read({ signal }));
}
