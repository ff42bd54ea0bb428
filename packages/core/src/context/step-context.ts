import type { AssetKey, AssetKeyLike } from "../definitions/asset-key.ts";
import type { PartitionContext, Partitions } from "../definitions/partition-types.ts";
import type { Instance } from "../instance/instance.ts";
import type { JsonValue } from "../instance/metadata-value.ts";
import type { RunRecord } from "../instance/run-record.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { UserEvent } from "../results/user-events.ts";
import type { AssetCheckResultOptions } from "../results/asset-check-result.ts";
import type { Log } from "./log.ts";

/** Which output metadata belongs to. */
export interface OutputMetadataOptions {
  /** Needed where a step has several outputs. */
  readonly outputName?: string;
  /** Needed for a dynamic output. */
  readonly mappingKey?: string;
  /** In a run over several partitions: only for this key. */
  readonly partitionKey?: string;
}

/** How to load another asset's value from inside a body. */
export interface LoadAssetOptions {
  readonly partitionKey?: string;
  /** Metadata of the input, as an `assetIn` would have it. */
  readonly metadata?: MetadataInput;
}

/** What a body knows of its surroundings. */
export interface StepContext<out Config = unknown, out Resources = unknown> {
  readonly log: Log;
  /** UUID of the run. */
  readonly runId: string;
  readonly run: RunRecord;
  readonly jobName: string;
  readonly stepKey: string;
  /** Name of the op under which it is known here: its alias, if it has one. */
  readonly opName: string;
  readonly config: Config;
  /** The whole run config as it was given, with its references unresolved. */
  readonly runConfig: JsonValue;
  /** Only what the definition declares; anything else is `CORE_UNDECLARED_RESOURCE`. */
  readonly resources: Resources;
  readonly instance: Instance;
  /** Aborts when the run is cancelled or the step's time is up. */
  readonly signal: AbortSignal;
  /** Tags of the run. */
  readonly tags: Readonly<Record<string, string>>;
  /** 0 at the first try, 1 at the first retry. */
  readonly retryNumber: number;
  /** Whether the run is over a partition or a range of them. */
  readonly hasPartitionKey: boolean;
  /** Keys of the assets that this step is to make in this run. */
  readonly selectedAssetKeys: readonly AssetKey[];
  /** Names of the outputs that this step is to produce in this run. */
  readonly selectedOutputNames: readonly string[];
  /** Whether only a part of a subsettable multi-asset is to be made. */
  readonly isSubset: boolean;
  /** The mapping key of a step that runs for one value of a dynamic output. */
  readonly mappingKey: string | undefined;

  /** Adds metadata to an output before it is produced. Calls merge, a repeated key takes the last value. */
  addOutputMetadata(metadata: MetadataInput, options?: OutputMetadataOptions): void;
  /** Adds metadata to the materialization of an asset of this step. */
  addAssetMetadata(
    metadata: MetadataInput,
    options?: { readonly assetKey?: AssetKeyLike; readonly partitionKey?: string },
  ): void;
  /** Stores an event at once. */
  logEvent(event: UserEvent): Promise<void>;
  /** Records that an asset was made by other means. */
  reportMaterialization(
    key: AssetKeyLike,
    options?: { readonly partition?: string; readonly metadata?: MetadataInput },
  ): Promise<void>;
  /** Records something seen about an asset. */
  reportObservation(
    key: AssetKeyLike,
    options?: { readonly partition?: string; readonly metadata?: MetadataInput },
  ): Promise<void>;
  /** Records the outcome of a check. */
  reportCheck(key: AssetKeyLike, checkName: string, result: AssetCheckResultOptions): Promise<void>;
  /** Loads the stored value of any asset of the definitions through its IO manager. */
  loadAsset(key: AssetKeyLike, options?: LoadAssetOptions): Promise<unknown>;

  /** Key of the asset that this step makes; an error in a multi-asset and in an op. */
  readonly assetKey: AssetKey;
  assetKeyForOutput(outputName: string): AssetKey;
  assetKeyForInput(inputName: string): AssetKey;
  /** Partition keys of an input's upstream, after mapping. */
  assetPartitionKeysForInput(inputName: string): readonly string[];
  /** The one partition key of an input's upstream; an error when there are several or none. */
  assetPartitionKeyForInput(inputName: string): string;
  assetPartitionKeysForOutput(outputName?: string): readonly string[];
  assetPartitionKeyForOutput(outputName?: string): string;
}

/** The context of an asset's body; the partition members exist only where the asset has partitions. */
export type AssetContext<Config, Resources, P extends Partitions | undefined> = StepContext<
  Config,
  Resources
> &
  (P extends Partitions ? PartitionContext<P> : {});

/** The context of an op's body. In a partitioned job its run has a partition key. */
export interface OpContext<out Config = unknown, out Resources = unknown> extends StepContext<
  Config,
  Resources
> {
  /** The run's partition key as text; an error when the run has none or several. */
  readonly partitionKey: string;
  readonly partitionKeys: readonly string[];
}
