import { asset, assetIn, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const myArtifact = asset(
  {
    name: "my_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => [1, 2, 3],
);

/** The artifact of another asset, under that asset's name; nothing is configured. */
export const readArtifact = asset(
  {
    name: "read_artifact",
    ins: { my_artifact: assetIn(myArtifact) },
    outputRequired: false,
  },
  ({ my_artifact }, context) => {
    context.log.info(JSON.stringify(my_artifact));
  },
);

const project = definitions({ assets: [myArtifact, readArtifact], resources: wandbResources });

/** Reading in an asset. */
export const readByAsset: DemoProgram = {
  name: "read-by-asset",
  summary: "an asset reads the artifact of another asset",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
