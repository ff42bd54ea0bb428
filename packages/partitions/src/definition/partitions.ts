import type { DynamicPartitions } from "./dynamic-partitions.ts";
import type { DimensionKeys, Dimensions, MultiPartitions } from "./multi-partitions.ts";
import type { MultiPartitionKey } from "./multi-partition-key.ts";
import type { StaticPartitions } from "./static-partitions.ts";
import type { TimePartitions } from "./time-partitions.ts";

/** Any partitions definition. */
export type Partitions = StaticPartitions | TimePartitions | DynamicPartitions | MultiPartitions;

/** The texts that are keys of a definition, as far as types know; `never` for none. */
export type PartitionKeyText<P extends Partitions | undefined> =
  P extends StaticPartitions<infer Key> ? Key : P extends Partitions ? string : never;

/** What a step sees as its partition key: a text, or for a multi definition a record by dimension. */
export type PartitionKeyOf<P extends Partitions | undefined> =
  P extends MultiPartitions<infer D extends Dimensions>
    ? MultiPartitionKey<DimensionKeys<D>>
    : PartitionKeyText<P>;
