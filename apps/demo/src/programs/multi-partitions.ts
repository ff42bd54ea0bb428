import { asset, assetIn, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { dailyPartitions, multiPartitions, staticPartitions } from "@heddle/partitions";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

/** Two dimensions, addressed by name: `my_multi_partitioned_asset.red.2023-01-02`. */
export const myMulti = asset(
  {
    name: "my_multi_partitioned_asset",
    ioManagerKey: "wandb_artifacts_manager",
    partitions: multiPartitions({
      date: dailyPartitions({ start: "2023-01-01", end: "2023-01-05" }),
      color: staticPartitions(["red", "yellow", "blue"]),
    }),
    metadata: wandbArtifact({ type: "dataset" }),
  },
  (_, context) => `${context.partitionKey.color} on ${context.partitionKey.date}`,
);

/** All partitions that were made, as a collection. */
export const readMulti = asset(
  {
    name: "read_multi",
    ins: { parts: assetIn(myMulti, { metadata: { allow_missing_partitions: true } }) },
    outputRequired: false,
  },
  async ({ parts }, context) => {
    for await (const [key, value] of parts) context.log.info(`${key}: ${value}`);
  },
);

const project = definitions({ assets: [myMulti, readMulti], resources: wandbResources });

/** Partitions of several dimensions. */
export const multiPartitionsProgram: DemoProgram = {
  name: "multi-partitions",
  summary: "one artifact per colour and day",
  run: async (context) => {
    for (const color of ["red", "blue"]) {
      await materializeDemo(context, project, {
        partitionKey: { color, date: "2023-01-02" },
        select: "my_multi_partitioned_asset",
      });
    }
    await materializeDemo(context, project, { select: "read_multi" });
  },
};
