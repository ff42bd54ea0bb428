import { HeddleError } from "@heddle/errors";
import type { LaunchQueue, WandbClient } from "@heddle/wandb-client";
import type { LaunchJobConfig } from "../config/launch-job-config.ts";
import { LaunchError } from "../errors.ts";
import { jobArtifactType } from "../jobs/job-file.ts";
import { buildLaunchSpec, priorityNumber } from "../spec/build-launch-spec.ts";
import { afterwards } from "../util/afterwards.ts";
import { checkTemplateVariables } from "../spec/check-template-variables.ts";

// A push that is under way is brought to its end, so that a cancelled job leaves no forgotten item.
const pushPatienceMs = 10_000;

/** A job in its queue. */
export interface EnqueuedJob {
  readonly queue: LaunchQueue;
  readonly itemId: string;
}

/**
 * Puts a job in its queue. What the queue would refuse is refused before anything is queued.
 *
 * @throws {LaunchError} `LAUNCH_QUEUE_MISSING`, `LAUNCH_JOB_UNREADABLE`, `LAUNCH_TEMPLATE_VARIABLE_INVALID`,
 * `LAUNCH_CONFIG_INVALID`
 */
export async function enqueue(
  client: WandbClient,
  queueName: string,
  config: LaunchJobConfig,
  target: { readonly entity: string; readonly project: string },
  signal: AbortSignal | undefined,
): Promise<EnqueuedJob> {
  const entity = config.queue_entity ?? target.entity;
  const queue = client.launchQueue(queueName, { entity });
  await checkAgainstQueue(queue, entity, config, signal);
  if (config.job !== undefined) await checkJob(client, config.job, target, signal);
  const { id } = await queue.push(
    buildLaunchSpec(config, target) as unknown as Readonly<Record<string, unknown>>,
    {
      priority: priorityNumber(config.priority),
      templateVariables: config.template_variables,
      signal: afterwards(signal, pushPatienceMs),
    },
  );
  return { queue, itemId: id };
}

async function checkAgainstQueue(
  queue: LaunchQueue,
  entity: string,
  config: LaunchJobConfig,
  signal: AbortSignal | undefined,
): Promise<void> {
  const view = await queue.read({ signal });
  if (view === undefined) {
    throw new LaunchError({
      code: "LAUNCH_QUEUE_MISSING",
      message: `${entity} has no launch queue "${queue.name}".`,
      details: { queue: queue.name, entity },
    });
  }
  checkTemplateVariables(view, config.template_variables ?? {});
  if (config.priority !== undefined && !view.priorities) {
    const message = `the queue "${queue.name}" has no priorities`;
    throw new LaunchError({
      code: "LAUNCH_CONFIG_INVALID",
      message: `priority: ${message}.`,
      problems: [{ path: "priority", message }],
    });
  }
}

async function checkJob(
  client: WandbClient,
  job: string,
  target: { readonly entity: string; readonly project: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const path = job.includes("/") ? job : `${target.entity}/${target.project}/${job}`;
  let type: string | undefined;
  try {
    type = (await client.findArtifact(path, { signal }))?.type;
  } catch (cause) {
    if (!HeddleError.is(cause, "WANDB_CLIENT_INVALID_NAME")) throw cause;
  }
  if (type === jobArtifactType) return;
  throw new LaunchError({
    code: "LAUNCH_JOB_UNREADABLE",
    message:
      type === undefined
        ? `There is no job "${job}".`
        : `"${job}" is an artifact of type "${type}", not a job.`,
    hint: "Name it as entity/project/name:alias.",
    details: { job },
  });
}
