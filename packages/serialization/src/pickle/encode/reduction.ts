import type { SerializationErrorCode } from "../../errors.ts";
import { storeFunction } from "../../functions/store-function.ts";
import { asBytes, asDistinctBytes } from "../../python/bytes.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { PyStr } from "../../python/scalars.ts";
import { PyDateTime } from "../../types/datetime/values.ts";
import { NdArray } from "../../types/numpy/nd-array.ts";
import { bytesOf, dtypeOf, type TypedArray } from "../../types/numpy/typed-arrays.ts";
import { PyArray } from "../../types/stdlib/array.ts";
import { decodeLatin1 } from "../decode/text.ts";
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "./options.ts";

/** What {@link reductionOf} needs of the running pickler. */
export interface ReductionContext {
  readonly options: ResolvedDumpsOptions;
  asksToJSON(value: object): value is { toJSON(): unknown };
  fail(code: SerializationErrorCode, message: string): never;
}

/** What has no opcode of its own. */
export type Reducible = object | symbol | ((...args: never[]) => unknown);

/** A value as a call that Python makes, an array, or another value in its place. */
export type Reduced = Reduction | { readonly array: NdArray } | { readonly save: unknown };

/** How to write a value that no opcode holds. */
export function reductionOf(value: Reducible, context: ReductionContext): Reduced {
  const { options } = context;
  if (typeof value === "function") {
    return reduceFunction(value as (...args: never[]) => unknown, context);
  }
  if (typeof value === "symbol") {
    return context.fail("SERIALIZATION_UNSUPPORTED_FUNCTION", "a symbol cannot be written");
  }
  const own = (value as { [pickleReduce]?: unknown })[pickleReduce];
  if (typeof own === "function") {
    return (own as (options: ResolvedDumpsOptions) => Reduction).call(value, options);
  }
  const registered = options.classes?.reductionOf(value);
  if (registered !== undefined) return registered;
  return reduceBuiltin(value, context) ?? reduceInstance(value, context);
}

function reduceBuiltin(value: object, context: ReductionContext): Reduced | undefined {
  const { options } = context;
  if (ArrayBuffer.isView(value)) {
    if (value instanceof DataView) return { save: bytesOf(value) };
    return reduceTypedArray(value as TypedArray, options);
  }
  if (value instanceof ArrayBuffer) return { save: new Uint8Array(value) };
  if (typeof SharedArrayBuffer !== "undefined" && value instanceof SharedArrayBuffer) {
    return { save: new Uint8Array(value).slice() };
  }
  if (value instanceof Date) return reduceDate(value, context);
  if (value instanceof RegExp) return reduceRegExp(value);
  if (value instanceof Error) return reduceError(value);
  if (value instanceof URL) return reduceUrl(value, options);
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object String]" || tag === "[object Number]" || tag === "[object Boolean]") {
    return { save: value.valueOf() };
  }
  return undefined;
}

function reduceTypedArray(array: TypedArray, options: ResolvedDumpsOptions): Reduced {
  switch (options.typedArrays) {
    case "array":
      return PyArray.fromTypedArray(array)[pickleReduce](options);
    case "list":
      return { save: Array.from(array as Iterable<number | bigint>) };
    case "bytes":
      return { save: bytesOf(array) };
    case "ndarray":
    default:
      return { array: new NdArray(dtypeOf(array), [array.length], array) };
  }
}

function reduceDate(date: Date, context: ReductionContext): Reduced {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year)) {
    context.fail("SERIALIZATION_UNSUPPORTED_VALUE", "an invalid Date has no counterpart in Python");
  }
  if (year < 1 || year > 9999) {
    context.fail("SERIALIZATION_UNSUPPORTED_VALUE", `Python's years are 1 to 9999, not ${year}`);
  }
  const made =
    context.options.dates === "naive" ? PyDateTime.naive(date) : PyDateTime.fromDate(date);
  return made[pickleReduce](context.options);
}

const regExpFlags: readonly (readonly [string, number])[] = [
  ["i", 2],
  ["m", 8],
  ["s", 16],
];

