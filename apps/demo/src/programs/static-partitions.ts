import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import { Table } from "@heddle/wandb-client";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

/** One artifact per colour. */
export const myStatic = asset(
  {
    name: "my_static_partitioned_asset",
    ioManagerKey: "wandb_artifacts_manager",
    partitions: staticPartitions(["red", "blue"]),
    metadata: wandbArtifact({ type: "dataset" }),
  },
  (_, context) => new Table({ columns: ["colour"], data: [[context.partitionKey]] }),
);

const project = definitions({ assets: [myStatic], resources: wandbResources });

/** Partitions by a list of keys. */
export const staticPartitionsProgram: DemoProgram = {
  name: "static-partitions",
  summary: "one artifact per key of a list",
  run: async (context) => {
    for (const partitionKey of ["red", "blue"]) {
      await materializeDemo(context, project, { partitionKey });
    }
  },
};
