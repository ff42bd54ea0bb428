import { assetOut, definitions, multiAsset } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** On a multi-asset each output has its own configuration. */
export const createDatasets = multiAsset(
  {
    name: "create_datasets",
    group: "my_multi_asset_group",
    outs: {
      first_table: assetOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ type: "training_dataset" }),
      }),
      second_table: assetOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ type: "validation_dataset" }),
      }),
    },
  },
  () => ({
    first_table: new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }),
    second_table: new Table({ columns: ["d", "e"], data: [[4, 5]] }),
  }),
);

const project = definitions({ assets: [createDatasets], resources: wandbResources });

/** The artifacts of a multi-asset. */
export const multiAssetConfiguration: DemoProgram = {
  name: "multi-asset-configuration",
  summary: "the artifact's configuration on each output of a multi-asset",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
