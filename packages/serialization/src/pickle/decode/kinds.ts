import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { isPlainDict } from "./dicts.ts";
import { fault } from "./fault.ts";
import type { ResolvedLoadsOptions } from "./options.ts";

export function underflow(): never {
  fault("SERIALIZATION_STACK_UNDERFLOW", "the stack holds too few values above the last mark");
}

export function noMark(): never {
  fault("SERIALIZATION_NO_MARK", "no mark was set");
}

export function tooManyObjects(maxObjects: number): never {
  fault("SERIALIZATION_LIMIT", `more than ${maxObjects} objects (maxObjects)`, { maxObjects });
}

export function memoFull(maxMemo: number): never {
  fault("SERIALIZATION_LIMIT", `more than ${maxMemo} memo entries (maxMemo)`, { maxMemo });
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof PyStr ? value.value : undefined;
}

export function isTuple(
  value: unknown,
  options: ResolvedLoadsOptions,
): value is readonly unknown[] {
  return options.tuples === "array" ? Array.isArray(value) : value instanceof PyTuple;
}

/** What a value is, for a message. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "string" || value instanceof PyStr) return "a str";
  if (typeof value === "boolean") return "a bool";
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  if (value instanceof PyTuple) return "a tuple";
  if (Array.isArray(value)) return "a list";
  if (value instanceof PyFrozenSet) return "a frozenset";
  if (value instanceof Set) return "a set";
  if (value instanceof Map || isPlainDict(value)) return "a dict";
  if (value instanceof Uint8Array) return "bytes";
  return `a ${value.constructor?.name ?? "value"}`;
}
