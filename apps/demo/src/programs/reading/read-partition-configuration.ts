import { asset, assetIn, definitions, type Definitions } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import { ArtifactDraft, Table, type Artifact } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo, materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const colors = ["yellow", "orange", "blue", "green"] as const;

/** Writes a table per color, then reads each in its own way. */
function projectOf(edition: string, aliases: readonly string[]): Definitions {
  const myPartitionedAsset = asset(
    {
      name: "my_partitioned_asset",
      ioManagerKey: "wandb_artifacts_manager",
      partitions: staticPartitions(colors),
      metadata: wandbArtifact({ aliases }),
    },
    async (_, { partitionKey }): Promise<Artifact | ArtifactDraft> => {
      const artifact = new ArtifactDraft({ name: "my_partitioned_asset", type: "dataset" });
      const table = partitionKey === "yellow" ? "custom_table_name" : "default_table_name";
      await artifact.add(new Table({ columns: ["edition"], data: [[edition]] }), table);
      return artifact;
    },
  );
  const readPartitions = asset(
    {
      name: "read_partitions",
      ins: {
        partitions: assetIn(myPartitionedAsset, {
          metadata: fromWandb({
            partitions: {
              "*": { get: "default_table_name" },
              yellow: { get: "custom_table_name" },
              orange: { version: "v0" },
              blue: { alias: "special_alias" },
            },
          }),
        }),
      },
      outputRequired: false,
    },
    async ({ partitions }, context) => {
      for await (const [partition, content] of partitions) {
        if (!(content instanceof Table)) throw new Error(`${partition} is no table`);
        context.log.info(
          `partition=${partition}, edition=${String(content.getColumn("edition")[0])}`,
        );
      }
    },
  );
  return definitions({ assets: [myPartitionedAsset, readPartitions], resources: wandbResources });
}

/** A configuration per partition. */
export const readPartitionConfiguration: DemoProgram = {
  name: "read-partition-configuration",
  summary: "get, version and alias per partition, with a wildcard for the others",
  run: async (context) => {
    const select = "my_partitioned_asset";
    await materializePartitions(context, projectOf("old", ["special_alias"]), colors, { select });
    const current = projectOf("new", []);
    await materializePartitions(context, current, colors, { select });
    await materializeDemo(context, current, { select: "read_partitions" });
  },
};
