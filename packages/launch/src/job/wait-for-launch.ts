import { followConfig } from "../config/launch-job-config.ts";
import { checkTarget } from "../config/parse-config.ts";
import { silentLog } from "../log.ts";
import { type FollowConfig, LaunchFollower } from "./follow-launch.ts";
import type { LaunchJobOptions } from "./launch-job-options.ts";
import type { LaunchJobResult } from "./launch-result.ts";

/** A queued job, as `launchJob` with `synchronous: false` returns it. */
export interface QueuedLaunch {
  readonly queue: string;
  readonly queueItemId: string;
  /** Entity that owns the queue. Default: the entity of the run. */
  readonly queueEntity?: string | undefined;
}

/**
 * Waits for a job that was queued before, by this program or another one, with the same outcome as a synchronous
 * `launchJob`.
 *
 * @param config the fields of a job's configuration that say how to wait; all have defaults
 * @throws {LaunchError} `LAUNCH_QUEUE_ITEM_FAILED`, `LAUNCH_RUN_FAILED`, `LAUNCH_TIMEOUT`, `LAUNCH_CANCELLED`
 */
export async function waitForLaunch(
  launch: QueuedLaunch,
  options: Omit<LaunchJobOptions, "runners" | "folder" | "environment">,
  config: Partial<FollowConfig> = {},
): Promise<LaunchJobResult> {
  const { client, signal, log = silentLog } = options;
  const target = checkTarget({
    entity: options.entity ?? (await client.defaultEntity({ signal })),
    project: options.project ?? client.services.settings.project,
  });
  return new LaunchFollower({
    client,
    queue: client.launchQueue(launch.queue, { entity: launch.queueEntity ?? target.entity }),
    itemId: launch.queueItemId,
    ...target,
    config: followConfig.parse(config),
    log,
    signal,
    startedAt: Date.now(),
  }).follow();
}
