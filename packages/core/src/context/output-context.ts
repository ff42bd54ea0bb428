import type { AssetKey } from "../definitions/asset-key.ts";
import type {
  Partitions,
  TimeWindowLike,
  PartitionKeyRangeLike,
} from "../definitions/partition-types.ts";
import type { Schema } from "../schema/schema.ts";
import type { Instance } from "../instance/instance.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { UserEvent } from "../results/user-events.ts";
import type { Log } from "./log.ts";

/** What input and output contexts of IO managers share. */
export interface IOContext {
  /** Name of the input or output. */
  readonly name: string;
  readonly jobName: string;
  /** The run that is going on. */
  readonly runId: string;
  readonly stepKey: string;
  readonly opName: string;
  /** Metadata of the definition, as it was written: of the output or asset, or of the input. */
  readonly definitionMetadata: Readonly<Record<string, unknown>>;
  /** Config of the IO manager's resource. */
  readonly resourceConfig: unknown;
  /** Resources that the IO manager's resource declares. */
  readonly resources: Readonly<Record<string, unknown>>;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly instance: Instance;
  /** Tags of the run. */
  readonly tags: Readonly<Record<string, string>>;
  /** Schema of the value, where it is declared. */
  readonly schema: Schema | undefined;

  readonly hasAssetKey: boolean;
  /** @throws CORE_CONTEXT_MEMBER when there is no asset */
  readonly assetKey: AssetKey;

  /** Whether the run has exactly one partition key. */
  readonly hasPartitionKey: boolean;
  /** The run's partition key. @throws CORE_CONTEXT_MEMBER when there is none or several */
  readonly partitionKey: string;

  /** Whether the asset is partitioned (in an input: the upstream). */
  readonly hasAssetPartitions: boolean;
  /** @throws CORE_CONTEXT_MEMBER when there are several keys or none */
  readonly assetPartitionKey: string;
  /** In an input: the keys of the upstream after mapping. */
  readonly assetPartitionKeys: readonly string[];
  readonly assetPartitionKeyRange: PartitionKeyRangeLike;
  /** @throws CORE_CONTEXT_MEMBER when the definition has no time windows */
  readonly assetPartitionsTimeWindow: TimeWindowLike;
  readonly assetPartitionsDefinition: Partitions;

  /**
   * Where the value is found: the parts of the asset key and the partition key, or `[run id, step key, output name,
   * mapping key?]` of an op's output.
   */
  readonly identifier: readonly string[];
  /** Parts of the asset key, and the partition key. */
  readonly assetIdentifier: readonly string[];
  logEvent(event: UserEvent): Promise<void>;
}

/** What an IO manager knows when it stores a value. */
export interface OutputContext extends IOContext {
  readonly mappingKey: string | undefined;
  /** Metadata that the body gave with this value. */
  readonly outputMetadata: MetadataInput;
  /** Config of this output, from `ops.<name>.outputs`. */
  readonly config: unknown;
  /** Resource key of the IO manager. */
  readonly managerKey: string;
  /** Data version of the value. */
  readonly version: string | undefined;
  /** Code version of the asset or op. */
  readonly codeVersion: string | undefined;
  /** Data versions of the assets that were read, user key → version. */
  readonly inputVersions: Readonly<Record<string, string>>;
  /** Always `[run id, step key, output name, mapping key?]`. */
  readonly runScopedIdentifier: readonly string[];
  /**
   * Adds metadata to the output and its materialization. Calls merge.
   *
   * @throws CORE_METADATA when a key was added before
   */
  addOutputMetadata(metadata: MetadataInput): void;
}
