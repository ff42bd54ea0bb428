import type {
  InputShape,
  PartitionKeyOf,
  PartitionKeyRange,
  PartitionKeyText,
  PartitionMapping,
  Partitions,
  ResolvedInputShape,
  TimeWindow,
} from "@heddle/partitions";
import type { PartitionedInput } from "../io-managers/partitioned-input.ts";

/** Any partition mapping. */
export type AnyPartitionMapping = PartitionMapping;
export type { InputShape, PartitionKeyText, PartitionMapping, Partitions };
/** A range of keys, both ends inclusive. */
export type PartitionKeyRangeLike = PartitionKeyRange;
/** A half-open span of time. */
export type TimeWindowLike = TimeWindow;

/** What the context of a partitioned asset has besides. */
export interface PartitionContext<out P extends Partitions> {
  /** The run's key. @throws CORE_CONTEXT_MEMBER in a run over several keys */
  readonly partitionKey: PartitionKeyOf<P>;
  /** All keys of the run, in definition order. */
  readonly partitionKeys: readonly PartitionKeyOf<P>[];
  /** First and last key of the run as text. */
  readonly partitionKeyRange: PartitionKeyRange;
  /** From the start of the first to the end of the last key's window. @throws CORE_CONTEXT_MEMBER without a time dimension */
  readonly partitionTimeWindow: TimeWindow;
}

/** The shape that an input declares: by its `shape`, else by its mapping, else by the table. */
export type DeclaredShape<M, S> = [S] extends [never]
  ? M extends PartitionMapping<infer Shape>
    ? Shape
    : "default"
  : S;

/** The type of an input: a value, a value or undefined, or a keyed collection. */
export type ShapedInput<Value, U, D, Declared> =
  ShapeOf<Declared, U, D> extends "single"
    ? Value
    : ShapeOf<Declared, U, D> extends "optional"
      ? Value | undefined
      : PartitionedInput<Value, Extract<U, Partitions>>;

type ShapeOf<Declared, U, D> = ResolvedInputShape<
  Extract<Declared, InputShape | "default">,
  Extract<U, Partitions | undefined>,
  Extract<D, Partitions | undefined>
>;
