import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** A W&B Table as value: the artifact holds `Table.table.json`. */
export const createDatasetInTable = asset(
  {
    name: "my_artifact",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "dataset" }),
  },
  () => new Table({ columns: ["a", "b", "c"], data: [[1, 2, 3]] }),
);

const project = definitions({ assets: [createDatasetInTable], resources: wandbResources });

/** A media object as value. */
export const table: DemoProgram = {
  name: "table",
  summary: "an asset that returns a W&B Table",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
