import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Handle, op, type Op } from "@heddle/core";
import { launchAgent } from "../agent/launch-agent.ts";
import type { LaunchAgentResult } from "../agent/launch-agent-options.ts";
import { launchAgentConfig } from "../config/launch-agent-config.ts";
import { launchNeeds, launchTarget, stepLog } from "./launch-needs.ts";

/**
 * The op that runs a W&B Launch agent: a step that takes jobs from its queues until the orchestrator run is terminated
 * or the agent is stopped in W&B. Several agents, each under an alias of its own, may run in one process.
 *
 * Needs only the resources `wandb_resource` and `wandb_config`. What the agent had taken on when its process died is
 * settled by the next run of the same op on the same instance.
 *
 * @example
 * ```ts
 * const agents = job({ name: "agents" }, () => { runLaunchAgent(); });
 * // ops: { run_launch_agent: { config: { max_jobs: -1, queues: [my_queue] } } }
 * ```
 */
export const runLaunchAgent: Op<{}, Handle<LaunchAgentResult>> = op(
  {
    name: "run_launch_agent",
    description: launchAgentConfig.description ?? "",
    config: launchAgentConfig,
    resources: launchNeeds,
  },
  async (_, context): Promise<LaunchAgentResult> => {
    const client = context.resources.wandb_resource;
    const { entity } = await launchTarget(client, context.resources.wandb_config, context.signal);
    const log = stepLog(context.log);
    log.info(`agent configuration: ${JSON.stringify({ entity, ...context.config })}`);
    await using cleanup = new AsyncDisposableStack();
    const base = await stateFolder(context.instance.home, cleanup);
    const result = await launchAgent(context.config, {
      client,
      entity,
      folder: join(base, "launch", `${context.jobName}.${context.opName}`),
      log,
      signal: context.signal,
    });
    context.addOutputMetadata({
      launch_agent_id: result.agentId,
      launch_jobs_started: result.jobsStarted,
      launch_jobs_succeeded: result.jobsSucceeded,
      launch_jobs_failed: result.jobsFailed,
      launch_stop_reason: result.stopReason,
    });
    return result;
  },
);

// An instance without a folder forgets everything at its end, so its agents may as well.
async function stateFolder(
  home: string | undefined,
  cleanup: AsyncDisposableStack,
): Promise<string> {
  if (home !== undefined) return home;
  const folder = await mkdtemp(join(tmpdir(), "heddle-launch-"));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
