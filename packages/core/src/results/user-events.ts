import type { AssetKeyLike } from "../definitions/asset-key.ts";
import type { MetadataInput } from "../metadata/metadata-value.ts";
import type { AssetCheckResult } from "./asset-check-result.ts";

/** What {@link assetMaterialization} and {@link assetObservation} hold. */
export interface AssetEventOptions {
  readonly assetKey: AssetKeyLike;
  readonly partition?: string;
  readonly metadata?: MetadataInput;
  readonly tags?: Readonly<Record<string, string>>;
  readonly description?: string;
}

/** Says that some asset was stored, also one that no definition names. */
export interface AssetMaterialization extends AssetEventOptions {
  readonly kind: "asset-materialization";
}

/** Says something about an asset without making it. */
export interface AssetObservation extends AssetEventOptions {
  readonly kind: "asset-observation";
}

/** Whether something held that the body expected of its data. */
export interface ExpectationResult {
  readonly kind: "expectation-result";
  readonly success: boolean;
  readonly label?: string;
  readonly description?: string;
  readonly metadata?: MetadataInput;
}

/** An event that a body may yield or hand to `context.logEvent`. */
export type UserEvent =
  | AssetMaterialization
  | AssetObservation
  | ExpectationResult
  | AssetCheckResult;

/** An event: the asset was stored. */
export function assetMaterialization(options: AssetEventOptions): AssetMaterialization {
  return { kind: "asset-materialization", ...options };
}

/** An event: something was seen about the asset. */
export function assetObservation(options: AssetEventOptions): AssetObservation {
  return { kind: "asset-observation", ...options };
}

/** An event: an expectation about the data held or not. */
export function expectationResult(options: Omit<ExpectationResult, "kind">): ExpectationResult {
  return { kind: "expectation-result", ...options };
}
