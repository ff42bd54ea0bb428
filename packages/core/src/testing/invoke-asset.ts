import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import { CoreError } from "../errors.ts";
import { invokeBody } from "./invoke-body.ts";

/**
 * Calls the body of an asset or multi-asset directly, outside any run.
 *
 * @param inputs values by input name
 * @param context from {@link buildAssetContext}; without one, using it is an error that says so
 *
 * @example
 * ```ts
 * expect(await invokeAsset(total, { rows: [1, 2, 3] })).toBe(6);
 * ```
 */
export async function invokeAsset(
  asset: Asset | MultiAsset,
  inputs: Readonly<Record<string, unknown>> = {},
  context?: object,
): Promise<unknown> {
  const { definition } = asset;
  if (definition.kind === "source" || definition.node.kind === "graph") {
    throw new CoreError({
      code: "CORE_INVALID_INVOCATION",
      message: "this asset has no body of its own",
      hint: "Use materializeToMemory.",
    });
  }
  return invokeBody(definition.node, inputs, context);
}
