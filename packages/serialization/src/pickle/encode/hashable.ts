import { JsFunctionSource } from "../../functions/js-function-source.ts";
import { isBytearray, isMarkedBytes } from "../../python/bytes.ts";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyTuple } from "../../python/tuple.ts";
import { NdArray } from "../../types/numpy/nd-array.ts";
import { PyArray } from "../../types/stdlib/array.ts";
import { PyNamespace } from "../../types/stdlib/values.ts";
import type { ResolvedDumpsOptions } from "./options.ts";

/** The options that say what a key becomes in Python. */
type KeyOptions = Pick<ResolvedDumpsOptions, "bytes" | "typedArrays" | "classes">;

/** What a key or member is that Python cannot hash, such as `an array`; undefined when it can. */
export function unhashableKind(key: unknown, options: KeyOptions): string | undefined {
  if (typeof key === "function") return "a function";
  if (typeof key !== "object" || key === null) return undefined;
  if (key instanceof PyTuple) {
    const kind = kindInside(key, options);
    return kind === undefined ? undefined : `a tuple with ${kind} in it`;
  }
  const kind = kindItself(key, options);
  // A registered class says itself, in Python, how it is hashed.
  return kind === undefined || options.classes?.reductionOf(key) !== undefined ? undefined : kind;
}

function kindItself(key: object, options: KeyOptions): string | undefined {
  if (Array.isArray(key)) return "an array";
  if (key instanceof Set) return key instanceof PyFrozenSet ? undefined : "a Set";
  if (key instanceof Map) return "a Map";
  if (key instanceof Uint8Array && (isBytearray(key) || isMarkedBytes(key))) {
    return isBytearray(key) ? "a bytearray" : undefined;
  }
  if (key instanceof PyNamespace || key instanceof JsFunctionSource) return "a namespace";
  if (key instanceof NdArray || key instanceof PyArray) return "an array";
  if (ArrayBuffer.isView(key) && !(key instanceof Uint8Array || key instanceof DataView)) {
    if (options.typedArrays !== "bytes") return "a typed array";
    return options.bytes === "bytearray" ? "a bytearray" : undefined;
  }
  if (ArrayBuffer.isView(key) || isBuffer(key)) {
    return options.bytes === "bytearray" ? "a bytearray" : undefined;
  }
  const prototype: unknown = Object.getPrototypeOf(key);
  return prototype === null || prototype === Object.prototype ? "a plain object" : undefined;
}

/** The first part of a tuple, or of tuples in it, that Python cannot hash. */
function kindInside(tuple: PyTuple, options: KeyOptions): string | undefined {
  const tuples = new Set([tuple]);
  // Tuples that are added on the way are visited too, each once.
  for (const one of tuples) {
    for (const item of one) {
      if (item instanceof PyTuple) tuples.add(item);
      else {
        const kind = unhashableKind(item, options);
        if (kind !== undefined) return kind;
      }
    }
  }
  return undefined;
}

function isBuffer(value: object): boolean {
  return (
    value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer)
  );
}
