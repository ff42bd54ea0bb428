import { type Handle, op, type Op } from "@heddle/core";
import { launchJobConfig } from "../config/launch-job-config.ts";
import { addSourceProblems } from "../config/parse-config.ts";
import { launchJob } from "../job/launch-job.ts";
import { launchMetadata, type LaunchJobResult } from "../job/launch-result.ts";
import { withoutCredentials } from "../spec/git-remote.ts";
import { launchNeeds, launchTarget, stepLog } from "./launch-needs.ts";

/**
 * The op that runs a W&B Launch job: queued, or on this machine when no queue is named. It blocks until the run has
 * ended and succeeds only if the run finished; its output is the {@link LaunchJobResult}, also attached as metadata.
 *
 * Needs the resources `wandb_resource` and `wandb_config`. Give it an alias and configure it under that:
 *
 * @example
 * ```ts
 * const training = job({ name: "training" }, () => { runLaunchJob.alias("my_launched_job")(); });
 * // ops: { my_launched_job: { config: { uri: "https://…", entry_point: [python, train.py], queue: my_queue } } }
 * ```
 */
export const runLaunchJob: Op<{}, Handle<LaunchJobResult>> = op(
  {
    name: "run_launch_job",
    description: launchJobConfig.description ?? "",
    config: launchJobConfig.superRefine(addSourceProblems),
    resources: launchNeeds,
  },
  async (_, context): Promise<LaunchJobResult> => {
    const client = context.resources.wandb_resource;
    const target = await launchTarget(client, context.resources.wandb_config, context.signal);
    const log = stepLog(context.log);
    log.info(
      `launch configuration: ${withoutCredentials(JSON.stringify({ ...target, ...context.config }))}`,
    );
    const result = await launchJob(context.config, {
      client,
      ...target,
      log,
      signal: context.signal,
    });
    context.addOutputMetadata(launchMetadata(result));
    return result;
  },
);
