import { asset, assetIn, definitions } from "@heddle/core";
import { fromWandb } from "@heddle/io-manager";
import { ArtifactDraft } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const myArtifactWithFile = asset(
  { name: "my_artifact_with_file", ioManagerKey: "wandb_artifacts_manager" },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_artifact_with_file", type: "dataset" });
    await artifact.newFile("name_of_file", "content\n");
    await artifact.newFile("a_file_that_nobody_reads", "more content\n");
    return artifact;
  },
);

/** The local path of one file; nothing else is downloaded. */
export const getPathOfFile = asset(
  {
    name: "get_path",
    ins: {
      path: assetIn(myArtifactWithFile, {
        metadata: fromWandb({ getPath: "name_of_file" }),
        inputManagerKey: "wandb_artifacts_manager",
      }),
    },
    outputRequired: false,
  },
  ({ path }, context) => {
    context.log.info(path);
  },
);

const project = definitions({
  assets: [myArtifactWithFile, getPathOfFile],
  resources: wandbResources,
});

/** The path of a file. */
export const getPath: DemoProgram = {
  name: "get-path",
  summary: "download one file of an artifact and read its local path",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
