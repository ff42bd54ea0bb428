import {
  BackedArray,
  Categorical,
  Complex,
  Counter,
  DataFrame,
  DatetimeLikeArray,
  DefaultDict,
  Deque,
  describeFunction,
  Dtype,
  Ellipsis,
  isBytearray,
  MaskedColumn,
  NdArray,
  NotATime,
  NotImplemented,
  NpScalar,
  OrderedDict,
  PandasIndex,
  PersistentId,
  PyArray,
  PyBuffer,
  PyDate,
  PyDateTime,
  PyDecimal,
  PyError,
  PyFloat,
  PyFraction,
  PyFrozenSet,
  PyGlobal,
  PyNamespace,
  PyObject,
  PyPath,
  PyRange,
  PyReduce,
  PyRegExp,
  PySlice,
  PyStr,
  PyTime,
  PyTimedelta,
  PyTimezone,
  PyTuple,
  PyUuid,
  Series,
  Timedelta,
  Timestamp,
} from "../../src/index.ts";
import { sharedObjects } from "./shared-objects.ts";
import { float, part, int, bigText, text, bytes, base64 } from "./tagged-scalars.ts";

/** JSON of the vectors: plain, or an object with `$type`. */
export type Tagged = unknown;

/** A decoded value (all `wrap` options on, dicts as Maps) in the form of the vectors' `expected`. */
export function toTagged(root: unknown): Tagged {
  return new Tagger(root).value(root);
}

class Tagger {
  readonly #shared: Set<object>;
  readonly #ids = new Map<object, number>();

  constructor(root: unknown) {
    this.#shared = sharedObjects(root);
  }

  value(value: unknown): Tagged {
    if (typeof value !== "object" || value === null || !this.#shared.has(value)) {
      return this.#bare(value);
    }
    const known = this.#ids.get(value);
    if (known !== undefined) return { $type: "ref", id: known };
    const id = this.#ids.size + 1;
    this.#ids.set(value, id);
    return { $type: "def", id, v: this.#bare(value) };
  }

  #list(values: Iterable<unknown>): Tagged[] {
    return Array.from(values, (value) => this.value(value));
  }

