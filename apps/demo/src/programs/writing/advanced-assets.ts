import { asset, assetIn, definitions } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { demoFile } from "../support/files.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** An Artifact with a table; description, aliases and files come from the configuration. */
export const writeAdvancedArtifact = asset(
  {
    name: "my_advanced_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({
      description: "My **Markdown** description",
      aliases: ["first_alias", "second_alias"],
      addDirs: [{ name: "My model directory", localPath: demoFile("images") }],
      addFiles: [
        { name: "my_training_script", localPath: demoFile("train.txt") },
        { localPath: demoFile("notes.txt"), isTmp: true },
      ],
    }),
  },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_advanced_artifact", type: "files" });
    await artifact.add(new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }), "my_table");
    return artifact;
  },
);

const getTable = asset(
  {
    name: "get_table",
    ins: {
      table: assetIn(writeAdvancedArtifact, {
        metadata: fromWandb({ get: "my_table", as: Table }),
      }),
    },
    outputRequired: false,
  },
  ({ table }, context) => {
    context.log.info(`Result: ${JSON.stringify(table.getColumn("a"))}`);
  },
);

const getPath = asset(
  {
    name: "get_path",
    ins: {
      path: assetIn(writeAdvancedArtifact, {
        metadata: fromWandb({ getPath: "my_training_script" }),
      }),
    },
    outputRequired: false,
  },
  ({ path }, context) => {
    context.log.info(`Result: ${path}`);
  },
);

const getArtifact = asset(
  {
    name: "get_artifact",
    ins: { artifact: assetIn(writeAdvancedArtifact) },
    outputRequired: false,
  },
  ({ artifact }, context) => {
    context.log.info(`Result: ${artifact.name}`);
  },
);

const project = definitions({
  assets: [writeAdvancedArtifact, getTable, getPath, getArtifact],
  resources: wandbResources,
});

/** The guide's full example: one Artifact, read in three ways. */
export const advancedAssets: DemoProgram = {
  name: "advanced-assets",
  summary: "the guide's full example: an Artifact with files, read in three ways",
  run: async (context) => {
    // The guide calls two artifacts of different types `my_advanced_artifact`; a W&B project holds a name once.
    const wandbProject = `${context.environment["WANDB_PROJECT"] ?? ""}-advanced`;
    await materializeDemo(context, project, {
      set: [`resources.wandb_config.config.project=${wandbProject}`],
    });
  },
};
