import { multiPartitions, type Partitions, staticPartitions } from "@heddle/partitions";

/** The partition that an artifact belongs to. */
export interface NamedPartition {
  /** The key as the user knows it; `red|2023-01-02` with several dimensions. */
  readonly key: string;
  /** Tells a key of several dimensions from one that contains `|`. */
  readonly definition: Partitions | undefined;
  /** Dimension → key, with several dimensions. */
  readonly dimensions: Readonly<Record<string, string>> | undefined;
}

/** What a context tells about partitions. */
export interface PartitionFacts {
  readonly hasPartitionKey: boolean;
  readonly partitionKey: string;
  readonly hasAssetPartitions: boolean;
  readonly assetPartitionKeys: readonly string[];
  readonly assetPartitionsDefinition: Partitions;
  readonly tags: Readonly<Record<string, string>>;
}

const dimensionTag = "dagster/partition/";

/** The partition of an asset: a key of its definition. */
export function assetPartition(key: string, definition: Partitions): NamedPartition {
  return {
    key,
    definition,
    dimensions: definition.kind === "multi" ? { ...definition.parseKey(key) } : undefined,
  };
}

/**
 * The partition of a run of ops: the run's key; its dimensions stand in the run's tags, as there is
 * no asset whose definition would tell them.
 */
export function runPartition(facts: Pick<PartitionFacts, "partitionKey" | "tags">): NamedPartition {
  const dimensions = Object.entries(facts.tags).flatMap(([tag, key]): [string, string][] =>
    tag.startsWith(dimensionTag) ? [[tag.slice(dimensionTag.length), key]] : [],
  );
  const key = facts.partitionKey;
  if (dimensions.length === 0) return { key, definition: undefined, dimensions: undefined };
  const definition = multiPartitions(
    Object.fromEntries(dimensions.map(([name, value]) => [name, staticPartitions([value])])),
  );
  return { key, definition, dimensions: Object.fromEntries(dimensions) };
}
