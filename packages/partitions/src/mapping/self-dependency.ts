import type { Problem } from "@heddle/errors";
import type { Partitions } from "../definition/partitions.ts";
import { dimensionMappings } from "./multi-mapping.ts";
import type { PartitionMapping } from "./partition-mapping.ts";
import { TimeWindowMapping } from "./time-window-mapping.ts";

/**
 * What prevents an asset from depending on its own partitions by a mapping: only earlier windows may be needed, else a partition
 * would wait for itself.
 *
 * @param partitions the asset's own definition
 * @returns empty when the mapping reaches strictly back in time, for a multi definition on its time dimension
 */
export function selfDependencyProblems(
  mapping: PartitionMapping | undefined,
  partitions: Partitions | undefined,
): readonly Problem[] {
  const back =
    partitions?.kind === "multi"
      ? Object.entries((mapping === undefined ? undefined : dimensionMappings(mapping)) ?? {}).some(
          ([name, inner]) =>
            partitions.dimensions[name]?.kind === "time" &&
            inner.dimension === name &&
            reachesBack(inner.mapping),
        )
      : partitions?.kind === "time" && reachesBack(mapping);
  return back
    ? []
    : [
        {
          message: "an asset can depend on its own partitions only through earlier time windows",
          hint: "use previousPartition(), or timeWindowMapping with negative startOffset and endOffset",
        },
      ];
}

function reachesBack(mapping: PartitionMapping | undefined): boolean {
  return mapping instanceof TimeWindowMapping && mapping.startOffset < 0 && mapping.endOffset < 0;
}
