import { asset, definitions } from "@heddle/core";
import { wandbArtifact, wandbResource } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** The W&B run of the integration has the id of the orchestrator's run: metrics under that id join it. */
export const trained = asset(
  {
    name: "my_trained_model",
    ioManagerKey: "wandb_artifacts_manager",
    resources: { wandb_resource: wandbResource, wandb_config: wandbResources.wandb_config },
    metadata: wandbArtifact({ type: "model" }),
  },
  async (_, context) => {
    const { wandb_resource: wandb, wandb_config: place } = context.resources;
    await using run = await wandb.run({ ...place, id: context.runId, resume: "allow" });
    for (let step = 0; step < 3; step += 1) await run.log({ loss: 1 / (step + 1) });
    return "weights";
  },
);

const project = definitions({ assets: [trained], resources: wandbResources });

/** Metrics beside the artifacts. */
export const runMetrics: DemoProgram = {
  name: "run-metrics",
  summary: "metrics and artifacts in one W&B run, by the run's own id",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
