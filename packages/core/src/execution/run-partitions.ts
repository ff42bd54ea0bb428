import type { PartitionKeyRange, Partitions, PartitionsContext } from "@heddle/partitions";
import { CoreError } from "../errors.ts";

/** The partitions that a run is over. */
export interface RunPartitions {
  /** Keys in definition order; empty for a run without partitions. */
  readonly keys: readonly string[];
  /** The definition that the keys belong to. */
  readonly definition: Partitions | undefined;
  readonly range: PartitionKeyRange | undefined;
  /** Time and dynamic keys that hold for the whole run. */
  readonly context: PartitionsContext;
}

/** What a caller asks for. */
export interface PartitionChoice {
  readonly partitionKey?: string | Readonly<Record<string, string>> | undefined;
  readonly partitionRange?: PartitionKeyRange | undefined;
}

/**
 * The partitions of a run.
 *
 * @throws CORE_INVALID_INVOCATION when the job has no partitions, or needs a key; PARTITIONS_UNKNOWN_KEY with the nearest keys
 */
export function choosePartitions(
  jobName: string,
  definition: Partitions | undefined,
  choice: PartitionChoice,
  context: PartitionsContext,
): RunPartitions {
  const { partitionKey, partitionRange } = choice;
  if (partitionKey !== undefined && partitionRange !== undefined) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `"${jobName}" was given a partition key and a range`,
      hint: "Give one of them.",
    });
  }
  if (partitionKey === undefined && partitionRange === undefined)
    return { keys: [], definition, range: undefined, context };
  if (definition === undefined) {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: `"${jobName}" has no partitions, but partition ${JSON.stringify(partitionKey ?? partitionRange)} was given`,
      hint: "Leave the key out, or select a partitioned asset.",
    });
  }
  if (partitionKey !== undefined) {
    const text =
      typeof partitionKey === "string" ? partitionKey : keyText(definition, partitionKey);
    const key = definition.checkPartitionKey(text, context);
    return { keys: [key], definition, range: undefined, context };
  }
  const range = partitionRange as PartitionKeyRange;
  return { keys: definition.getPartitionKeysInRange(range, context), definition, range, context };
}

/** Tags that tell a run's partitions. */
export function partitionTags(partitions: RunPartitions): Readonly<Record<string, string>> {
  if (partitions.range !== undefined) {
    return {
      "dagster/asset_partition_range_start": partitions.range.start,
      "dagster/asset_partition_range_end": partitions.range.end,
    };
  }
  const [key] = partitions.keys;
  return key === undefined
    ? {}
    : { "dagster/partition": key, ...dimensionTags(partitions.definition, key) };
}

/** `dagster/partition/<dimension>` for each dimension of a key. */
export function dimensionTags(
  definition: Partitions | undefined,
  key: string,
): Readonly<Record<string, string>> {
  if (definition?.kind !== "multi") return {};
  return Object.fromEntries(
    Object.entries(definition.parseKey(key)).map(([name, part]) => [
      `dagster/partition/${name}`,
      part as string,
    ]),
  );
}

function keyText(definition: Partitions, parts: Readonly<Record<string, string>>): string {
  if (definition.kind === "multi") return String(definition.key(parts));
  throw new CoreError({
    code: "CORE_INVALID_INVOCATION",
    message: `a partition key by dimension was given to ${definition.describe()}`,
    hint: "Give the key as text.",
  });
}
