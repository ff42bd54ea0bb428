import type { Schema } from "../schema/schema.ts";
import { assetKey, type AssetKeyLike } from "./asset-key.ts";
import type { Asset, AssetPartitions, AssetValue, Loadable } from "./asset-types.ts";
import type { InputMetadata } from "./input-metadata.ts";
import type {
  AnyPartitionMapping,
  DeclaredShape,
  InputShape,
  PartitionKeyText,
  PartitionMapping,
  Partitions,
} from "./partition-types.ts";
import type { types } from "./types-symbol.ts";
import type { AsProduced, ReadValue, Settled } from "./value-types.ts";

/** An input of an asset with options. Made by {@link assetIn}. */
export interface AssetIn<
  out Value = unknown,
  out P = Partitions | undefined,
  out Shape = InputShape | "default",
> {
  readonly kind: "asset-in";
  readonly [types]: { readonly value: Value; readonly partitions: P; readonly shape: Shape };
  /** The upstream: an object, a key, or `undefined` for the asset with the input's name. */
  readonly upstream: Asset | readonly string[] | undefined;
  readonly keyPrefix: readonly string[] | undefined;
  readonly type: Schema | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly mapping: AnyPartitionMapping | undefined;
  readonly shape: InputShape | undefined;
  readonly inputManagerKey: string | undefined;
  readonly declaredPartitions: Partitions | undefined;
}

/** Options of an input that names its upstream by object. */
export interface AssetInOptions<M, Reads, Keys, S extends InputShape> {
  /** Which partitions of the upstream are read. Default: by the two definitions. */
  readonly mapping?: M;
  /** How they arrive: one value, a value or undefined, or a keyed collection. Default: by mapping and definitions. */
  readonly shape?: S;
  /** What the IO manager should know when it loads, e.g. `fromWandb({ … })`; plain objects do as well. */
  readonly metadata?: InputMetadata<Reads, Keys> | PlainMetadata;
  /** Resource key of the manager that loads instead of the upstream's. */
  readonly inputManagerKey?: string;
}

/** Metadata without types of its own. */
export interface PlainMetadata {
  readonly [key: string]: unknown;
}

/** Options of an input that names its upstream by key. */
export interface AssetKeyInOptions<
  M,
  Reads,
  Keys,
  S extends InputShape,
  T,
  P extends Partitions | undefined,
> extends AssetInOptions<M, Reads, Keys, S> {
  /** Type of the value; a schema is checked when it is loaded. */
  readonly type?: Schema<T>;
  /** Partitions of the upstream. */
  readonly partitions?: P;
  /** Parts before the input's name, which is the last part of the key. Not together with a key. */
  readonly keyPrefix?: AssetKeyLike;
}

/**
 * An input of an asset: what it reads and how.
 *
 * @param upstream an asset, or its key. Without either the key is the input's own name
 * @param options mapping, shape, metadata, input manager; for a key also type and partitions
 *
 * @example
 * ```ts
 * asset({ name: "total", ins: { rows: assetIn(rows, { mapping: allPartitions() }) } }, async ({ rows }) => rows.size);
 * asset({ name: "report", ins: { rows: assetIn("rows", { type: type<number[]>() }) } }, ({ rows }) => rows.length);
 * ```
 */
export function assetIn<
  T = unknown,
  P extends Partitions | undefined = undefined,
  M extends AnyPartitionMapping = PartitionMapping<"default", never>,
  Reads = AsProduced,
  Keys extends PartitionKeyText<P> | "*" = never,
  S extends InputShape = never,
>(
  key?: string | readonly string[],
  options?: AssetKeyInOptions<M, Reads, Keys, S, T, P>,
): AssetIn<
  ReadValue<Settled<T>, Settled<Reads>>,
  Settled<P>,
  DeclaredShape<Settled<M>, Settled<S>>
>;
export function assetIn<
  A extends Asset,
  M extends PartitionMapping<InputShape | "default", PartitionKeyText<AssetPartitions<A>>> =
    PartitionMapping<"default", never>,
  Reads = AsProduced,
  Keys extends PartitionKeyText<AssetPartitions<A>> | "*" = never,
  S extends InputShape = never,
>(
  upstream: A & Loadable<A>,
  options?: AssetInOptions<M, Reads, Keys, S>,
): AssetIn<
  ReadValue<AssetValue<A>, Settled<Reads>>,
  AssetPartitions<A>,
  DeclaredShape<Settled<M>, Settled<S>>
>;
export function assetIn(
  upstream?: Asset | AssetKeyLike,
  options: AssetKeyInOptions<
    AnyPartitionMapping,
    unknown,
    unknown,
    InputShape,
    unknown,
    Partitions | undefined
  > = {},
): AssetIn<never, never, never> {
  return {
    kind: "asset-in",
    upstream:
      upstream === undefined
        ? undefined
        : typeof upstream === "object" && "kind" in upstream
          ? upstream
          : assetKey(upstream),
    keyPrefix: options.keyPrefix === undefined ? undefined : assetKey(options.keyPrefix),
    type: options.type,
    metadata: (options.metadata ?? {}) as Readonly<Record<string, unknown>>,
    mapping: options.mapping,
    shape: options.shape,
    inputManagerKey: options.inputManagerKey,
    declaredPartitions: options.partitions,
  } as unknown as AssetIn<never, never, never>;
}
