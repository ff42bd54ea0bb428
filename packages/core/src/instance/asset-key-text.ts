import type { AssetKeyParts } from "./metadata-value.ts";

/** The text under which an asset is stored: a JSON array as Python writes it, `["a", "b"]`. */
export function assetKeyText(key: AssetKeyParts): string {
  return `[${key.map((part) => JSON.stringify(part)).join(", ")}]`;
}

/** The beginning of the texts of all keys that start with these parts; the text itself lacks its closing bracket. */
export function assetKeyPrefixText(prefix: AssetKeyParts): string {
  return assetKeyText(prefix).slice(0, -1);
}

/** Whether a key starts with these parts. */
export function startsWith(key: AssetKeyParts, prefix: AssetKeyParts): boolean {
  return prefix.every((part, index) => key[index] === part);
}
