import type { Partitions } from "../definition/partitions.ts";
import { noKeys, textKeys } from "../subset/text-keys.ts";
import { invalidMapping } from "./mapping-errors.ts";
import type { PartitionMapping } from "./partition-mapping.ts";

/**
 * Every downstream key needs every existing upstream key. What an unpartitioned reader gets by default.
 */
export function allPartitions(): PartitionMapping<"keyed", never> {
  return {
    kind: "all",
    shape: "keyed",
    description: "each downstream partition depends on all upstream partitions",
    upstreamOf: (_downstream, upstreamPartitions, context) => ({
      subset: upstreamPartitions.allSubset(context),
      requiredButNonexistent: noKeys,
    }),
    downstreamOf: (upstream, downstreamPartitions, context) =>
      upstream.isEmpty
        ? downstreamPartitions.emptySubset()
        : downstreamPartitions.allSubset(context),
    validate: () => [],
  };
}

/** Every downstream key needs the last existing upstream key; nothing while there is none. */
export function lastPartition(): PartitionMapping<"optional", never> {
  return {
    kind: "last",
    shape: "optional",
    description: "each downstream partition depends on the last upstream partition",
    upstreamOf: (_downstream, upstreamPartitions, context) => {
      const last = upstreamPartitions.getLastPartitionKey(context);
      return {
        subset:
          last === undefined
            ? upstreamPartitions.emptySubset()
            : upstreamPartitions.subsetWithKeys([last], context),
        requiredButNonexistent: noKeys,
      };
    },
    downstreamOf: (upstream, downstreamPartitions, context) => {
      const last = upstream.definition.getLastPartitionKey(context);
      return last !== undefined && upstream.has(last)
        ? downstreamPartitions.allSubset(context)
        : downstreamPartitions.emptySubset();
    },
    validate: () => [],
  };
}

/**
 * Every downstream key needs exactly these upstream keys.
 *
 * @param keys at least one; literals are kept, so that a key which the upstream does not have is a type error
 * @throws PARTITIONS_INVALID_MAPPING for an empty list
 */
export function specificPartitions<const Key extends string>(
  keys: readonly Key[],
): PartitionMapping<"keyed", Key> {
  if (keys.length === 0) throw invalidMapping("specificPartitions needs at least one key");
  return {
    kind: "specific",
    shape: "keyed",
    description: `each downstream partition depends on the upstream partitions ${keys.join(", ")}`,
    upstreamOf: (_downstream, upstreamPartitions, context) => {
      const known = keys.filter((key) => upstreamPartitions.hasPartitionKey(key, context));
      return {
        subset: upstreamPartitions.subsetWithKeys(known, context),
        requiredButNonexistent: textKeys(keys.filter((key) => !known.includes(key))),
      };
    },
    downstreamOf: (upstream, downstreamPartitions, context) =>
      keys.some((key) => upstream.has(key))
        ? downstreamPartitions.allSubset(context)
        : downstreamPartitions.emptySubset(),
    validate: (upstreamPartitions: Partitions, _downstreamPartitions, context) =>
      upstreamPartitions.kind === "static"
        ? keys
            .filter((key) => !upstreamPartitions.hasPartitionKey(key, context))
            .map((key) => ({
              message: `"${key}" is not a key of ${upstreamPartitions.describe()}`,
              hint: `its keys are ${upstreamPartitions.keys.slice(0, 10).join(", ")}`,
            }))
        : [],
  };
}
