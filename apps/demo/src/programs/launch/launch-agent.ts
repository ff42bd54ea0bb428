import { join } from "node:path";
import { definitions, job } from "@heddle/core";
import { launchJob, runLaunchAgent } from "@heddle/launch";
import type { DemoProgram, ProgramContext } from "../support/demo-program.ts";
import { executeDemo } from "../support/execute.ts";
import { makeLaunchRepository } from "../support/launch-repository.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const { wandb_config, wandb_resource } = wandbResources;

/** The guide's agent: it polls its queues until it is stopped. */
export const runLaunchAgentExample = job(
  { name: "run_launch_agent_example", resources: { wandb_config, wandb_resource } },
  () => {
    runLaunchAgent();
  },
);

const project = definitions({ jobs: [runLaunchAgentExample] });

/** Runs the agent while a job that somebody queued is executed by it. */
async function run(context: ProgramContext): Promise<void> {
  const { client, environment, signal, folder } = context;
  const entity = environment["WANDB_ENTITY"] ?? "";
  const uri = await makeLaunchRepository(join(folder, "launch-repository"));
  await client
    .launchQueue("my_dagster_queue", { entity })
    .save({ resource: "local-process", signal });
  const stop = new AbortController();
  const polling = executeDemo(
    { ...context, signal: AbortSignal.any([signal, stop.signal]) },
    project,
    "run_launch_agent_example",
    { config: "launch-agent.yaml" },
  ).catch((error: unknown) => {
    // Stopping the agent cancels its run, which is how it ends.
    if (!stop.signal.aborted) throw error;
  });
  try {
    const queued = {
      uri,
      entry_point: ["node", "--conditions=@heddle/source", "train.mjs"],
      queue: "my_dagster_queue",
      poll_interval_seconds: 0.2,
    };
    await launchJob(queued, { client, entity, project: environment["WANDB_PROJECT"], signal });
  } finally {
    stop.abort();
    await polling;
  }
}

/** An agent of W&B Launch. */
export const launchAgentProgram: DemoProgram = {
  name: "launch-agent",
  summary: "a Launch agent as an op, which runs what is queued until it is stopped",
  run,
};
