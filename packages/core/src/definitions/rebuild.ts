import { assetObject } from "./asset.ts";
import type { AssetCheck } from "./asset-check.ts";
import type { Asset, MultiAsset } from "./asset-types.ts";
import type { AssetsDefinition, SourceAssetDefinition } from "./assets-definition.ts";
import { jobObject, type Job } from "./job.ts";

/** Something that a project defines. */
export type Definition = Asset | MultiAsset | AssetCheck | Job;

/** Whether a value is one of the definitions that loading looks for. */
export function isDefinition(value: unknown): value is Definition {
  if (typeof value !== "object" || value === null) return false;
  const { kind, definition } = value as { readonly kind?: unknown; readonly definition?: unknown };
  return (
    (kind === "asset" || kind === "multi-asset" || kind === "asset-check" || kind === "job") &&
    typeof definition === "object"
  );
}

/** Makes the objects of definitions anew after their definitions were changed; parts of one definition stay parts of one. */
export class Rebuilder {
  readonly #change: (
    definition: AssetsDefinition | SourceAssetDefinition,
  ) => AssetsDefinition | SourceAssetDefinition;
  readonly #done = new Map<
    AssetsDefinition | SourceAssetDefinition,
    AssetsDefinition | SourceAssetDefinition
  >();

  constructor(
    change: (
      definition: AssetsDefinition | SourceAssetDefinition,
    ) => AssetsDefinition | SourceAssetDefinition,
  ) {
    this.#change = change;
  }

  asset(asset: Asset): Asset {
    const before = asset.definition;
    const definition = this.#changed(before);
    if (definition.kind === "source")
      return assetObject(definition.key, definition.partitions, definition);
    const index =
      before.kind === "assets"
        ? before.specs.findIndex(
            (spec) => spec.key === asset.key || spec.key.join("\n") === asset.key.join("\n"),
          )
        : 0;
    const spec = definition.specs[Math.max(0, index)];
    return assetObject(spec?.key ?? asset.key, spec?.partitions, definition);
  }

  multiAsset(multi: MultiAsset): MultiAsset {
    const definition = this.#changed(multi.definition) as AssetsDefinition;
    const outs = Object.fromEntries(
      definition.specs.map((spec) => [
        spec.outputName,
        assetObject(spec.key, spec.partitions, definition),
      ]),
    );
    return { kind: "multi-asset", outs, definition } as unknown as MultiAsset;
  }

  #changed(
    definition: AssetsDefinition | SourceAssetDefinition,
  ): AssetsDefinition | SourceAssetDefinition {
    let changed = this.#done.get(definition);
    if (changed === undefined) {
      changed = this.#change(definition);
      this.#done.set(definition, changed);
    }
    return changed;
  }
}

/** A job with other resources. */
export function jobWith(job: Job, resources: Job["definition"]["resources"]): Job {
  return jobObject({ ...job.definition, resources });
}
