import { asset, definitions } from "@heddle/core";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** An Artifact that the program builds itself; the integration adds metadata on both sides. */
export const createArtifact = asset(
  { name: "my_asset", ioManagerKey: "wandb_artifacts_manager" },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_asset", type: "dataset" });
    await artifact.add(new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }), "my_table");
    return artifact;
  },
);

const project = definitions({ assets: [createArtifact], resources: wandbResources });

/** An own Artifact as value. */
export const artifactObject: DemoProgram = {
  name: "artifact-object",
  summary: "an asset that returns an Artifact it built itself",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
