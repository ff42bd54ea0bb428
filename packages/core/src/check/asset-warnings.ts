import type { Problem } from "@heddle/errors";
import { assetKeyToUserString } from "../definitions/asset-key.ts";
import { didYouMean } from "../definitions/fault.ts";
import { assetKeyText, nodeLabel, type AssetGraph } from "../plan/asset-graph.ts";
import { subjectOf } from "./check-assets.ts";

/** Something in definitions that is allowed and probably meant otherwise: code, message, place and hint. */
export type DefinitionWarning = Problem & {
  readonly code: "CORE_UNKNOWN_ASSET" | "CORE_AMBIGUOUS_ASSET_KEY";
};

/**
 * What is probably wrong with assets: `deps` on keys that no definition provides, as of assets that others make elsewhere; a
 * `/` within a part of a key.
 *
 * @param selected texts of keys; default all assets
 */
export function assetWarnings(
  graph: AssetGraph,
  selected?: ReadonlySet<string>,
): readonly DefinitionWarning[] {
  const warnings: DefinitionWarning[] = [];
  let labels: readonly string[] | undefined;
  for (const definition of graph.definitions) {
    if (
      selected !== undefined &&
      !definition.specs.some((spec) => selected.has(assetKeyText(spec.key)))
    )
      continue;
    const place = definition.location.toString();
    const path = place === "" ? {} : { path: place };
    for (const { key } of definition.specs) {
      if (!key.some((part) => part.includes("/"))) continue;
      warnings.push({
        code: "CORE_AMBIGUOUS_ASSET_KEY",
        message: `${subjectOf(definition)}: the key ${JSON.stringify(key)} has a "/" within a part; selections and the command line read "${assetKeyToUserString(key)}" as ${assetKeyToUserString(key).split("/").length} parts`,
        hint: `If parts are meant, write the key as ${JSON.stringify(assetKeyToUserString(key).split("/"))}.`,
        ...path,
      });
    }
    for (const { key, inputName, upstream } of definition.dependencies) {
      if (inputName !== undefined || upstream !== undefined || graph.get(key) !== undefined)
        continue;
      labels ??= [...graph.nodes.values()].map(nodeLabel);
      const label = assetKeyToUserString(key);
      warnings.push({
        code: "CORE_UNKNOWN_ASSET",
        message: `${subjectOf(definition)}: deps names asset "${label}", which no definition provides`,
        hint:
          didYouMean(label, labels) ??
          `If it is made elsewhere, declare it: sourceAsset({ key: ${JSON.stringify(key)} }).`,
        ...path,
      });
    }
  }
  return warnings;
}
