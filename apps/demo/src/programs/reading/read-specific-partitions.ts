import { asset, assetIn, definitions } from "@heddle/core";
import { dailyPartitions, timeWindowMapping } from "@heddle/partitions";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";
import { createMyDailyPartitionedAsset } from "../partitions/daily-partitions.ts";

/** The day and the day before, by a mapping: a collection, on the first day of one partition. */
export const readSpecificPartitions = asset(
  {
    name: "read_specific_partitions",
    partitions: dailyPartitions({ start: "2023-01-01", end: "2023-02-01" }),
    ins: {
      my_daily_partitioned_asset: assetIn(createMyDailyPartitionedAsset, {
        mapping: timeWindowMapping({ startOffset: -1 }),
      }),
    },
    outputRequired: false,
  },
  async ({ my_daily_partitioned_asset }, context) => {
    for await (const [partition, content] of my_daily_partitioned_asset) {
      context.log.info(`partition=${partition}, content=${String(content)}`);
    }
  },
);

const project = definitions({
  assets: [createMyDailyPartitionedAsset, readSpecificPartitions],
  resources: wandbResources,
});

/** Some partitions. */
export const readSpecificPartitionsProgram: DemoProgram = {
  name: "read-specific-partitions",
  summary: "the partitions that a mapping selects: a day and the day before",
  run: async (context) => {
    await materializePartitions(context, project, ["2023-01-01", "2023-01-02"]);
  },
};
