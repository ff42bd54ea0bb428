import { PickleError } from "../errors.ts";
import { JsFunctionSource } from "../functions/js-function-source.ts";
import { describeFunction } from "../functions/describe-function.ts";
import { isPlainDict } from "../pickle/decode/dicts.ts";
import { segment } from "../pickle/decode/path.ts";
import { PersistentId, PyBuffer, PyGlobal, PyObject, PyReduce } from "../python/nodes.ts";
import { Complex, PyFloat, PyInt, PyStr } from "../python/scalars.ts";
import { PyTuple } from "../python/tuple.ts";
import { NdArray } from "../types/numpy/nd-array.ts";
import { NpScalar } from "../types/numpy/scalar.ts";
import { DataFrame, Series } from "../types/pandas/data-frame.ts";
import { PandasIndex } from "../types/pandas/pandas-index.ts";
import { PyError, PyNamespace } from "../types/stdlib/values.ts";

/** What JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Bounds of {@link toJson}. */
export interface ToJsonOptions {
  /** Values written in all; a shared value counts each time. Default 1 000 000. */
  readonly maxNodes?: number;
  /** Nesting. Default 1000. */
  readonly maxDepth?: number;
}

/**
 * A decoded value as data for `JSON.stringify`, for people to read: what JSON does not have becomes an object
 * with `$type`, such as `{"$type": "tuple", "items": [1]}`. A value inside itself becomes `{"$type": "cycle"}`.
 *
 * @throws PickleError SERIALIZATION_LIMIT past the bounds, with the path
 */
export function toJson(value: unknown, options: ToJsonOptions = {}): JsonValue {
  return new Exporter(options.maxNodes ?? 1_000_000, options.maxDepth ?? 1000).value(value, "$", 0);
}

class Exporter {
  #left: number;
  readonly #maxNodes: number;
  readonly #maxDepth: number;
  readonly #open = new Set<object>();

  constructor(maxNodes: number, maxDepth: number) {
    this.#left = maxNodes;
    this.#maxNodes = maxNodes;
    this.#maxDepth = maxDepth;
  }

