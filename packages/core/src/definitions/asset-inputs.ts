import { assetKeyToUserString, sameAssetKey, type AssetKey } from "./asset-key.ts";
import { readDep, type AssetDepLike } from "./asset-dep.ts";
import type { AssetIn } from "./asset-in.ts";
import type { Asset, AssetIns } from "./asset-types.ts";
import type { AssetDependency } from "./assets-definition.ts";
import type { FaultList } from "./check-options.ts";
import type { InputDefinition } from "./op-definition.ts";

/** Input definitions and dependencies that `ins` and `deps` mean. */
export function readInputs(
  ins: AssetIns,
  deps: readonly AssetDepLike[],
  list: FaultList,
): {
  readonly inputs: readonly InputDefinition[];
  readonly dependencies: readonly AssetDependency[];
} {
  const inputs: InputDefinition[] = [];
  const dependencies: AssetDependency[] = [];
  for (const [name, given] of Object.entries(ins)) {
    list.name("input", name);
    const kind = (given as { readonly kind?: unknown } | undefined)?.kind;
    if (kind !== "asset" && kind !== "asset-in") {
      list.add(
        "CORE_INVALID_OPTION",
        `input "${name}" is neither an asset nor assetIn(…)`,
        "Pass the upstream asset, or `assetIn(key, options)`.",
      );
      continue;
    }
    const described = kind === "asset-in" ? (given as AssetIn) : undefined;
    const upstream = described === undefined ? (given as Asset) : described.upstream;
    const object = upstream !== undefined && "kind" in upstream ? upstream : undefined;
    if (described?.keyPrefix !== undefined && upstream !== undefined) {
      list.add(
        "CORE_INVALID_OPTION",
        `input "${name}" has a key and a keyPrefix`,
        "Give one of them.",
      );
    }
    const key: AssetKey = object?.key ??
      (upstream as AssetKey | undefined) ?? [...(described?.keyPrefix ?? []), name];
    inputs.push({
      name,
      schema: described?.type,
      description: undefined,
      metadata: described?.metadata ?? {},
      inputManagerKey: described?.inputManagerKey,
      defaultValue: undefined,
    });
    dependencies.push({
      key,
      inputName: name,
      mapping: described?.mapping,
      shape: described?.shape,
      declaredPartitions: described?.declaredPartitions,
      upstream: object?.definition,
    });
  }
  for (const dep of deps.flatMap(readDep)) {
    if (
      dependencies.some(
        (known) => known.inputName !== undefined && sameAssetKey(known.key, dep.key),
      )
    ) {
      list.add(
        "CORE_INVALID_OPTION",
        `"${assetKeyToUserString(dep.key)}" is in deps and in ins`,
        "Name it once: in `ins` to load it, in `deps` for order only.",
      );
    } else if (!dependencies.some((known) => sameAssetKey(known.key, dep.key))) {
      dependencies.push(dep);
    }
  }
  return { inputs, dependencies };
}
