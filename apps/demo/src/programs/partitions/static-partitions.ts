import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import { Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const colors = ["red", "yellow", "blue"] as const;

/** One artifact per key of a list. */
export const createMyStaticPartitionedAsset = asset(
  {
    name: "my_static_partitioned_asset",
    ioManagerKey: "wandb_artifacts_manager",
    partitions: staticPartitions(colors),
    metadata: wandbArtifact({ type: "dataset" }),
  },
  (_, context) => new Table({ columns: ["color"], data: [[context.partitionKey]] }),
);

const project = definitions({
  assets: [createMyStaticPartitionedAsset],
  resources: wandbResources,
});

/** Partitions by a list of keys. */
export const staticPartitionsProgram: DemoProgram = {
  name: "static-partitions",
  summary: "one artifact per key of a list",
  run: async (context) => {
    await materializePartitions(context, project, colors);
  },
};
