import { asset, assetIn, definitions, type } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import { ArtifactDraft, Table, type Artifact } from "@heddle/wandb-client";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

const colours = ["red", "orange", "yellow", "blue", "green"] as const;

/** Partitions of different kinds: a string, a Table, Artifacts with a named table. */
export const myAdvancedPartitions = asset(
  {
    name: "my_advanced_partitioned_asset",
    type: type<string | Table | Artifact>(),
    ioManagerKey: "wandb_artifacts_manager",
    partitions: staticPartitions(colours),
    // An Artifact of one's own has its type already; the other kinds take it from here.
    metadata: wandbArtifact(({ partitionKey }) => ({
      aliases: ["special_alias"],
      ...(partitionKey === "red" || partitionKey === "orange" ? { type: "dataset" } : {}),
    })),
  },
  async (_, context) => {
    const { partitionKey } = context;
    if (partitionKey === "red") return "red";
    const table = new Table({ columns: ["colour"], data: [[partitionKey]] });
    if (partitionKey === "orange") return table;
    const artifact = new ArtifactDraft({ name: "my_advanced_partitioned_asset", type: "dataset" });
    await artifact.add(
      table,
      partitionKey === "yellow" ? "custom_table_name" : "default_table_name",
    );
    return artifact;
  },
);

/** Reads each partition in its own way; `*` holds for those that are not listed. */
export const readAdvanced = asset(
  {
    name: "read_advanced_partitions",
    ins: {
      parts: assetIn(myAdvancedPartitions, {
        metadata: fromWandb({
          partitions: {
            "*": { get: "default_table_name" },
            red: null,
            yellow: { get: "custom_table_name" },
            orange: { version: "v0", as: "artifact" },
            blue: { alias: "special_alias" },
          },
        }),
      }),
    },
    outputRequired: false,
  },
  async ({ parts }, context) => {
    for await (const [key, value] of parts) {
      const kind = typeof value === "string" ? "text" : value.constructor.name;
      context.log.info(`${key}: ${kind}`);
    }
  },
);

const project = definitions({
  assets: [myAdvancedPartitions, readAdvanced],
  resources: wandbResources,
});

/** Partitions of mixed kinds, read by a configuration per partition. */
export const advancedPartitions: DemoProgram = {
  name: "advanced-partitions",
  summary: "get, version and alias per partition, with a wildcard",
  run: async (context) => {
    for (const partitionKey of colours) {
      await materializeDemo(context, project, {
        partitionKey,
        select: "my_advanced_partitioned_asset",
      });
    }
    await materializeDemo(context, project, { select: "read_advanced_partitions" });
  },
};
