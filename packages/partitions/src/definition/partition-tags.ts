import type { Partitions } from "./partitions.ts";
import type { MultiDefinition } from "./multi-partitions.ts";
import type { PartitionKeyRange } from "./partitions-definition.ts";

/**
 * The tags of a run or materialization of one partition: the whole key, and for a multi definition the key of each dimension.
 * The names are Dagster's.
 *
 * @param key a key of the definition
 * @throws PARTITIONS_UNKNOWN_KEY for a multi key without one part for each dimension
 */
export function partitionTags(
  key: string,
  partitions: Partitions,
): Readonly<Record<string, string>> {
  const tags: Record<string, string> = { "dagster/partition": key };
  if (partitions.kind === "multi") {
    const definition = partitions as unknown as MultiDefinition;
    const parts = definition.parseKey(key) as unknown as Readonly<Record<string, string>>;
    for (const name of definition.dimensionNames)
      tags[`dagster/partition/${name}`] = parts[name] as string;
  }
  return tags;
}

/** The tags of a run over a range of partitions. The names are Dagster's. */
export function partitionRangeTags(range: PartitionKeyRange): Readonly<Record<string, string>> {
  return {
    "dagster/asset_partition_range_start": range.start,
    "dagster/asset_partition_range_end": range.end,
  };
}
