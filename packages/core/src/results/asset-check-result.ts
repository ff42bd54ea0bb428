import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";

/** What an asset check found. */
export interface AssetCheckResultOptions {
  readonly passed: boolean;
  /** How bad a failure is. Default `ERROR`; only a failed `ERROR` of a blocking check stops what is downstream. */
  readonly severity?: "WARN" | "ERROR";
  readonly metadata?: MetadataInput;
  readonly description?: string;
  /** Needed where a body reports on several checks. */
  readonly checkName?: string;
  readonly assetKey?: AssetKeyLike;
}

/** The outcome of an asset check. Made by {@link assetCheckResult}. */
export interface AssetCheckResult extends AssetCheckResultOptions {
  readonly kind: "asset-check-result";
}

/** The outcome of an asset check, to return or yield. */
export function assetCheckResult(options: AssetCheckResultOptions): AssetCheckResult {
  return { kind: "asset-check-result", ...options };
}
