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
import { PyError, PyNamespace } from "../types/stdlib/values.ts";
import { pandasViewOf } from "./pandas-view.ts";

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
  /** Characters of texts, bytes and long integers in all; a shared one counts each time. Default 100 000 000. */
  readonly maxText?: number;
}

/**
 * A decoded value as data for `JSON.stringify`, for people to read: what JSON does not have becomes an object
 * with `$type`, such as `{"$type": "tuple", "items": [1]}`. A value inside itself becomes `{"$type": "cycle"}`, an integer of
 * more than 4300 digits hexadecimal text.
 *
 * @throws PickleError SERIALIZATION_LIMIT past the bounds, with the path
 */
export function toJson(value: unknown, options: ToJsonOptions = {}): JsonValue {
  return new Exporter(options).value(value, "$", 0);
}

class Exporter {
  #left: number;
  #textLeft: number;
  readonly #maxNodes: number;
  readonly #maxDepth: number;
  readonly #maxText: number;
  readonly #open = new Set<object>();

  constructor({ maxNodes = 1_000_000, maxDepth = 1000, maxText = 100_000_000 }: ToJsonOptions) {
    this.#left = maxNodes;
    this.#textLeft = maxText;
    this.#maxNodes = maxNodes;
    this.#maxDepth = maxDepth;
    this.#maxText = maxText;
  }

  value(value: unknown, path: string, depth: number): JsonValue {
    this.#left -= 1;
    this.#expect(0, path);
    if (depth > this.#maxDepth) this.#fail(`nested deeper than ${this.#maxDepth} (maxDepth)`, path);
    switch (typeof value) {
      case "string":
        this.#text(value.length, path);
        return value;
      case "boolean":
        return value;
      case "number":
        return numberOf(value);
      case "bigint":
        return { $type: "int", value: this.#integer(value, path) };
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

  /** Digits of an integer: past Python's own bound hexadecimal, since decimal ones take a time that grows faster than they. */
  #integer(value: bigint, path: string): string {
    const digits = value.toString(16);
    this.#text(digits.length, path);
    if (digits.length <= 3600) return value.toString();
    return value < 0n ? `-0x${digits.slice(1)}` : `0x${digits}`;
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
    if (value instanceof Uint8Array) {
      this.#text(value.length, path);
      return { $type: "bytes", base64: base64(value) };
    }
    return this.#library(value, path, depth) ?? this.#node(value, path, depth);
  }

  #library(value: object, path: string, depth: number): JsonValue | undefined {
    if (value instanceof PyFloat) return numberOf(value.value);
    if (value instanceof PyInt) return this.value(value.value, path, depth);
    if (value instanceof PyStr) return this.value(value.value, path, depth);
    if (value instanceof Complex) {
      return { $type: "complex", re: numberOf(value.re), im: numberOf(value.im) };
    }
    if (value instanceof NdArray) {
      this.#expect(value.size, path);
      const data = this.value(value.toNested(), path, depth + 1);
      return { $type: "ndarray", dtype: value.dtype.text, shape: [...value.shape], data };
    }
    if (ArrayBuffer.isView(value)) {
      this.#expect((value as unknown as ArrayLike<unknown>).length, path);
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

  /** Views of pandas as their values; those whose values stay inert are shown as the nodes they are. */
  #pandas(value: object, path: string, depth: number): JsonValue | undefined {
    const view = pandasViewOf(value);
    if (view === undefined) return undefined;
    const count = readable(() => view.count);
    if (count === undefined) return undefined;
    this.#expect(count, path);
    const fields = readable(() => view.fields());
    if (fields === undefined) return undefined;
    const entries = fields.map(([key, item]): [string, JsonValue] => [
      key,
      Array.isArray(item) ? this.#list(item, path, depth) : this.value(item, path, depth + 1),
    ]);
    return { $type: view.type, ...Object.fromEntries(entries) };
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

  /** Refuses values that are more than may follow, before they are made. */
  #expect(count: number, path: string): void {
    if (this.#left < count) this.#fail(`more than ${this.#maxNodes} values (maxNodes)`, path);
  }

  #text(length: number, path: string): void {
    this.#textLeft -= length;
    if (this.#textLeft < 0) {
      this.#fail(`more than ${this.#maxText} characters of text (maxText)`, path);
    }
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
