import type { AssetKey } from "../definitions/asset-key.ts";

/** A parsed selection. */
export type SelectionNode =
  | { readonly kind: "all" }
  | { readonly kind: "keys"; readonly keys: readonly AssetKey[] }
  /** Keys by their text for people, with `*` as a wildcard. */
  | { readonly kind: "pattern"; readonly pattern: string }
  | {
      readonly kind: "attribute";
      readonly attribute: "tag" | "owner" | "group" | "kind" | "code_location";
      readonly value: string;
      readonly tagValue?: string | undefined;
    }
  | { readonly kind: "and" | "or"; readonly items: readonly SelectionNode[] }
  | {
      readonly kind: "not" | "sinks" | "roots" | "neighbors" | "materializable";
      readonly item: SelectionNode;
    }
  /** What lies up to this many layers upstream and downstream, itself included. */
  | {
      readonly kind: "reach";
      readonly item: SelectionNode;
      readonly upstream: number;
      readonly downstream: number;
    };
