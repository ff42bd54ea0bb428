import type { SettledLaunch } from "./settled-launch.ts";

/** A request to run something in answer to a settled launch. */
export interface LaunchRunRequest {
  /**
   * Names the request for all time: of requests with the same key, one makes a run. The id of the launch's queue item,
   * unless chosen otherwise.
   */
  readonly runKey: string;
  /** The job to run, where the sensor serves several. */
  readonly jobName?: string | undefined;
  /** Run config of the job. */
  readonly runConfig?: unknown;
  readonly partitionKey?: string | undefined;
  /** `wandb_launch_queue`, `wandb_launch_queue_item_id`, `wandb_launch_state`, `wandb_run_path`, and the caller's own. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What `onSettled` makes of a launch; what it leaves out is filled in. */
export type LaunchRequestInput = Partial<LaunchRunRequest>;

/** The request for a settled launch. */
export function launchRequest(
  launch: SettledLaunch,
  input: LaunchRequestInput = {},
): LaunchRunRequest {
  return {
    ...input,
    runKey: input.runKey ?? launch.queueItemId,
    tags: {
      wandb_launch_queue: launch.queue,
      wandb_launch_queue_item_id: launch.queueItemId,
      wandb_launch_state: launch.state,
      ...(launch.runPath === undefined ? {} : { wandb_run_path: launch.runPath }),
      ...input.tags,
    },
  };
}
