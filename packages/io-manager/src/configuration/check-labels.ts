import type { ConfigurationFault } from "../errors.ts";
import { describe } from "./locate.ts";

const tagPattern = /^[-\w]+( +[-\w]+)*$/;

/**
 * Checks a list of aliases by W&B's rules: 1–128 characters without `/` and `:`, and not `v12`,
 * which names a version.
 *
 * @param key where the list stands, for the fault's path
 * @returns a copy of the list without repetitions
 */
export function checkAliases(
  key: string,
  value: unknown,
  faults: ConfigurationFault[],
): readonly string[] {
  return labels(key, value, faults, aliasFault);
}

/** Checks a list of tags by W&B's rules: words of letters, digits, `_` and `-`, at most 20. */
export function checkTags(value: unknown, faults: ConfigurationFault[]): readonly string[] {
  const tags = labels("tags", value, faults, (tag) =>
    tagPattern.test(tag) && tag.length <= 128
      ? undefined
      : `the tag ${JSON.stringify(tag)} is not made of words of letters, digits, "_" and "-"`,
  );
  if (tags.length > 20) {
    faults.push({ code: "E-W17", path: "tags", message: `${tags.length} tags; W&B allows 20` });
  }
  return tags;
}

/** What is illegal about an alias; undefined when nothing is. */
export function aliasFault(alias: string): string | undefined {
  if (alias === "") return "an alias is empty";
  if (alias.length > 128) return `the alias "${alias}" has more than 128 characters`;
  if (/[/:]/.test(alias)) return `the alias "${alias}" contains "/" or ":"`;
  if (/^v\d+$/.test(alias)) return `the alias "${alias}" looks like a version`;
  return undefined;
}

function labels(
  key: string,
  value: unknown,
  faults: ConfigurationFault[],
  fault: (label: string) => string | undefined,
): readonly string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    faults.push({
      code: "E-W20",
      path: key,
      message: `"${key}" must be a list, not ${describe(value)}`,
    });
    return [];
  }
  const kept = new Set<string>();
  for (const [index, label] of (value as readonly unknown[]).entries()) {
    const message =
      typeof label === "string" ? fault(label) : `"${key}" must hold text, not ${describe(label)}`;
    if (message !== undefined) faults.push({ code: "E-W17", path: `${key}[${index}]`, message });
    else kept.add(label as string);
  }
  return [...kept];
}
