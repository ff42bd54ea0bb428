import { asset, assetOut, definitions, job, multiAsset, op, opOut } from "@heddle/core";
import { wandbArtifact, wandbArtifactsIOManager } from "@heddle/io-manager";
import { Table } from "@heddle/wandb-client";
import type { DemoProgram } from "./support/demo-program.ts";
import { executeDemo, materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const configuredOp = op(
  {
    name: "create_configured_dataset",
    out: opOut({ metadata: wandbArtifact({ name: "my_configured_artifact", type: "dataset" }) }),
  },
  () => [1, 2, 3],
);

/** On an op the configuration is the output's metadata, and the name is required. */
export const opJob = job(
  {
    name: "configured_op_job",
    resources: { ...wandbResources, io_manager: wandbArtifactsIOManager },
  },
  () => {
    configuredOp();
  },
);

/** On an asset it is the asset's metadata; the artifact's name is the asset's. */
export const configuredAsset = asset(
  {
    name: "my_configured_asset",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => [1, 2, 3],
);

/** On a multi-asset each output has its own. */
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

const project = definitions({
  assets: [configuredAsset, createDatasets],
  jobs: [opJob],
  resources: wandbResources,
});

/** Where the configuration of an artifact is written. */
export const outputConfiguration: DemoProgram = {
  name: "output-configuration",
  summary: "configuration on an op, an asset and the outputs of a multi-asset",
  run: async (context) => {
    await executeDemo(context, project, "configured_op_job");
    await materializeDemo(context, project);
  },
};
