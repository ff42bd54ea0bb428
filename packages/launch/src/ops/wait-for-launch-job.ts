import { type Handle, op, type Op, type } from "@heddle/core";
import { followConfig } from "../config/launch-job-config.ts";
import { launchMetadata, type LaunchJobResult } from "../job/launch-result.ts";
import { waitForLaunch } from "../job/wait-for-launch.ts";
import { launchNeeds, launchTarget, stepLog } from "./launch-needs.ts";

/**
 * The op that waits for a job which `runLaunchJob` queued with `synchronous: false`, with the same outcome as a
 * synchronous one. A result that is already final passes through.
 *
 * @example
 * ```ts
 * const training = job({ name: "training" }, () => { waitForLaunchJob({ launch: runLaunchJob() }); });
 * ```
 */
export const waitForLaunchJob: Op<
  { readonly launch: LaunchJobResult },
  Handle<LaunchJobResult>
> = op(
  {
    name: "wait_for_launch_job",
    description: "Waits for a queued W&B Launch job and fails when its run fails.",
    ins: { launch: type<LaunchJobResult>() },
    config: followConfig,
    resources: launchNeeds,
  },
  async ({ launch }, context): Promise<LaunchJobResult> => {
    if (
      launch.queue === undefined ||
      launch.queueItemId === undefined ||
      launch.state === "finished"
    )
      return launch;
    const client = context.resources.wandb_resource;
    const target = await launchTarget(client, context.resources.wandb_config, context.signal);
    const result = await waitForLaunch(
      { queue: launch.queue, queueItemId: launch.queueItemId },
      { client, ...target, log: stepLog(context.log), signal: context.signal },
      context.config,
    );
    context.addOutputMetadata(launchMetadata(result));
    return result;
  },
);
