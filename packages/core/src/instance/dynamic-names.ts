import type { PartitionsDefinition } from "@heddle/partitions";

/** Names of the dynamic definitions that a definition is or contains. */
export function dynamicNames(partitions: PartitionsDefinition): readonly string[] {
  if (partitions.kind === "dynamic" && "name" in partitions) return [partitions.name as string];
  if (partitions.kind === "multi" && "dimensions" in partitions) {
    return Object.values(
      partitions.dimensions as Readonly<Record<string, PartitionsDefinition>>,
    ).flatMap(dynamicNames);
  }
  return [];
}