  #bare(value: unknown): Tagged {
    switch (typeof value) {
      case "string":
        return text(value);
      case "number":
        return value;
      case "bigint":
        return { $type: "int", v: bigText(value) };
      case "symbol":
        if (value === Ellipsis) return { $type: "Ellipsis" };
        if (value === NotImplemented) return { $type: "NotImplemented" };
        break;
      case "object":
        return value === null ? null : this.#object(value);
      default:
    }
    return value;
  }

  #object(value: object): Tagged {
    if (value instanceof PyFloat) return float(value.value);
    if (value instanceof PyStr) return text(value.value);
    if (value instanceof Complex)
      return { $type: "complex", re: part(value.re), im: part(value.im) };
    if (value instanceof PyTuple) return { $type: "tuple", items: this.#list(value as unknown[]) };
    if (value instanceof Deque) {
      return {
        $type: "deque",
        maxlen: value.maxlen ?? null,
        items: this.#list(value as unknown[]),
      };
    }
    if (Array.isArray(value)) return this.#list(value);
    if (value instanceof Map) return this.#map(value as Map<unknown, unknown>);
    if (value instanceof Set) {
      const $type = value instanceof PyFrozenSet ? "frozenset" : "set";
      return { $type, items: this.#list(value as Set<unknown>) };
    }
    if (value instanceof Uint8Array)
      return bytes(isBytearray(value) ? "bytearray" : "bytes", value);
    if (value instanceof PyBuffer) return bytes("bytes", value.bytes);
    return this.#library(value) ?? this.#numeric(value) ?? this.#pandas(value) ?? this.#node(value);
  }

  #map(value: Map<unknown, unknown>): Tagged {
    const $type =
      value instanceof OrderedDict
        ? "OrderedDict"
        : value instanceof Counter
          ? "Counter"
          : undefined;
    const entries = Array.from(value, ([key, item]) => [key, item] as const);
    if ($type === undefined && !(value instanceof DefaultDict)) {
      const keys = entries.map(([key]) => (key instanceof PyStr ? key.value : key));
      if (keys.every((key): key is string => typeof key === "string" && isPlainKey(key))) {
        return Object.fromEntries(keys.map((key, at) => [key, this.value(entries[at]![1])]));
      }
    }
    if (value instanceof DefaultDict) {
      const factory = this.value(value.factory);
      return { $type: "defaultdict", factory, items: entries.map((pair) => this.#list(pair)) };
    }
    return { $type: $type ?? "dict", items: entries.map((pair) => this.#list(pair)) };
  }

  #library(value: object): Tagged {
    if (value instanceof PyDecimal) return { $type: "Decimal", v: value.text };
    if (value instanceof PyFraction) {
      return { $type: "Fraction", n: int(value.numerator), d: int(value.denominator) };
    }
    if (value instanceof PyUuid) return { $type: "UUID", v: value.toString() };
    if (value instanceof PyDate) return { $type: "date", iso: value.toString() };
    if (value instanceof PyTime || value instanceof PyDateTime) {
      const $type = value instanceof PyTime ? "time" : "datetime";
      return {
        $type,
        iso: value.toString(),
        fold: value.fold,
        tz: this.value(value.tzinfo ?? null),
      };
    }
    if (value instanceof PyTimedelta) {
      const { days, seconds, microseconds } = value;
      return { $type: "timedelta", days, seconds, microseconds };
    }
    if (value instanceof PyTimezone) {
      return {
        $type: "timezone",
        offset: value.offset.toMilliseconds() / 1000,
        name: value.name ?? null,
      };
    }
    if (value instanceof PyRange || value instanceof PySlice) {
      const $type = value instanceof PyRange ? "range" : "slice";
      const [start, stop, step] = this.#list([value.start, value.stop, value.step]);
      return { $type, start, stop, step };
    }
    if (value instanceof PyPath)
      return { $type: "path", class: value.flavour, v: value.toString() };
    if (value instanceof PyRegExp)
      return { $type: "regex", pattern: value.pattern, flags: value.flags };
    if (value instanceof PersistentId) return { $type: "persid", id: this.value(value.id) };
    if (value instanceof PyError) {
      const reduced = { $type: "reduce", func: value.className, args: this.#list(value.args) };
      return value.state === undefined ? reduced : { ...reduced, state: this.value(value.state) };
    }
    if (value instanceof PyNamespace) {
      return {
        $type: "reduce",
        func: "types.SimpleNamespace",
        args: [],
        state: this.value(value.attributes),
      };
    }
    return undefined;
  }

  #numeric(value: object): Tagged {
    if (value instanceof PyArray) {
      const items = Array.from(value.data as Iterable<number | bigint>, (item) =>
        "fd".includes(value.typecode) ? float(Number(item)) : item,
      );
      return { $type: "reduce", func: "array.array", args: [value.typecode, items] };
    }
    if (value instanceof Dtype) return { $type: "dtype", dtype: dtypeTag(value) };
    if (value instanceof NpScalar) {
      const data = value.data instanceof Uint8Array ? value.data : new Uint8Array();
      return { $type: "npscalar", dtype: dtypeTag(value.dtype), b64: base64(data) };
    }
    if (value instanceof NdArray) return this.#array(value);
    return undefined;
  }

  #array(value: NdArray): Tagged {
    const head = {
      $type: "ndarray",
      ...(value.cls === undefined ? {} : { class: value.cls.path }),
      dtype: dtypeTag(value.dtype),
      shape: value.shape,
      order: value.order,
    };
    if (value.dtype.hasObjects) return { ...head, items: this.#list(value.toArray()) };
    const { $type: _type, ...data } = bytes("bytes", value.toBytes()) as { $type: string };
    return { ...head, ...data };
  }

  #pandas(value: object): Tagged {
    if (value instanceof DataFrame) {
      const columns = this.value(value.columns ?? null);
      const index = this.value(value.index ?? null);
      return {
        $type: "DataFrame",
        columns,
        index,
        data: value.entries().map(([, data]) => this.value(data)),
      };
    }
    if (value instanceof Series) {
      return {
        $type: "Series",
        name: this.value(value.name),
        index: this.value(value.index ?? null),
        data: this.value(value.values),
      };
    }
    if (value instanceof PandasIndex) return this.#index(value);
    if (value instanceof Categorical) {
      const categories = this.value(value.categories);
      return { $type: "Categorical", categories, codes: value.codes, ordered: value.ordered };
    }
    if (value instanceof DatetimeLikeArray) {
      const $type = value.dtype.startsWith("timedelta") ? "TimedeltaArray" : "DatetimeArray";
      return { $type, dtype: value.dtype, i8: Array.from(value.values, String) };
    }
    if (value instanceof MaskedColumn) {
      const items = value
        .toScalars()
        .map((item) => (item === null ? { $type: "NA" } : this.value(item)));
      return { $type: "extarray", dtype: value.dtype, items };
    }
    if (value instanceof BackedArray) return this.value(value.values);
    if (value instanceof Timestamp) {
      return { $type: "Timestamp", ns: String(value.value), tz: value.zone ?? null };
    }
    if (value instanceof Timedelta) return { $type: "Timedelta", ns: String(value.value) };
    if (value instanceof NotATime) return { $type: "NaT" };
    if (value instanceof PyGlobal && value.path === "pandas._libs.missing.NA")
      return { $type: "NA" };
    return undefined;
  }

  #index(value: PandasIndex): Tagged {
    const head = { $type: "Index", class: value.kind };
    const freq = value.freq === undefined ? {} : { freq: "*" };
    if (value.range !== undefined) return { ...head, name: this.value(value.name), ...value.range };
    if (value.levels !== undefined) {
      return {
        ...head,
        names: this.#list(value.names ?? []),
        levels: this.#list(value.levels),
        codes: value.codes,
      };
    }
    return { ...head, name: this.value(value.name), data: this.value(value.data), ...freq };
  }

  #node(value: object): Tagged {
    if (value instanceof PyGlobal) return { $type: "global", name: value.path };
    const described = describeFunction(value);
    if (described !== undefined) {
      return { $type: "function", name: described.name, module: described.module };
    }
    if (value instanceof PyObject) {
      return {
        $type: "object",
        class: value.className ?? this.value(value.cls),
        args: this.#list(value.args),
        ...(value.kwargs === undefined ? {} : { kwargs: this.value(value.kwargs) }),
        ...this.#operations(value),
      };
    }
    if (value instanceof PyReduce) {
      return {
        $type: "reduce",
        func: value.functionName ?? this.value(value.func),
        args: this.#list(value.args),
        ...this.#operations(value),
      };
    }
    throw new Error(`no tag for ${value.constructor?.name}`);
  }

  #operations(node: PyObject | PyReduce): Record<string, Tagged> {
    const result: Record<string, Tagged> = {};
    if (node.items.length > 0) result["items"] = this.#list(node.items);
    if (node.pairs.length > 0) result["pairs"] = node.pairs.map((pair) => this.#list(pair));
    if (node.states.length > 0) result["state"] = this.value(node.state);
    const [effect] = node.effects;
    if (effect !== undefined) {
      result["state"] = this.value(effect.args[1]);
      result["setter"] = effect.functionName;
    }
    return result;
  }
}

function isPlainKey(key: string): boolean {
  return !key.startsWith("$") && key !== "__proto__" && !/^\d+$/.test(key) && key.length <= 4096;
}

function dtypeTag(dtype: Dtype): Tagged {
  if (dtype.subarray !== undefined) {
    return { base: dtypeTag(dtype.subarray.base), shape: dtype.subarray.shape };
  }
  if (dtype.fields === undefined) return dtype.text;
  return {
    fields: dtype.fields.map((field) => ({
      name: field.name,
      dtype: dtypeTag(field.dtype),
      offset: field.offset,
      ...(field.title === undefined ? {} : { title: field.title }),
    })),
    itemsize: dtype.itemsize,
    align: dtype.aligned,
  };
}
