import { isBytearray } from "../../python/bytes.ts";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyFloat } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { fault } from "./fault.ts";
import type { ResolvedLoadsOptions } from "./options.ts";

/** A dict with string keys: an object that inherits nothing. */
export type PlainDict = Record<string, unknown>;

const nothing: object | null = null;

/**
 * Makes an empty {@link PlainDict}. A prototype that only turns out to be null when the literal is evaluated leaves
 * the object in the engine's fast representation; a literal null, or `Object.create`, does not.
 */
export function newPlainDict(): PlainDict {
  return { __proto__: nothing };
}

/** Whether a value is an object without prototype. */
export function isPlainDict(value: unknown): value is PlainDict {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}

/** Whether an object would move this key before others: a canonical array index. */
export function isIndexKey(key: string): boolean {
  const first = key.charCodeAt(0);
  if (!(first >= 48 && first <= 57) || key.length > 10) return false;
  if (first === 48) return key.length === 1;
  for (let at = 1; at < key.length; at += 1) {
    const unit = key.charCodeAt(at);
    if (unit < 48 || unit > 57) return false;
  }
  return key.length < 10 || Number(key) <= 4294967294;
}

/** What of the options says which values are hashable: whether plain arrays may be tuples. */
type KeyOptions = Pick<ResolvedLoadsOptions, "tuples">;

/** Sets a pair in a Map as a Python dict would: 1, 1.0 and True are one key. */
export function setPair(
  map: Map<unknown, unknown>,
  key: unknown,
  value: unknown,
  options: KeyOptions,
): void {
  if (typeof key === "string") map.set(key, value);
  else map.set(keyIn(map, key, options), value);
}

/** Adds a member as a Python set would. */
export function addMember(set: Set<unknown>, member: unknown, options: KeyOptions): void {
  if (typeof member === "string") set.add(member);
  else set.add(keyIn(set, member, options));
}

function keyIn(
  container: { has(key: unknown): boolean },
  key: unknown,
  options: KeyOptions,
): unknown {
  switch (typeof key) {
    case "boolean": {
      const number = key ? 1 : 0;
      return container.has(number) ? number : key;
    }
    case "number":
      if (key === 0 || key === 1) {
        const boolean = key === 1;
        return container.has(boolean) ? boolean : key;
      }
      // No NaN of Python equals another one, as those of a Map and a Set do.
      return Number.isNaN(key) && container.has(key) ? new PyFloat(key) : key;
    case "object":
      if (key !== null) assertHashable(key, options);
      return key;
    default:
      return key;
  }
}

function assertHashable(key: object, options: KeyOptions): void {
  let kind = unhashable(key, options);
  if (kind === undefined && Array.isArray(key)) {
    for (const item of key as readonly unknown[]) {
      if (typeof item !== "object" || item === null) continue;
      const inner = unhashable(item, options);
      if (inner !== undefined) kind = `a tuple with ${inner} in it`;
    }
  }
  if (kind !== undefined) {
    fault("SERIALIZATION_BAD_TYPE", `${kind} cannot be a key or member: it is not hashable`);
  }
}

/** What a value is when Python has no hash of its kind. */
function unhashable(value: object, options: KeyOptions): string | undefined {
  if (Array.isArray(value)) {
    const isTuple = value instanceof PyTuple;
    return isTuple || (options.tuples === "array" && value.constructor === Array)
      ? undefined
      : "a list";
  }
  if (value instanceof Map || Object.getPrototypeOf(value) === null) return "a dict";
  if (value instanceof Set) return value instanceof PyFrozenSet ? undefined : "a set";
  return value instanceof Uint8Array && isBytearray(value) ? "a bytearray" : undefined;
}
