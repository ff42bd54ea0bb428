import { asset, assetIn, definitions, type } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import { staticPartitions } from "@heddle/partitions";
import { ArtifactDraft, Table, type Artifact } from "@heddle/wandb-client";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo, materializePartitions } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

const colors = ["red", "orange", "yellow", "blue", "green"] as const;
const artifactName = "my_advanced_configuration_partitioned_asset";

/** Partitions of different kinds: a string, a Table, Artifacts with a named table. */
export const writeAdvancedArtifact = asset(
  {
    name: artifactName,
    group: "partitions",
    type: type<string | Table | Artifact>(),
    ioManagerKey: "wandb_artifacts_manager",
    partitions: staticPartitions(colors),
    // An Artifact of one's own has its type already; the other kinds take it from here.
    metadata: wandbArtifact(({ partitionKey }) => ({
      aliases: ["special_alias"],
      ...(partitionKey === "red" || partitionKey === "orange" ? { type: "dataset" } : {}),
    })),
  },
  async (_, { partitionKey }) => {
    if (partitionKey === "red") return "red";
    const table = new Table({ columns: ["color"], data: [[partitionKey]] });
    if (partitionKey === "orange") return table;
    const artifact = new ArtifactDraft({ name: artifactName, type: "dataset" });
    await artifact.add(
      table,
      partitionKey === "yellow" ? "custom_table_name" : "default_table_name",
    );
    return artifact;
  },
);

/** Reads each partition in its own way; `*` holds for those that are not listed. */
export const readObjectsDirectly = asset(
  {
    name: "read_objects_directly",
    group: "partitions",
    ins: {
      partitions: assetIn(writeAdvancedArtifact, {
        metadata: fromWandb({
          partitions: {
            "*": { get: "default_table_name" },
            red: null,
            yellow: { get: "custom_table_name" },
            orange: { version: "v0", as: "artifact" },
            blue: { alias: "special_alias", get: "default_table_name" },
          },
        }),
      }),
    },
    outputRequired: false,
  },
  async ({ partitions }, context) => {
    for await (const [partition, content] of partitions) {
      const kind = typeof content === "string" ? "string" : content.constructor.name;
      context.log.info(`partition=${partition}, type=${kind}`);
    }
  },
);

const project = definitions({
  assets: [writeAdvancedArtifact, readObjectsDirectly],
  resources: wandbResources,
});

/** Partitions of mixed kinds, read by a configuration per partition. */
export const advancedPartitions: DemoProgram = {
  name: "advanced-partitions",
  summary: "partitions of mixed kinds, each read in its own way",
  run: async (context) => {
    await materializePartitions(context, project, colors, { select: artifactName });
    await materializeDemo(context, project, { select: "read_objects_directly" });
  },
};
