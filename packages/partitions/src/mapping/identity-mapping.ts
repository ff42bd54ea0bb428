import { noKeys, textKeys } from "../subset/text-keys.ts";
import { downstreamMissing, requireValid } from "./mapping-errors.ts";
import type { PartitionMapping } from "./partition-mapping.ts";

/**
 * Each downstream key needs the upstream key of the same text. Between different definitions a downstream key that the
 * upstream does not have is required but does not exist.
 */
export function identityMapping(): PartitionMapping<"single", never> {
  return {
    kind: "identity",
    shape: "single",
    description: "each downstream partition depends on the upstream partition with the same key",
    upstreamOf: (downstream, upstreamPartitions, context) => {
      if (downstream === undefined) return requireDownstream();
      if (downstream.definition.equals(upstreamPartitions)) {
        const subset = upstreamPartitions.emptySubset().union(downstream);
        return { subset, requiredButNonexistent: noKeys };
      }
      const pinned = { ...context, currentTime: context?.currentTime ?? Date.now() };
      const has = upstreamPartitions.keyTest(pinned);
      const known: string[] = [];
      const missing: string[] = [];
      for (const key of downstream.keys()) (has(key) ? known : missing).push(key);
      return {
        subset: upstreamPartitions.subsetWithKeys(known, pinned),
        requiredButNonexistent: textKeys(missing),
      };
    },
    downstreamOf: (upstream, downstreamPartitions, context) => {
      if (upstream.definition.equals(downstreamPartitions))
        return downstreamPartitions.emptySubset().union(upstream);
      const pinned = { ...context, currentTime: context?.currentTime ?? Date.now() };
      const has = downstreamPartitions.keyTest(pinned);
      return downstreamPartitions.subsetWithKeys([...upstream.keys()].filter(has), pinned);
    },
    validate: (_upstreamPartitions, downstreamPartitions) =>
      downstreamPartitions === undefined ? [downstreamMissing("identity")] : [],
  };
}

function requireDownstream(): never {
  requireValid("identity", [downstreamMissing("identity")]);
  throw new TypeError("unreachable");
}
