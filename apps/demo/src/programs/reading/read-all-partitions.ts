import { asset, assetIn, definitions } from "@heddle/core";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo, materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";
import { createMyDailyPartitionedAsset } from "../partitions/daily-partitions.ts";

/** A reader without partitions gets all of them as one collection. */
export const readAllPartitions = asset(
  {
    name: "read_all_partitions",
    ins: {
      my_daily_partitioned_asset: assetIn(createMyDailyPartitionedAsset, {
        // Only a few days of the month are made here.
        metadata: { allow_missing_partitions: true },
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
  assets: [createMyDailyPartitionedAsset, readAllPartitions],
  resources: wandbResources,
});

/** All partitions. */
export const readAllPartitionsProgram: DemoProgram = {
  name: "read-all-partitions",
  summary: "all partitions of an asset as one collection",
  run: async (context) => {
    await materializePartitions(context, project, ["2023-01-01", "2023-01-02", "2023-01-03"], {
      select: "my_daily_partitioned_asset",
    });
    await materializeDemo(context, project, { select: "read_all_partitions" });
  },
};
