import { HeddleError } from "@heddle/errors";
import type { LaunchJobConfigInput } from "../config/launch-job-config.ts";
import { checkTarget, parseLaunchJobConfig } from "../config/parse-config.ts";
import { LaunchError } from "../errors.ts";
import { silentLog } from "../log.ts";
import { enqueue } from "./enqueue.ts";
import { LaunchFollower } from "./follow-launch.ts";
import type { LaunchJobOptions } from "./launch-job-options.ts";
import type { LaunchJobResult } from "./launch-result.ts";
import { resolveRunUri } from "./resolve-run-uri.ts";
import { runLocally } from "./run-locally.ts";

/**
 * Runs a W&B Launch job: puts it in its queue and follows it to the end, or, without a queue, runs it on this
 * machine.
 *
 * A synchronous job succeeds only if its run finished. A queued job leaves nothing on this machine: no child
 * process, no file.
 *
 * @param config in the guide's spelling; see `launchJobConfig`
 * @throws {LaunchError} `LAUNCH_CONFIG_INVALID`, `LAUNCH_QUEUE_MISSING`, `LAUNCH_JOB_UNREADABLE`,
 * `LAUNCH_TEMPLATE_VARIABLE_INVALID`, `LAUNCH_QUEUE_ITEM_FAILED`, `LAUNCH_RUN_FAILED`, `LAUNCH_TIMEOUT`,
 * `LAUNCH_CANCELLED`; on this machine also those of its runner
 *
 * @example
 * ```ts
 * const { summary, runUrl } = await launchJob(
 *   { job: "team/demo/job-train:latest", queue: "gpus", run_config: { epochs: 3 } },
 *   { client },
 * );
 * ```
 */
export async function launchJob(
  config: LaunchJobConfigInput,
  options: LaunchJobOptions,
): Promise<LaunchJobResult> {
  try {
    return await launch(config, options);
  } catch (error) {
    if (options.signal?.aborted !== true || HeddleError.is(error)) throw error;
    throw new LaunchError({
      code: "LAUNCH_CANCELLED",
      message: "The launch was cancelled before anything was started.",
      cause: error,
    });
  }
}

async function launch(
  config: LaunchJobConfigInput,
  options: LaunchJobOptions,
): Promise<LaunchJobResult> {
  const startedAt = Date.now();
  const given = parseLaunchJobConfig(config);
  const { client, signal, log = silentLog } = options;
  const target = checkTarget({
    entity: options.entity ?? (await client.defaultEntity({ signal })),
    project: options.project ?? client.services.settings.project,
  });
  const parsed = await resolveRunUri(client, given, signal);
  if (parsed.queue === undefined) return runLocally(parsed, target, options);
  const { queue, itemId } = await enqueue(client, parsed.queue, parsed, target, signal);
  if (!parsed.synchronous) {
    log.info(`asynchronous: item ${itemId} was added to queue "${parsed.queue}"`);
    return {
      state: "queued",
      queue: parsed.queue,
      queueItemId: itemId,
      runId: undefined,
      runPath: undefined,
      runUrl: undefined,
      exitCode: undefined,
      summary: {},
      durationMs: Date.now() - startedAt,
    };
  }
  log.info(`item ${itemId} was added to queue "${parsed.queue}"; waiting for its run`);
  return new LaunchFollower({
    client,
    queue,
    itemId,
    ...target,
    config: parsed,
    log,
    signal,
    startedAt,
  }).follow();
}
