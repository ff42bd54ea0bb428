import type { AssetContext } from "../context/step-context.ts";
import type { ResourceRequirements, ResourceValues } from "../resources/resource.ts";
import type { Schema } from "../schema/schema.ts";
import type { AssetKeyLike } from "./asset-key.ts";
import type { AssetCheckSpecOptions } from "./asset-check.ts";
import type { AssetDepLike } from "./asset-dep.ts";
import type {
  AssetsDefinition,
  BackfillPolicy,
  SourceAssetDefinition,
} from "./assets-definition.ts";
import type { AssetIn } from "./asset-in.ts";
import type { Hook } from "./hook.ts";
import type { Partitions, ShapedInput } from "./partition-types.ts";
import type { RetryPolicy } from "./retry-policy.ts";
import type { types } from "./types-symbol.ts";
import type { Delivered, Simplify } from "./value-types.ts";

/**
 * A stored thing that a computation of ours makes, or that is made elsewhere. `Value` is what was produced, `P` its
 * partitions, `Requires` the resources and IO managers that its surroundings must provide.
 */
export interface Asset<out Value = unknown, out P = Partitions | undefined, in Requires = never> {
  readonly kind: "asset";
  readonly key: readonly string[];
  readonly partitions: P;
  readonly definition: AssetsDefinition | SourceAssetDefinition;
  readonly [types]: { readonly value: Value; readonly requires: (environment: Requires) => void };
}

/** Several assets of one computation; `outs` holds each as an {@link Asset}. */
export interface MultiAsset<out Outs = unknown, in Requires = never> {
  readonly kind: "multi-asset";
  readonly outs: Outs;
  readonly definition: AssetsDefinition;
  readonly [types]: { readonly requires: (environment: Requires) => void };
}

/** Value of an asset as it was produced. */
export type AssetValue<A> = A extends Asset<infer Value> ? Value : never;
/** Partitions of an asset. */
export type AssetPartitions<A> = A extends Asset<unknown, infer P> ? P : never;

/** Refuses an upstream without a stored value. */
export type Loadable<A> = [AssetValue<A>] extends [void]
  ? [AssetValue<A>] extends [never]
    ? unknown
    : [AssetValue<A>] extends [undefined]
      ? "this asset produces no value: name it in `deps` instead"
      : "this asset produces no value: name it in `deps` instead"
  : unknown;

/** Inputs of an asset: name → upstream asset or {@link AssetIn}. */
export type AssetIns = Readonly<Record<string, Asset | AssetIn>>;

/** Refuses upstreams without a stored value among the inputs. */
export type LoadableIns<Ins> = {
  readonly [K in keyof Ins]: Ins[K] extends Asset ? Loadable<Ins[K]> : unknown;
};

/** What the body gets for its inputs. */
export type InputValues<Ins, P> = {
  readonly [K in keyof Ins]: Ins[K] extends AssetIn<infer Value, infer U, infer Shape>
    ? ShapedInput<Value, U, P, Shape>
    : Ins[K] extends Asset<infer Value, infer U>
      ? ShapedInput<Delivered<Value>, U, P, "default">
      : never;
};

/** Options that all makers of assets share. */
export interface AssetOptionsBase<
  Ins extends AssetIns,
  P extends Partitions | undefined,
  Config,
  Input,
  Needs extends ResourceRequirements,
> {
  /** Inputs that are loaded: name → upstream asset, or `assetIn(…)` for more options. */
  readonly ins?: Ins & LoadableIns<NoInfer<Ins>>;
  /** Upstream assets that are not loaded: order and lineage only. */
  readonly deps?: readonly AssetDepLike[];
  readonly description?: string;
  readonly partitions?: P;
  /** Schema of `context.config`, given under `ops.<op name>.config`. */
  readonly config?: Schema<Config, Input>;
  /** Resources of the body, key → resource or type. */
  readonly resources?: Needs;
  /** Group in lists and selections. Default `default`. */
  readonly group?: string;
  /** Tags of the computation, e.g. `dagster/priority`. */
  readonly opTags?: Readonly<Record<string, string>>;
  readonly retryPolicy?: RetryPolicy;
  readonly backfillPolicy?: BackfillPolicy;
  /** Name of the pool whose limit holds over all runs of the instance. */
  readonly pool?: string;
  /** Longest time for one try, in milliseconds. */
  readonly timeoutMs?: number;
  readonly hooks?: readonly Hook[];
  /** Checks whose results the body reports itself, in `materializeResult` or by yielding them. */
  readonly checks?: readonly AssetCheckSpecOptions[];
}

/** Options of {@link asset}. */
export interface AssetOptions<
  Ins extends AssetIns,
  P extends Partitions | undefined,
  Config,
  Input,
  Needs extends ResourceRequirements,
  IO extends string,
  Req extends boolean,
> extends AssetOptionsBase<Ins, P, Config, Input, Needs> {
  /** Last part of the key. */
  readonly name?: string;
  /** Parts before the name. */
  readonly keyPrefix?: AssetKeyLike;
  /** The whole key, instead of name and prefix. */
  readonly key?: AssetKeyLike;
  /** What IO managers and tools read, e.g. `wandbArtifact({ … })`. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Resource key of the IO manager. Default `io_manager`. */
  readonly ioManagerKey?: IO;
  /** Whether the step fails without a value. Default true; with false, `undefined` means: nothing this time. */
  readonly outputRequired?: Req;
  readonly tags?: Readonly<Record<string, string>>;
  /** At most three, e.g. `["onnx"]`. */
  readonly kinds?: readonly string[];
  /** The older form of `kinds`: one. */
  readonly computeKind?: string;
  /** E-mail addresses, or `team:name`. */
  readonly owners?: readonly string[];
  readonly codeVersion?: string;
  /** Schema that the value must fit, checked when it is produced. */
  readonly type?: Schema;
  /** Name of the op, under which config stands. Default: the key's parts joined by `__`. */
  readonly opName?: string;
}

/** The body of an asset. */
export type AssetBody<
  Ins extends AssetIns,
  P extends Partitions | undefined,
  Config,
  Needs,
  Return,
> = (
  inputs: Simplify<InputValues<Ins, P>>,
  context: AssetContext<Config, ResourceValues<Needs>, P>,
) => Return;
