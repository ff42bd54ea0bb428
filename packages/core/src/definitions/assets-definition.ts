import type { Schema } from "../schema/schema.ts";
import type { Resource } from "../resources/resource.ts";
import type { AssetKey } from "./asset-key.ts";
import type { Fault } from "./fault.ts";
import type { GraphDefinition, OpDefinition } from "./op-definition.ts";
import type { AnyPartitionMapping, InputShape, Partitions } from "./partition-types.ts";
import type { SourceLocation } from "./source-location.ts";
import type { Awaitable } from "./value-types.ts";

/** How a backfill cuts an asset's partitions into runs. */
export interface BackfillPolicy {
  /** Most partitions per run; `undefined` for all in one run. */
  readonly maxPartitionsPerRun: number | undefined;
}

/** A backfill in which one run covers all partitions. */
export function singleRunBackfill(): BackfillPolicy {
  return { maxPartitionsPerRun: undefined };
}

/** A backfill with at most `maxPartitionsPerRun` partitions per run. Default 1. */
export function multiRunBackfill(maxPartitionsPerRun: number = 1): BackfillPolicy {
  return { maxPartitionsPerRun };
}

/** One asset as machinery sees it. */
export interface AssetSpec {
  readonly key: AssetKey;
  /** Name of the output that produces it. */
  readonly outputName: string;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ioManagerKey: string;
  readonly partitions: Partitions | undefined;
  readonly group: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly kinds: readonly string[];
  readonly owners: readonly string[];
  readonly codeVersion: string | undefined;
  readonly required: boolean;
  readonly backfillPolicy: BackfillPolicy | undefined;
}

/** How one asset depends on another. */
export interface AssetDependency {
  readonly key: AssetKey;
  /** Input that loads it; absent for an ordering dependency. */
  readonly inputName: string | undefined;
  readonly mapping: AnyPartitionMapping | undefined;
  readonly shape: InputShape | undefined;
  /** Partitions of an upstream that is named by key only. */
  readonly declaredPartitions: Partitions | undefined;
  /** The definition that was given, when it was an object. */
  readonly upstream: AssetsDefinition | SourceAssetDefinition | undefined;
}

/** A check that a definition evaluates. */
export interface AssetCheckSpec {
  readonly asset: AssetKey;
  readonly name: string;
  readonly blocking: boolean;
  readonly description: string | undefined;
}

/** One computation that makes one or several assets. */
export interface AssetsDefinition {
  readonly kind: "assets";
  readonly node: OpDefinition | GraphDefinition;
  /** In the order of the outputs. */
  readonly specs: readonly AssetSpec[];
  readonly dependencies: readonly AssetDependency[];
  /** Checks whose results the body reports itself. */
  readonly checks: readonly AssetCheckSpec[];
  readonly canSubset: boolean;
  /** Output name → keys that it is made from; default all dependencies. */
  readonly internalDependencies: Readonly<Record<string, readonly AssetKey[]>>;
  /** Resources bound to this definition, by `withResources` or an option. */
  readonly bound: Readonly<Record<string, Resource>>;
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}

/** What an observation of an external asset says. */
export interface ObserveResult {
  readonly dataVersion?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** An asset that is made elsewhere. */
export interface SourceAssetDefinition {
  readonly kind: "source";
  readonly key: AssetKey;
  /** Schema that a loaded value must fit. */
  readonly schema: Schema | undefined;
  readonly description: string | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ioManagerKey: string;
  readonly partitions: Partitions | undefined;
  readonly group: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly kinds: readonly string[];
  readonly owners: readonly string[];
  /** The op that observes it, for an observable source. */
  readonly observe: OpDefinition | undefined;
  readonly bound: Readonly<Record<string, Resource>>;
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}

/** A check with a computation of its own. */
export interface AssetCheckDefinition {
  readonly kind: "asset-check";
  readonly spec: AssetCheckSpec;
  readonly node: OpDefinition;
  readonly dependencies: readonly AssetDependency[];
  readonly bound: Readonly<Record<string, Resource>>;
  readonly faults: readonly Fault[];
  readonly location: SourceLocation;
}

/** The function of an observable source. */
export type Observe<Context> = (context: Context) => Awaitable<ObserveResult | string | undefined>;
