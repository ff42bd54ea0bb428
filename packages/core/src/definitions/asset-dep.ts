import type { AssetKeyLike } from "./asset-key.ts";
import { assetKey } from "./asset-key.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetDependency } from "./assets-definition.ts";
import type { AnyPartitionMapping } from "./partition-types.ts";

/** An ordering dependency with a mapping. Made by {@link assetDep}. */
export interface AssetDep {
  readonly kind: "asset-dep";
  readonly asset: Asset | AssetKeyLike;
  readonly mapping: AnyPartitionMapping | undefined;
}

/** What `deps` takes: an asset, all assets of a multi-asset, a key, or {@link assetDep}. */
export type AssetDepLike = Asset | MultiAsset | AssetKeyLike | AssetDep;

/** A dependency that is not loaded, with a partition mapping of its own. */
export function assetDep(
  upstream: Asset | AssetKeyLike,
  options: { readonly mapping?: AnyPartitionMapping } = {},
): AssetDep {
  return { kind: "asset-dep", asset: upstream, mapping: options.mapping };
}

/** The dependencies that one entry of `deps` means. */
export function readDep(dep: AssetDepLike): readonly AssetDependency[] {
  if (typeof dep === "object" && "kind" in dep) {
    if (dep.kind === "asset-dep") return [made(dep.asset, dep.mapping)];
    if (dep.kind === "multi-asset") {
      return dep.definition.specs.map((spec) => ({ ...made(spec.key), upstream: dep.definition }));
    }
  }
  return [made(dep)];
}

function made(upstream: Asset | AssetKeyLike, mapping?: AnyPartitionMapping): AssetDependency {
  const object = typeof upstream === "object" && "kind" in upstream ? upstream : undefined;
  return {
    key: object === undefined ? assetKey(upstream as AssetKeyLike) : object.key,
    inputName: undefined,
    mapping,
    shape: undefined,
    declaredPartitions: undefined,
    upstream: object?.definition,
  };
}
