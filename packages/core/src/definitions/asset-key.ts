/** The key of an asset: a non-empty list of non-empty parts, e.g. `["team", "model"]`. */
export type AssetKey = readonly string[];

/** How callers may write an asset key: one part, or the list of parts. */
export type AssetKeyLike = string | readonly string[];

/**
 * A key from what a program wrote. A plain string is **one** part, even if it holds a `/` (origin: Dagster).
 *
 * @example
 * ```ts
 * assetKey("a/b");        // ["a/b"]
 * assetKey(["a", "b"]);   // ["a", "b"]
 * ```
 */
export function assetKey(value: AssetKeyLike): AssetKey {
  return typeof value === "string" ? [value] : [...value];
}

/** The form people type and read: the parts joined by `/`. */
export function assetKeyToUserString(key: AssetKey): string {
  return key.join("/");
}

/** The key of a text typed by a person: split at `/`. */
export function assetKeyFromUserString(text: string): AssetKey {
  return text.split("/");
}

/** The form in storages and tags: a JSON list with Python's `", "` spacing. Two keys are equal when these texts are. */
export function assetKeyToDbString(key: AssetKey): string {
  return `[${key.map((part) => JSON.stringify(part)).join(", ")}]`;
}

/** The key of a storage text: a JSON list, or the old free text that is split at every character but letters, digits and `_`. */
export function assetKeyFromDbString(text: string): AssetKey {
  if (text.startsWith("[")) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (Array.isArray(parsed) && parsed.every((part) => typeof part === "string")) return parsed;
    } catch {
      // Old free text may begin with a bracket as well.
    }
  }
  return text.split(/[^A-Za-z0-9_]/).filter((part) => part !== "");
}

/** The name of the op that computes an asset: parts joined by `__`, `-` written as `_` (origin: Dagster). */
export function assetOpName(key: AssetKey): string {
  return key.join("__").replaceAll("-", "_");
}

/** Whether two keys have the same parts. */
export function sameAssetKey(a: AssetKey, b: AssetKey): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}
