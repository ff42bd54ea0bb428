import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { demoFile } from "../support/files.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** Everything that a configuration can add to a plain value. */
export const createAdvancedArtifact = asset(
  {
    name: "my_advanced_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({
      type: "dataset",
      description: "My *Markdown* description",
      aliases: ["my_first_alias", "my_second_alias"],
      addDirs: [{ name: "My directory", localPath: demoFile("images") }],
      addFiles: [
        { name: "validation_dataset", localPath: demoFile("validation.csv") },
        { localPath: demoFile("notes.txt"), isTmp: true },
      ],
      // Without a checksum nothing is asked of these servers: the demo needs no network.
      addReferences: [
        {
          uri: "https://picsum.photos/200/300",
          name: "External HTTP reference to an image",
          checksum: false,
        },
        { uri: "s3://my-bucket/datasets/mnist", name: "External S3 reference", checksum: false },
      ],
    }),
  },
  () => [1, 2, 3],
);

const project = definitions({ assets: [createAdvancedArtifact], resources: wandbResources });

/** Directories, files and references beside a value. */
export const advancedArtifact: DemoProgram = {
  name: "advanced-artifact",
  summary: "directories, files and references beside a value",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