  value(value: unknown, path: string, depth: number): JsonValue {
    this.#left -= 1;
    if (this.#left < 0) this.#fail(`more than ${this.#maxNodes} values (maxNodes)`, path);
    if (depth > this.#maxDepth) this.#fail(`nested deeper than ${this.#maxDepth} (maxDepth)`, path);
    switch (typeof value) {
      case "string":
      case "boolean":
        return value;
      case "number":
        return numberOf(value);
      case "bigint":
        return { $type: "int", value: value.toString() };
      case "object": {
        if (value === null) return null;
        if (this.#open.has(value)) return { $type: "cycle" };
        this.#open.add(value);
        const made = this.#object(value, path, depth);
        this.#open.delete(value);
        return made;
      }
      case "symbol":
        return { $type: value.description?.split("/").at(-1) ?? "symbol" };
      default:
        return null;
    }
  }

  #list(values: readonly unknown[], path: string, depth: number): JsonValue[] {
    return Array.from(values, (item, at) => this.value(item, `${path}[${at}]`, depth + 1));
  }

  #entries(
    entries: readonly (readonly [string, unknown])[],
    path: string,
    depth: number,
  ): JsonValue {
    const pairs = entries.map(([key, item]): [string, JsonValue] => [
      key,
      this.value(item, path + segment(key), depth + 1),
    ]);
    return Object.fromEntries(pairs);
  }

  #object(value: object, path: string, depth: number): JsonValue {
    if (value instanceof PyTuple) return { $type: "tuple", items: this.#list(value, path, depth) };
    if (Array.isArray(value)) return this.#list(value, path, depth);
    if (value instanceof Map) {
      const entries = [...(value as Map<unknown, unknown>)];
      if (entries.every((entry): entry is [string, unknown] => typeof entry[0] === "string")) {
        return this.#entries(entries, path, depth);
      }
      const items = entries.map((pair) => this.#list(pair, path, depth));
      return { $type: "dict", items };
    }
    if (value instanceof Set) return { $type: "set", items: this.#list([...value], path, depth) };
    if (isPlainDict(value)) return this.#entries(Object.entries(value), path, depth);
    if (value instanceof Uint8Array) return { $type: "bytes", base64: base64(value) };
    return this.#library(value, path, depth) ?? this.#node(value, path, depth);
  }

  #library(value: object, path: string, depth: number): JsonValue | undefined {
    if (value instanceof PyFloat) return numberOf(value.value);
    if (value instanceof PyInt) return this.value(value.value, path, depth);
    if (value instanceof PyStr) return value.value;
    if (value instanceof Complex) {
      return { $type: "complex", re: numberOf(value.re), im: numberOf(value.im) };
    }
    if (value instanceof NdArray) {
      const data = this.value(value.toNested(), path, depth + 1);
      return { $type: "ndarray", dtype: value.dtype.text, shape: [...value.shape], data };
    }
    if (ArrayBuffer.isView(value)) {
      const items = Array.from(value as unknown as Iterable<number | bigint>);
      return { $type: value.constructor.name, data: this.#list(items, path, depth) };
    }
    if (value instanceof NpScalar) return this.value(value.toValue(), path, depth + 1);
    const frame = this.#pandas(value, path, depth);
    if (frame !== undefined) return frame;
    if (value instanceof PyError) {
      return { $type: value.className, args: this.#list(value.args, path, depth) };
    }
    if (value instanceof PyNamespace) {
      return {
        $type: "types.SimpleNamespace",
        state: this.value(value.attributes, path, depth + 1),
      };
    }
    if (value instanceof JsFunctionSource) {
      return { $type: "javascript function", name: value.name, source: value.source };
    }
    if (value instanceof Date) return { $type: "datetime", value: value.toISOString() };
    return undefined;
  }

  /** Frames, series and indexes as their values; those whose values stay inert are shown as the nodes they are. */
  #pandas(value: object, path: string, depth: number): JsonValue | undefined {
    if (value instanceof DataFrame) {
      const rows = readable(() => value.toRows().map((row) => new Map(Object.entries(row))));
      return rows && { $type: "DataFrame", rows: this.#list(rows, path, depth) };
    }
    if (!(value instanceof Series || value instanceof PandasIndex)) return undefined;
    const values = readable(() => value.toArray());
    const $type = value instanceof Series ? "Series" : value.kind;
    return values && { $type, values: this.#list(values, path, depth) };
  }

  #node(value: object, path: string, depth: number): JsonValue {
    if (value instanceof PyGlobal) return { $type: "global", name: value.path };
    if (value instanceof PersistentId)
      return { $type: "persistent id", id: this.value(value.id, path, depth + 1) };
    if (value instanceof PyBuffer) return this.value(value.bytes, path, depth + 1);
    const described = describeFunction(value);
    if (described !== undefined) {
      const { name, module, parameters } = described;
      return {
        $type: "python function",
        name,
        module: module ?? null,
        parameters: [...parameters],
      };
    }
    if (value instanceof PyObject || value instanceof PyReduce) {
      const isObject = value instanceof PyObject;
      const made = isObject ? value.cls : value.func;
      const state =
        value.states.length === 0 ? {} : { state: this.value(value.state, path, depth + 1) };
      const items = value.items.length === 0 ? {} : { items: this.#list(value.items, path, depth) };
      return {
        $type: isObject ? "object" : "call",
        [isObject ? "class" : "function"]:
          made instanceof PyGlobal ? made.path : this.value(made, path, depth + 1),
        args: this.#list(value.args, path, depth),
        ...state,
        ...items,
      };
    }
    return { $type: value.constructor.name, value: textOf(value) };
  }

  #fail(message: string, path: string): never {
    throw new PickleError({ code: "SERIALIZATION_LIMIT", message, path });
  }
}

/** What a view of pandas gives; undefined where it has no values of JavaScript's. */
function readable<Values>(view: () => Values): Values | undefined {
  try {
    return view();
  } catch (error) {
    if (PickleError.is(error) && error.code === "SERIALIZATION_UNSUPPORTED_VALUE") return undefined;
    throw error;
  }
}

/** The text of the package's values that have one: dates, decimals, paths. */
function textOf(value: object): JsonValue {
  // oxlint-disable-next-line typescript/no-base-to-string -- checked in the same line
  return value.toString === Object.prototype.toString ? null : value.toString();
}

function numberOf(value: number): JsonValue {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { $type: "float", value: Object.is(value, -0) ? "-0" : String(value) };
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8190) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + 8190)));
  }
  return text;
}
