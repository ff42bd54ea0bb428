import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { dailyPartitions } from "@heddle/partitions";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** One artifact per day: `my_daily_partitioned_asset.2023-01-01`, … */
export const createMyDailyPartitionedAsset = asset(
  {
    name: "my_daily_partitioned_asset",
    ioManagerKey: "wandb_artifacts_manager",
    partitions: dailyPartitions({ start: "2023-01-01", end: "2023-02-01" }),
    metadata: wandbArtifact({ type: "dataset" }),
  },
  (_, context) => {
    context.log.info(`Creating partitioned asset for ${context.partitionKey}`);
    return Math.floor(Math.random() * 101);
  },
);

const project = definitions({
  assets: [createMyDailyPartitionedAsset],
  resources: wandbResources,
});

/** Partitions by day. */
export const dailyPartitionsProgram: DemoProgram = {
  name: "daily-partitions",
  summary: "one artifact per day",
  run: async (context) => {
    await materializePartitions(context, project, ["2023-01-01", "2023-01-02", "2023-01-03"]);
  },
};
