import { asset, assetIn, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const parent = asset(
  {
    name: "parent_dagster_asset_name",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => [1, 2, 3],
);

/** The body calls its input `artifact`, whatever the upstream asset is called. */
export const readArtifact = asset(
  {
    name: "my_asset",
    ins: { artifact: assetIn(parent, { inputManagerKey: "wandb_artifacts_manager" }) },
    outputRequired: false,
  },
  ({ artifact }, context) => {
    context.log.info(JSON.stringify(artifact));
  },
);

const project = definitions({ assets: [parent, readArtifact], resources: wandbResources });

/** An input with a name of its own. */
export const readRenamedInput: DemoProgram = {
  name: "read-renamed-input",
  summary: "an input with another name than the asset that it reads",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
