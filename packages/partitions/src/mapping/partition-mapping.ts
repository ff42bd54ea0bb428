import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { InputShape } from "../shape/input-shape.ts";
import type { KeySet, PartitionsSubset } from "../subset/partitions-subset.ts";

/** The kinds of mappings. */
export type MappingKind =
  | "identity"
  | "all"
  | "last"
  | "specific"
  | "static"
  | "time-window"
  | "multi-to-single"
  | "multi";

/** Upstream keys that some downstream keys need. */
export interface UpstreamResult {
  /** Needed keys that exist. */
  readonly subset: PartitionsSubset;
  /** Needed keys that do not exist upstream now; a run that needs one must not start. */
  readonly requiredButNonexistent: KeySet;
}

/**
 * A two-way relation between the keys of an upstream and of a downstream definition. Immutable and pure.
 *
 * `Shape` is the shape that it gives an input, `UpstreamKey` the keys it names, so that a key which the upstream does not have
 * is a type error.
 */
export interface PartitionMapping<
  out Shape extends InputShape | "default" = InputShape | "default",
  out UpstreamKey = unknown,
> {
  readonly kind: MappingKind;
  /** The shape of an input with this mapping; `default` leaves it to the definitions. */
  readonly shape: Shape;
  /** One sentence for people. */
  readonly description: string;
  /** Exists for types only. */
  readonly "~upstreamKey"?: UpstreamKey;
  /**
   * The upstream keys that downstream keys need.
   *
   * @param downstream the keys of a run; undefined for an unpartitioned reader
   * @throws PARTITIONS_INVALID_MAPPING when the definitions do not fit
   */
  upstreamOf(
    downstream: PartitionsSubset | undefined,
    upstreamPartitions: Partitions,
    context?: PartitionsContext,
  ): UpstreamResult;
  /**
   * The existing downstream keys that need any of the upstream keys.
   *
   * @throws PARTITIONS_INVALID_MAPPING when the definitions do not fit
   */
  downstreamOf(
    upstream: PartitionsSubset,
    downstreamPartitions: Partitions,
    context?: PartitionsContext,
  ): PartitionsSubset;
  /** What prevents this mapping between two definitions; empty when nothing does. */
  validate(
    upstreamPartitions: Partitions,
    downstreamPartitions: Partitions | undefined,
    context?: PartitionsContext,
  ): readonly Problem[];
}
