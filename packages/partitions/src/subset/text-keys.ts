import type { KeySet } from "./partitions-subset.ts";

/** Texts that are keys of no definition: needed keys that do not exist. */
export function textKeys(keys: Iterable<string>): KeySet {
  const set = new Set(keys);
  return {
    size: set.size,
    isEmpty: set.size === 0,
    has: (key) => set.has(key),
    keys: () => set.values(),
  };
}

/** No keys. */
export const noKeys: KeySet = textKeys([]);
