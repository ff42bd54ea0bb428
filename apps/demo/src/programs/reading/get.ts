import { asset, assetIn, definitions } from "@heddle/core";
import { fromWandb } from "@heddle/io-manager";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const myArtifactWithTable = asset(
  { name: "my_artifact_with_table", ioManagerKey: "wandb_artifacts_manager" },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_artifact_with_table", type: "dataset" });
    await artifact.add(new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }), "my_table");
    return artifact;
  },
);

/** One named object of the artifact. */
export const getTable = asset(
  {
    name: "get_table",
    ins: {
      table: assetIn(myArtifactWithTable, {
        metadata: fromWandb({ get: "my_table", as: Table }),
        inputManagerKey: "wandb_artifacts_manager",
      }),
    },
    outputRequired: false,
  },
  ({ table }, context) => {
    context.log.info(JSON.stringify(table.getColumn("a")));
  },
);

const project = definitions({ assets: [myArtifactWithTable, getTable], resources: wandbResources });

/** A named object. */
export const get: DemoProgram = {
  name: "get",
  summary: "read one named object of an artifact",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
