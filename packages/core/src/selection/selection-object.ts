import { assetKey, type AssetKey, type AssetKeyLike } from "../definitions/asset-key.ts";
import type { SelectionNode } from "./selection-tree.ts";

/**
 * A selection of assets, built in code. Immutable.
 *
 * @example
 * ```ts
 * assetSelection.group("reports").or(assetSelection.keys("total").upstream());
 * ```
 */
export class AssetSelection {
  readonly kind = "asset-selection";
  readonly tree: SelectionNode;

  constructor(tree: SelectionNode) {
    this.tree = tree;
  }

  /** Both selections. */
  or(other: AssetSelection): AssetSelection {
    return new AssetSelection({ kind: "or", items: [this.tree, other.tree] });
  }

  /** What is in both. */
  and(other: AssetSelection): AssetSelection {
    return new AssetSelection({ kind: "and", items: [this.tree, other.tree] });
  }

  /** This without the other. */
  without(other: AssetSelection): AssetSelection {
    return new AssetSelection({
      kind: "and",
      items: [this.tree, { kind: "not", item: other.tree }],
    });
  }

  /** @param depth number of layers; default all. @param includeSelf default true */
  upstream(depth?: number, includeSelf: boolean = true): AssetSelection {
    return this.#reach(
      { kind: "reach", item: this.tree, upstream: depth ?? Infinity, downstream: 0 },
      includeSelf,
    );
  }

  /** @param depth number of layers; default all. @param includeSelf default true */
  downstream(depth?: number, includeSelf: boolean = true): AssetSelection {
    return this.#reach(
      { kind: "reach", item: this.tree, upstream: 0, downstream: depth ?? Infinity },
      includeSelf,
    );
  }

  /** Those with nothing downstream within the selection. */
  sinks(): AssetSelection {
    return new AssetSelection({ kind: "sinks", item: this.tree });
  }

  /** Those with nothing upstream within the selection. */
  roots(): AssetSelection {
    return new AssetSelection({ kind: "roots", item: this.tree });
  }

  /** Adds the other assets of multi-assets that must be made together. */
  requiredMultiAssetNeighbors(): AssetSelection {
    return new AssetSelection({ kind: "neighbors", item: this.tree });
  }

  /** Without external assets. */
  materializable(): AssetSelection {
    return new AssetSelection({ kind: "materializable", item: this.tree });
  }

  #reach(tree: SelectionNode, includeSelf: boolean): AssetSelection {
    const reached = new AssetSelection(tree);
    return includeSelf ? reached : reached.without(this);
  }
}

/** The beginnings of selections. */
export const assetSelection = {
  /** Every asset. */
  all: (): AssetSelection => new AssetSelection({ kind: "all" }),
  /** These keys. */
  keys: (...keys: readonly AssetKeyLike[]): AssetSelection =>
    new AssetSelection({ kind: "keys", keys: keys.map((key): AssetKey => assetKey(key)) }),
  /** These assets. */
  assets: (...assets: readonly { readonly key: AssetKey }[]): AssetSelection =>
    new AssetSelection({ kind: "keys", keys: assets.map((asset) => asset.key) }),
  /** All assets of these groups. */
  groups: (...groups: readonly string[]): AssetSelection =>
    new AssetSelection({
      kind: "or",
      items: groups.map((value): SelectionNode => ({
        kind: "attribute",
        attribute: "group",
        value,
      })),
    }),
  /** All assets of one group. */
  group: (value: string): AssetSelection =>
    new AssetSelection({ kind: "attribute", attribute: "group", value }),
  /** All assets with a tag, of any value or this one. */
  tag: (key: string, value?: string): AssetSelection =>
    new AssetSelection({ kind: "attribute", attribute: "tag", value: key, tagValue: value }),
  /** All assets of an owner. */
  owner: (value: string): AssetSelection =>
    new AssetSelection({ kind: "attribute", attribute: "owner", value }),
  /** All assets of a kind. */
  assetKind: (value: string): AssetSelection =>
    new AssetSelection({ kind: "attribute", attribute: "kind", value }),
} as const;