function reduceRegExp(value: RegExp): Reduction {
  const flags = regExpFlags.filter(([flag]) => value.flags.includes(flag));
  // 32 is re.UNICODE, which Python sets on every pattern of text.
  const bits = flags.reduce((sum, [, bit]) => sum | bit, 32);
  return { func: new PyGlobal("re", "_compile"), args: [value.source, bits] };
}

const errorClasses: ReadonlyMap<string, string> = new Map([
  ["TypeError", "TypeError"],
  ["RangeError", "ValueError"],
  ["SyntaxError", "SyntaxError"],
  ["ReferenceError", "NameError"],
  ["URIError", "ValueError"],
  ["EvalError", "RuntimeError"],
]);

function reduceError(error: Error): Reduction {
  const state = new Map<string, unknown>([["js_name", error.name]]);
  if (error.stack !== undefined) state.set("js_stack", error.stack);
  if (error.cause !== undefined) state.set("js_cause", error.cause);
  const name = errorClasses.get(error.name) ?? "Exception";
  return { func: new PyGlobal("builtins", name), args: [error.message], state };
}

function reduceUrl(url: URL, options: ResolvedDumpsOptions): Reduced {
  if (options.urls === "str") return { save: url.href };
  const { protocol, host, pathname, search, hash } = url;
  return {
    func: new PyGlobal("urllib.parse", "ParseResult"),
    how: "newobj",
    args: [protocol.slice(0, -1), host, pathname, "", search.slice(1), hash.slice(1)],
  };
}

function reduceInstance(value: object, context: ReductionContext): Reduced {
  const { options } = context;
  const name = nameOf(value);
  if (value instanceof Promise || isIterator(value)) {
    return context.fail(
      "SERIALIZATION_UNSUPPORTED_FUNCTION",
      `a ${value instanceof Promise ? "Promise" : "generator or iterator"} cannot be written: store what it gives`,
    );
  }
  if (context.asksToJSON(value)) return { save: value.toJSON() };
  const unreadable =
    value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef;
  if (options.instances === "error" || unreadable) {
    return context.fail(
      "SERIALIZATION_UNSUPPORTED_VALUE",
      `an instance of ${name} cannot be written: its class is not registered`,
    );
  }
  // An object, not a Map: the option `undefined` is about properties.
  const attributes: unknown = Object.fromEntries(Object.entries(value));
  if (options.instances === "dict") return { save: attributes };
  return { func: new PyGlobal("types", "SimpleNamespace"), args: [], state: attributes };
}

function isIterator(value: object): boolean {
  return (
    "next" in value &&
    typeof value.next === "function" &&
    (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}

function nameOf(value: object): string {
  const { constructor } = value as { constructor?: unknown };
  return typeof constructor === "function" && constructor.name !== ""
    ? constructor.name
    : "a class";
}

function reduceFunction(func: (...args: never[]) => unknown, context: ReductionContext): Reduced {
  const { options } = context;
  if (options.functions === "source") {
    return storeFunction(func, options.captured?.(func))[pickleReduce]();
  }
  return context.fail(
    "SERIALIZATION_UNSUPPORTED_FUNCTION",
    `function ${JSON.stringify(func.name)} cannot be written`,
  );
}

/** CPython holds one string object for the name of the encoding, so it is written once, among distinct texts too. */
const latin1 = new PyStr("latin1");

/** Bytes below protocol 3 and bytearrays below protocol 5, which have no opcode there. */
export function reduceBytes(bytes: Uint8Array, array: boolean, interned: boolean): Reduction {
  if (array) {
    return {
      func: new PyGlobal("builtins", "bytearray"),
      // A copy, and so an object of its own, even of a single byte.
      args: bytes.length === 0 ? [] : [asDistinctBytes(asBytes(new Uint8Array(bytes)))],
    };
  }
  if (bytes.length === 0) return { func: new PyGlobal("builtins", "bytes"), args: [] };
  const text = decodeLatin1(bytes, 0, bytes.length);
  return {
    func: new PyGlobal("_codecs", "encode"),
    // A text that was just decoded is an object of its own, unless it is one of those that CPython keeps.
    args: [text.length === 1 ? text : new PyStr(text), interned ? latin1.value : latin1],
  };
}
