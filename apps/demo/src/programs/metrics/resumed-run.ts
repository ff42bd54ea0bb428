import { asset, definitions } from "@heddle/core";
import { wandbArtifact, wandbArtifactsIOManager, wandbResource } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** Metrics under an id of one's own; the IO manager is given the same. */
export const trained = asset(
  {
    name: "my_resumed_model",
    ioManagerKey: "wandb_artifacts_manager",
    resources: { wandb_resource: wandbResource, wandb_config: wandbResources.wandb_config },
    metadata: wandbArtifact({ type: "model" }),
  },
  async (_, context) => {
    const { wandb_resource: wandb, wandb_config: place } = context.resources;
    await using run = await wandb.run({ ...place, id: "my_resumable_run_id", resume: "allow" });
    for (let step = 0; step < 3; step += 1) await run.log({ loss: 1 / (step + 1) });
    return "weights";
  },
);

const project = definitions({
  assets: [trained],
  resources: {
    ...wandbResources,
    wandb_artifacts_manager: wandbArtifactsIOManager.configured({
      run_id: "my_resumable_run_id",
      run_name: "my resumable run",
      run_tags: ["demo"],
    }),
  },
});

/** A W&B run of a chosen id, resumed by each orchestrator run. */
export const resumedRun: DemoProgram = {
  name: "resumed-run",
  summary: "metrics and artifacts of two runs in one W&B run of a chosen id",
  run: async (context) => {
    await materializeDemo(context, project);
    await materializeDemo(context, project);
  },
};
