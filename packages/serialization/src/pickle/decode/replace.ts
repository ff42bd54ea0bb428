import { PyNode } from "../../python/nodes.ts";
import { pickleReduce } from "../encode/options.ts";
import { fault } from "./fault.ts";
import { isPlainDict } from "./dicts.ts";

/**
 * Puts `to` in the place of `from` wherever it is reachable from `roots`: needed when a dict that is already in
 * use elsewhere gets its first key that is not text and so turns from an object into a Map.
 *
 * @returns what is left of `budget`, which bounds the values that are looked at over a whole run
 */
export function replaceReferences(
  roots: readonly unknown[],
  from: object,
  to: object,
  budget: number,
): number {
  const seen = new Set<unknown>([from]);
  const open: object[] = [];
  let left = budget;
  const visit = (value: unknown): boolean => {
    left -= 1;
    if (left < 0) {
      fault(
        "SERIALIZATION_LIMIT",
        "too many dicts change their kind while they are read",
        undefined,
        'Read it with the option `dicts: "map"`, by which no dict changes.',
      );
    }
    if (value === from) return true;
    if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      open.push(value);
    }
    return false;
  };
  for (const root of roots) visit(root);
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1) if (visit(value[at])) value[at] = to;
      continue;
    }
    if (value instanceof Set) for (const member of value) visit(member);
    if (value instanceof Map) {
      for (const [key, item] of value) {
        visit(key);
        if (visit(item)) value.set(key, to);
      }
    }
    // Not the objects of the caller's hooks: what they hold is not of this pickle.
    const operations = value instanceof PyNode ? value.operations : undefined;
    if (operations === undefined && !isPlainDict(value) && !(pickleReduce in value)) continue;
    for (const part of [value, ...(operations ?? [])] as Record<string, unknown>[]) {
      for (const key of Object.keys(part)) if (visit(part[key])) part[key] = to;
    }
  }
  return left;
}
