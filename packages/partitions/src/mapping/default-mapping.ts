import type { Partitions } from "../definition/partitions.ts";
import { identityMapping } from "./identity-mapping.ts";
import { inferDimension, multiToSingleMapping } from "./multi-to-single-mapping.ts";
import type { PartitionMapping } from "./partition-mapping.ts";
import { timeWindowMapping } from "./time-window-mapping.ts";
import { allPartitions } from "./whole-mappings.ts";

/**
 * The mapping of a dependency that names none: all for an unpartitioned reader, by dimension between a multi definition
 * and one that fits one of its dimensions, by overlap between time windows, else by equal keys.
 *
 * @returns undefined for an unpartitioned upstream, where there is nothing to map
 */
export function defaultPartitionMapping(
  upstream: Partitions | undefined,
  downstream: Partitions | undefined,
): PartitionMapping | undefined {
  if (upstream === undefined) return undefined;
  if (downstream === undefined) return allPartitions();
  if ((upstream.kind === "multi") !== (downstream.kind === "multi")) {
    if (inferDimension(upstream, downstream).dimension !== undefined) return multiToSingleMapping();
  }
  return upstream.kind === "time" && downstream.kind === "time"
    ? timeWindowMapping()
    : identityMapping();
}
