import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** On an asset the configuration is the asset's metadata, and the artifact is called as the asset. */
export const createDataset = asset(
  {
    name: "my_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => [1, 2, 3],
);

const project = definitions({ assets: [createDataset], resources: wandbResources });

/** The artifact of an asset. */
export const assetConfiguration: DemoProgram = {
  name: "asset-configuration",
  summary: "the artifact's configuration on an asset",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
