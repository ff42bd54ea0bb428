import { asset, assetIn, definitions } from "@heddle/core";
import { ArtifactDraft } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const myArtifact = asset(
  { name: "my_artifact", ioManagerKey: "wandb_artifacts_manager" },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_artifact", type: "dataset" });
    await artifact.newFile("first.txt", "1\n");
    await artifact.newFile("second.txt", "2\n");
    return artifact;
  },
);

/** The whole artifact, with its content on disk. */
export const getWholeArtifact = asset(
  {
    name: "get_artifact",
    ins: { artifact: assetIn(myArtifact, { inputManagerKey: "wandb_artifacts_manager" }) },
    outputRequired: false,
  },
  ({ artifact }, context) => {
    context.log.info(artifact.name);
  },
);

const project = definitions({ assets: [myArtifact, getWholeArtifact], resources: wandbResources });

/** The whole artifact. */
export const getArtifact: DemoProgram = {
  name: "get-artifact",
  summary: "read a whole artifact, its files downloaded and verified",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
