import { asset, definitions } from "@heddle/core";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** A plain value: pickled into an artifact named after the asset. The guide's first examples spell the key so. */
export const createDataset = asset(
  {
    name: "my_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: { wandb_artifact_arguments: { type: "dataset" } },
  },
  () => [1, 2, 3],
);

const project = definitions({ assets: [createDataset], resources: wandbResources });

/** A plain value as artifact. */
export const plainValue: DemoProgram = {
  name: "plain-value",
  summary: "an asset that returns a list",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
