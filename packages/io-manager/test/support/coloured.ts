import { type Asset, asset } from "@heddle/core";
import { staticPartitions } from "@heddle/partitions";
import { ArtifactDraft, Table } from "@heddle/wandb-client";
import { wandbArtifact } from "../../src/index.ts";

/** The guide's five colours; each value is of another kind. */
export function coloured(): Asset {
  return asset(
    {
      name: "my_advanced_partitioned_asset",
      ioManagerKey: "wandb_artifacts_manager",
      partitions: staticPartitions(["red", "orange", "yellow", "green", "blue"]),
      metadata: wandbArtifact({ aliases: ["special_alias"] }),
    },
    async (_, { partitionKey }) => {
      const table = new Table({ columns: ["colour"], data: [[partitionKey]] });
      if (partitionKey === "red") return "red is a string";
      if (partitionKey === "orange") return table;
      const draft = new ArtifactDraft({ name: "my_advanced_partitioned_asset", type: "dataset" });
      await draft.add(
        table,
        partitionKey === "yellow" ? "custom_table_name" : "default_table_name",
      );
      return draft;
    },
  ) as never;
}
