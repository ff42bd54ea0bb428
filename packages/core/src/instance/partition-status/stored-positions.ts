import type { PartitionsContext, PartitionsDefinition } from "@heddle/partitions";
import type { StoredPartitionsSubset } from "../event-data.ts";

/** Positions of a stored subset, as ranges; none when it belongs to another definition. */
export function storedPositions(
  partitions: PartitionsDefinition,
  stored: StoredPartitionsSubset,
  context: PartitionsContext,
): readonly (readonly [from: number, to: number])[] {
  // The id of a dynamic definition changes with every key, and its keys keep their meaning.
  const sameMeaning =
    partitions.kind === "dynamic" || stored.definitionId === partitions.getDefinitionId(context);
  if (!sameMeaning) return [];
  const found: (readonly [from: number, to: number])[] = [];
  for (const { start, end } of stored.ranges) {
    if (partitions.kind === "multi") {
      for (const key of partitions.getPartitionKeysInRange({ start, end }, context)) {
        const position = partitions.getPartitionKeyIndex(key, context);
        if (position !== undefined) found.push([position, position + 1]);
      }
      continue;
    }
    const from = partitions.getPartitionKeyIndex(start, context);
    const to = partitions.getPartitionKeyIndex(end, context);
    if (from !== undefined && to !== undefined) found.push([from, to + 1]);
  }
  return found;
}
