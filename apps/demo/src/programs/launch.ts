import { fileURLToPath } from "node:url";
import { definitions, job } from "@heddle/core";
import { createJob, runLaunchAgent, runLaunchJob } from "@heddle/launch";
import type { DemoProgram, ProgramContext } from "./support/demo-program.ts";
import { executeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const { wandb_config, wandb_resource } = wandbResources;
const resources = { wandb_config, wandb_resource };

/** The guide's agent: runs until it is stopped. */
export const runLaunchAgentExample = job({ name: "run_launch_agent_example", resources }, () => {
  runLaunchAgent();
});

/** The guide's job, under an alias. */
export const runLaunchJobExample = job({ name: "run_launch_job_example", resources }, () => {
  runLaunchJob.alias("my_launched_job")();
});

const project = definitions({ jobs: [runLaunchAgentExample, runLaunchJobExample] });
const code = fileURLToPath(new URL("../../files/launch", import.meta.url));

/** Launches a job through a queue; an agent in the same program runs it. */
async function run(context: ProgramContext): Promise<void> {
  const { client, environment, signal, say } = context;
  const place = {
    entity: environment["WANDB_ENTITY"] ?? "",
    project: environment["WANDB_PROJECT"] ?? "",
  };
  await client
    .launchQueue("my_dagster_queue", { entity: place.entity })
    .save({ resource: "local-process", signal });
  const trained = await createJob(client, {
    ...place,
    source: { kind: "code", folder: code },
    entryPoint: ["node", "--conditions=@heddle/source", "train.mjs"],
  });
  say(`  job artifact ${trained.qualifiedName}`);
  const agent = new AbortController();
  const polling = executeDemo(
    { ...context, signal: AbortSignal.any([signal, agent.signal]), say: () => undefined },
    project,
    "run_launch_agent_example",
    { config: "launch-agent.yaml" },
  ).catch((error: unknown) => {
    // Stopping the agent cancels its run, which is how it ends.
    if (!agent.signal.aborted) throw error;
  });
  try {
    await executeDemo(context, project, "run_launch_job_example", {
      config: "launch-job.yaml",
      set: [`ops.my_launched_job.config.job=${trained.qualifiedName}`],
    });
  } finally {
    agent.abort();
    await polling;
  }
}

/** Agent and job of W&B Launch. */
export const launch: DemoProgram = {
  name: "launch",
  summary: "a Launch agent that runs a queued job, both as ops",
  run,
};
