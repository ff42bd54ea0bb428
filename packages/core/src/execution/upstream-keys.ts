import {
  defaultPartitionMapping,
  resolveInputShape,
  type InputShape,
  type Partitions,
  type PartitionsContext,
} from "@heddle/partitions";
import type { AssetDependency } from "../definitions/assets-definition.ts";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { listed } from "../definitions/fault.ts";
import { CoreError } from "../errors.ts";

/** What an input reads: in which shape, and which partitions of the upstream. */
export interface InputReading {
  readonly shape: InputShape;
  /** Undefined for an unpartitioned upstream. */
  readonly keys: readonly string[] | undefined;
}

/**
 * The partitions of an upstream that a reader needs.
 *
 * @param keys the reader's own keys in this run; empty for an unpartitioned reader
 * @throws CORE_PARTITION_MISMATCH when a needed key does not exist upstream
 */
export function readingOf(
  dependency: AssetDependency,
  upstream: Partitions | undefined,
  downstream: Partitions | undefined,
  keys: readonly string[],
  context: PartitionsContext,
): InputReading {
  const shape = resolveInputShape(
    { shape: dependency.shape, mapping: dependency.mapping },
    upstream,
    downstream,
  );
  if (upstream === undefined) return { shape, keys: undefined };
  const mapping = dependency.mapping ?? defaultPartitionMapping(upstream, downstream);
  const subset =
    downstream === undefined || keys.length === 0
      ? undefined
      : downstream.subsetWithKeys(keys, context);
  const result = mapping === undefined ? undefined : mapping.upstreamOf(subset, upstream, context);
  if (result === undefined) return { shape, keys: [...upstream.iteratePartitionKeys(context)] };
  if (!result.requiredButNonexistent.isEmpty) {
    throw new CoreError({
      code: "CORE_PARTITION_MISMATCH",
      message: `partition ${listed(keys)} needs partitions of "${assetKeyToUserString(dependency.key)}" that do not exist: ${listed(result.requiredButNonexistent.keys())}`,
      hint: "Allow nonexistent upstream partitions in the mapping, or materialize a partition whose upstream exists.",
    });
  }
  return { shape, keys: [...result.subset.keys()] };
}
