import { asset, assetIn, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { dailyPartitions, timeWindowMapping } from "@heddle/partitions";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const partitions = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });

/** One artifact per day: `my_daily_partitioned_asset.2023-01-01`, … */
export const myDaily = asset(
  {
    name: "my_daily_partitioned_asset",
    ioManagerKey: "wandb_artifacts_manager",
    partitions,
    metadata: wandbArtifact({ type: "dataset" }),
  },
  (_, context) => {
    context.log.info(`making partition ${context.partitionKey}`);
    return `value of ${context.partitionKey}`;
  },
);

/** The day and the day before, by a time window mapping: always a keyed collection. */
export const windowReader = asset(
  {
    name: "read_two_days",
    partitions,
    ins: {
      days: assetIn(myDaily, { mapping: timeWindowMapping({ startOffset: -1 }) }),
    },
    outputRequired: false,
  },
  async ({ days }, context) => {
    for await (const [day, value] of days) context.log.info(`${day}: ${value}`);
  },
);

/** All days that were made, in a reader without partitions. */
export const readAll = asset(
  {
    name: "read_all_days",
    ins: { days: assetIn(myDaily, { metadata: { allow_missing_partitions: true } }) },
    outputRequired: false,
  },
  async ({ days }, context) => {
    const keys: string[] = [];
    for await (const [day] of days) keys.push(day);
    context.log.info(`all partitions: ${keys.join(", ")}`);
  },
);

const project = definitions({
  assets: [myDaily, windowReader, readAll],
  resources: wandbResources,
});

/** Partitions by day, written and read. */
export const dailyPartitionsProgram: DemoProgram = {
  name: "daily-partitions",
  summary: "one artifact per day; read two days by a mapping, and all of them",
  run: async (context) => {
    for (const partitionKey of ["2023-01-01", "2023-01-02"]) {
      await materializeDemo(context, project, {
        partitionKey,
        select: "my_daily_partitioned_asset or read_two_days",
      });
    }
    await materializeDemo(context, project, { select: "read_all_days" });
  },
};
