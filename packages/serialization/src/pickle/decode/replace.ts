import { PyObject, PyReduce } from "../../python/nodes.ts";
import { fault } from "./fault.ts";
import { isPlainDict } from "./dicts.ts";

/**
 * Puts `to` in the place of `from` wherever it is reachable from `roots`: needed when a dict that is already in
 * use elsewhere gets its first key that is not text and so turns from an object into a Map.
 *
 * @returns what is left of `budget`, which bounds the values that are visited over a whole run
 */
export function replaceReferences(
  roots: readonly unknown[],
  from: object,
  to: object,
  budget: number,
): number {
  const seen = new Set<unknown>([from]);
  const open: unknown[] = [...roots];
  let left = budget;
  const visit = (value: unknown): boolean => {
    if (value === from) return true;
    if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      open.push(value);
    }
    return false;
  };
  while (open.length > 0) {
    const value = open.pop();
    left -= 1;
    if (left < 0) {
      fault("SERIALIZATION_LIMIT", "too many dicts change their kind while they are read");
    }
    if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at += 1) if (visit(value[at])) value[at] = to;
    } else if (value instanceof Map) {
      for (const [key, item] of value) if (visit(item)) value.set(key, to);
    } else if (isPlainDict(value)) {
      for (const key of Object.keys(value)) if (visit(value[key])) value[key] = to;
    } else if (value instanceof PyObject || value instanceof PyReduce) {
      visit(value.args);
      const { operations } = value;
      for (let at = 0; at < operations.length; at += 1) {
        const operation = operations[at]!;
        if (operation.kind === "state") {
          if (visit(operation.value)) operations[at] = { kind: "state", value: to };
        } else if (operation.kind === "effect") visit(operation.call);
        else visit(operation.values);
      }
    }
  }
  return left;
}
