import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import { finishRun } from "../execution/execute-in-process.ts";
import { prepareMaterialization, type MaterializeOptions } from "../execution/materialize.ts";
import type { RunResult } from "../execution/run-result.ts";
import { sharedMemoryIOManager } from "../io-managers/memory-io-manager.ts";
import { defaultIOManagerKey } from "../io-managers/io-manager.ts";
import type { ResourceScope } from "../resources/resource-plan.ts";

/**
 * As `materialize`, with every value in memory: also the values of assets that name an IO manager which is not given.
 *
 * @example
 * ```ts
 * const result = await materializeToMemory([rows, total]);
 * expect(await result.assetValue("total")).toBe(6);
 * ```
 */
export async function materializeToMemory(
  assets: readonly (Asset | MultiAsset)[],
  options: Omit<MaterializeOptions<ResourceScope>, "resources"> & {
    readonly resources?: ResourceScope;
  } = {},
): Promise<RunResult> {
  const memory = sharedMemoryIOManager();
  const keys = new Set<string>([defaultIOManagerKey]);
  for (const asset of assets) {
    const { definition } = asset;
    if (definition.kind === "source") keys.add(definition.ioManagerKey);
    else for (const spec of definition.specs) keys.add(spec.ioManagerKey);
  }
  const fallback: ResourceScope = Object.fromEntries([...keys].map((key) => [key, memory]));
  return finishRun(
    await prepareMaterialization(assets, options as MaterializeOptions<ResourceScope>, fallback),
  );
}
