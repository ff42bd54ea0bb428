import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { AssetCheckResult } from "./asset-check-result.ts";

/** What {@link materializeResult} may hold. */
export interface MaterializeResultOptions {
  /** Which asset; needed only in a multi-asset. */
  readonly assetKey?: AssetKeyLike;
  readonly metadata?: MetadataInput;
  readonly dataVersion?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly checkResults?: readonly AssetCheckResult[];
  /** In a run over several partitions: the key that this belongs to. */
  readonly partitionKey?: string;
}

/** Says that an asset was made; without a value no IO manager is called. Made by {@link materializeResult}. */
export interface MaterializeResult<out Value = unknown> extends MaterializeResultOptions {
  readonly kind: "materialize-result";
  readonly value: Value;
  readonly hasValue: boolean;
}

/**
 * The result of an asset with its metadata and checks.
 *
 * @param options with `value` the value goes to the IO manager; without, the body stored the asset itself
 *
 * @example
 * ```ts
 * asset({ name: "table" }, async () => {
 *   const rows = await copyIntoWarehouse();
 *   return materializeResult({ metadata: { rows } });
 * });
 * ```
 */
export function materializeResult<Value>(
  options: MaterializeResultOptions & { readonly value: Value },
): MaterializeResult<Value>;
export function materializeResult(options?: MaterializeResultOptions): MaterializeResult<void>;
export function materializeResult(
  options: MaterializeResultOptions & { readonly value?: unknown } = {},
): MaterializeResult {
  return {
    kind: "materialize-result",
    ...options,
    value: options.value,
    hasValue: "value" in options,
  };
}
