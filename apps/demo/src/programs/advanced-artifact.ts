import { fileURLToPath } from "node:url";
import { asset, assetIn, definitions } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const local = (path: string): string =>
  fileURLToPath(new URL(`../../files/${path}`, import.meta.url));

/** Everything a configuration can add, with a plain value. */
export const myAdvancedValue = asset(
  {
    name: "my_advanced_value",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({
      type: "dataset",
      description: "My *Markdown* description",
      aliases: ["my_first_alias", "my_second_alias"],
      addDirs: [{ name: "My directory", localPath: local("images") }],
      addFiles: [
        { name: "validation_dataset", localPath: local("validation.csv") },
        { localPath: local("notes.txt"), isTmp: true },
      ],
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

/** The same with an Artifact of one's own: a table, files from the configuration. */
export const myAdvancedArtifact = asset(
  {
    name: "my_advanced_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({
      description: "My *Markdown* description",
      aliases: ["my_first_alias", "my_second_alias"],
      addDirs: [{ name: "My directory", localPath: local("images") }],
      addFiles: [
        { name: "my_training_script", localPath: local("train.txt") },
        { name: "validation_dataset", localPath: local("validation.csv") },
      ],
    }),
  },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_advanced_artifact", type: "files" });
    await artifact.add(new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }), "my_table");
    return artifact;
  },
);

/** Reads a named object of it. */
export const readTable = asset(
  {
    name: "get_table",
    ins: {
      table: assetIn(myAdvancedArtifact, { metadata: fromWandb({ get: "my_table", as: Table }) }),
    },
    outputRequired: false,
  },
  ({ table }, context) => {
    context.log.info(`column a: ${JSON.stringify(table.getColumn("a"))}`);
  },
);

/** Reads the local path of one file. */
export const readPath = asset(
  {
    name: "get_path",
    ins: {
      path: assetIn(myAdvancedArtifact, { metadata: fromWandb({ getPath: "my_training_script" }) }),
    },
    outputRequired: false,
  },
  ({ path }, context) => {
    context.log.info(`the training script lies at ${path}`);
  },
);

/** Reads the whole artifact. */
export const readArtifact = asset(
  {
    name: "get_artifact",
    ins: { artifact: assetIn(myAdvancedArtifact) },
    outputRequired: false,
  },
  ({ artifact }, context) => {
    context.log.info(`the artifact is ${artifact.name}`);
  },
);

const project = definitions({
  assets: [myAdvancedValue, myAdvancedArtifact, readTable, readPath, readArtifact],
  resources: wandbResources,
});

/** Directories, files and references, and the three ways to read. */
export const advancedArtifact: DemoProgram = {
  name: "advanced-artifact",
  summary: "directories, files, references; read with get, get_path and as a whole",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
