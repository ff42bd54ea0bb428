import { join } from "node:path";
import { definitions, job } from "@heddle/core";
import { launchAgent, runLaunchJob } from "@heddle/launch";
import type { DemoProgram, ProgramContext } from "../support/demo-program.ts";
import { executeDemo } from "../support/execute.ts";
import { makeLaunchRepository } from "../support/launch-repository.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const { wandb_config, wandb_resource } = wandbResources;

/** The guide's job: it is queued, and the op succeeds when its W&B run has finished. */
export const runLaunchJobExample = job(
  { name: "run_launch_job_example", resources: { wandb_config, wandb_resource } },
  () => {
    runLaunchJob.alias("my_launched_job")();
  },
);

const project = definitions({ jobs: [runLaunchJobExample] });

/** Runs the job beside an agent that listens to its queue. */
async function run(context: ProgramContext): Promise<void> {
  const { client, environment, signal, folder } = context;
  const entity = environment["WANDB_ENTITY"] ?? "";
  const uri = await makeLaunchRepository(join(folder, "launch-repository"));
  await client
    .launchQueue("my_dagster_queue", { entity })
    .save({ resource: "local-process", signal });
  const stop = new AbortController();
  const agent = launchAgent(
    { queues: ["my_dagster_queue"], poll_interval_seconds: 0.2, git_protocols: ["file"] },
    {
      client,
      entity,
      folder: join(folder, "launch-agent"),
      signal: AbortSignal.any([signal, stop.signal]),
    },
  );
  try {
    await executeDemo(context, project, "run_launch_job_example", {
      config: "launch-job.yaml",
      set: [`ops.my_launched_job.config.uri=${uri}`],
    });
  } finally {
    stop.abort();
    await agent;
  }
}

/** A job of W&B Launch. */
export const launchJobProgram: DemoProgram = {
  name: "launch-job",
  summary: "a Launch job as an op: queued, and followed until its run has ended",
  run,
};
