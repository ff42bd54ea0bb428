import type { Asset, MultiAsset } from "../definitions/asset-types.ts";
import type { AssetSelection } from "./selection-object.ts";

/** How a selection may be written: text, a selection object, assets, or a list of these (their union). */
export type AssetSelectionLike =
  | string
  | Asset
  | MultiAsset
  | AssetSelection
  | readonly (string | Asset | MultiAsset | AssetSelection)[];
