import type { AssetKey } from "./asset-key.ts";
import { checkTags, type FaultList } from "./check-options.ts";

/** Reports a key without parts, and empty parts. */
export function checkKey(key: AssetKey, list: FaultList): void {
  if (key.length === 0)
    list.add("CORE_INVALID_NAME", "the asset has neither a name nor a key", "Give `name`.");
  for (const part of key) {
    if (typeof part !== "string" || part === "")
      list.add("CORE_INVALID_NAME", "a part of the key is empty", "Give every part a name.");
  }
}

/** Reports labels of an asset that its limits do not allow. */
export function checkAssetLabels(
  options: {
    readonly group?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly kinds?: readonly string[];
    readonly computeKind?: string;
    readonly owners?: readonly string[];
  },
  list: FaultList,
): void {
  if (options.group !== undefined && !/^[A-Za-z0-9_]+(\/[A-Za-z0-9_]+)*$/.test(options.group)) {
    list.add(
      "CORE_INVALID_NAME",
      `group "${options.group}" is not a name`,
      "Use letters, digits and underscores, with `/` between levels.",
    );
  }
  if (options.kinds !== undefined && options.computeKind !== undefined) {
    list.add("CORE_INVALID_OPTION", "kinds and computeKind are given together", "Use `kinds`.");
  }
  if ((options.kinds?.length ?? 0) > 3) {
    list.add(
      "CORE_INVALID_OPTION",
      `${options.kinds?.length} kinds are given`,
      "Give at most three.",
    );
  }
  for (const owner of options.owners ?? []) {
    if (!/^team:.+$/.test(owner) && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(owner)) {
      list.add(
        "CORE_INVALID_OPTION",
        `owner "${owner}" is neither an e-mail address nor team:name`,
        "Write `name@example.com` or `team:name`.",
      );
    }
  }
  checkTags(options.tags, list);
  for (const [key, value] of Object.entries(options.tags ?? {})) {
    if (
      !/^([A-Za-z0-9_.-]{1,63}\/)?[A-Za-z0-9_.-]{1,63}$/.test(key) ||
      !/^[A-Za-z0-9_.-]{0,63}$/.test(value)
    ) {
      list.add(
        "CORE_INVALID_OPTION",
        `tag "${key}"="${value}" holds characters that asset tags may not`,
        "Use letters, digits, `_`, `-` and `.`, at most 63 of them.",
      );
    }
  }
}
