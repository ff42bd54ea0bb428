import { asset, assetIn, definitions, type } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo, materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** Two dimensions, addressed by name: `my_multi_partitioned_asset.red.2023-01-02`. */
export const createMyMultiPartitionedAsset = asset(
  {
    name: "my_multi_partitioned_asset",
    group: "partitions",
    type: type<string | Table>(),
    ioManagerKey: "wandb_artifacts_manager",
    partitions: multiPartitions({
      date: dailyPartitions({ start: "2023-01-01", end: "2023-01-05" }),
      color: staticPartitions(["red", "yellow", "blue"]),
    }),
    // An Artifact of one's own has its type already; the other kinds take it from here.
    metadata: wandbArtifact(({ partitionKey }) =>
      partitionKey?.startsWith("red|") ? {} : { type: "dataset" },
    ),
  },
  async (_, context) => {
    const { color, date } = context.partitionKey;
    context.log.info(`Creating partitioned asset for ${color} and ${date}`);
    if (color !== "red") return `${color}|${date}`;
    const artifact = new ArtifactDraft({ name: "my_multi_partitioned_asset", type: "dataset" });
    await artifact.add(new Table({ columns: ["color"], data: [[color]] }), "default_table_name");
    return artifact;
  },
);

/** All partitions that were made, as a collection; one of them by a configuration of its own. */
export const readAllMultiPartitions = asset(
  {
    name: "read_all_multi_partitions",
    group: "partitions",
    ins: {
      my_multi_partitioned_asset: assetIn(createMyMultiPartitionedAsset, {
        metadata: {
          ...fromWandb({
            partitions: { "red|2023-01-02": { get: "default_table_name", as: Table } },
          }),
          allow_missing_partitions: true,
        },
      }),
    },
    outputRequired: false,
  },
  async ({ my_multi_partitioned_asset }, context) => {
    for await (const [partition, content] of my_multi_partitioned_asset) {
      const text =
        typeof content === "string" ? content : JSON.stringify(content.getColumn("color"));
      context.log.info(`partition=${partition}, content=${text}`);
    }
  },
);

const project = definitions({
  assets: [createMyMultiPartitionedAsset, readAllMultiPartitions],
  resources: wandbResources,
});

/** Partitions of several dimensions. */
export const multiPartitionsProgram: DemoProgram = {
  name: "multi-partitions",
  summary: "one artifact per color and day, read as one collection",
  run: async (context) => {
    const date = "2023-01-02";
    await materializePartitions(
      context,
      project,
      [
        { color: "red", date },
        { color: "blue", date },
      ],
      { select: "my_multi_partitioned_asset" },
    );
    await materializeDemo(context, project, { select: "read_all_multi_partitions" });
  },
};
