import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { Dtype } from "../numpy/dtype.ts";
import type { NdArray } from "../numpy/nd-array.ts";
import { NpScalar } from "../numpy/scalar.ts";
import { columnToArray } from "./column-values.ts";
import { asNdArray, entry } from "./state.ts";

/** The parts of `__pyx_unpickle_NDArrayBacked`'s state, found by their types: their order has changed over time. */
function partsOf(node: PyReduce): { dtype: unknown; values: NdArray | undefined } {
  const state = Array.isArray(node.state) ? (node.state as unknown[]) : [];
  const values = state.map(asNdArray).find((part) => part !== undefined);
  const dtype = state.find(
    (part) => part instanceof Dtype || part instanceof PyObject || part instanceof PyReduce,
  );
  return { dtype, values };
}

/** pandas' categorical values: codes into a list of categories. */
export class Categorical extends PyReduce {
  /** How many values there are. */
  get length(): number {
    return partsOf(this).values?.size ?? 0;
  }

  /** Index of the category of each value; -1 for missing. */
  get codes(): number[] {
    return partsOf(this).values?.toArray().map(Number) ?? [];
  }

  /** The index of categories: a `PandasIndex`. */
  get categories(): unknown {
    return entry(this.#dtype?.state, "categories");
  }

  /** The categories of the values, null where they are missing. */
  toArray(): unknown[] {
    const categories = columnToArray(this.categories, "$");
    return this.codes.map((code) => (code < 0 ? null : categories[code]));
  }

  get ordered(): boolean {
    return entry(this.#dtype?.state, "ordered") === true;
  }

  get #dtype(): PyObject | undefined {
    const { dtype } = partsOf(this);
    return dtype instanceof PyObject ? dtype : undefined;
  }
}

/** pandas' datetimes and timedeltas: 64-bit counts of a unit, with or without a zone. */
export class DatetimeLikeArray extends PyReduce {
  /** How many values there are. */
  get length(): number {
    return this.values.length;
  }

  /** The counts since 1970 (or the durations); the least 64-bit integer is `NaT`. */
  get values(): BigInt64Array {
    const data = partsOf(this).values?.data;
    return data instanceof BigInt64Array ? data : new BigInt64Array();
  }

  /** The counts as bigints. */
  toArray(): bigint[] {
    return [...this.values];
  }

  /** pandas' name of the dtype, such as `datetime64[ns]` or `datetime64[ns, UTC]`. */
  get dtype(): string {
    const { dtype, values } = partsOf(this);
    if (dtype instanceof PyObject) {
      const unit = entry(dtype.state, "unit");
      return `datetime64[${String(unit)}, ${zoneName(entry(dtype.state, "tz")) ?? "?"}]`;
    }
    const own = dtype instanceof Dtype ? dtype : values?.dtype;
    return `${own?.kind === "m" ? "timedelta64" : "datetime64"}[${own?.unit?.unit ?? "ns"}]`;
  }
}

/** Another array of pandas that is backed by one NumPy array, such as strings. */
export class BackedArray extends PyReduce {
  /** How many values there are. */
  get length(): number {
    return this.values?.size ?? 0;
  }

  get values(): NdArray | undefined {
    return partsOf(this).values;
  }

  /** The values as JavaScript has them, null for pandas' `NA`. */
  toArray(): unknown[] {
    return (this.values?.toArray() ?? []).map((value) => (isMissing(value) ? null : value));
  }
}

/** Whether a value is pandas' `NA`, in the spelling of any version. */
export function isMissing(value: unknown): boolean {
  return (
    value instanceof PyGlobal &&
    (value.path === "pandas._libs.missing.NA" || value.path === "pandas.NA")
  );
}

/** pandas' arrays with a mask: `Int64`, `boolean`, `Float64` … */
export class MaskedColumn extends PyObject {
  /** How many values there are. */
  get length(): number {
    return this.values?.size ?? 0;
  }

  /** pandas' name of the dtype, such as `Int64`. */
  get dtype(): string {
    const name = this.className?.split(".").at(-1) ?? "";
    if (name === "BooleanArray") return "boolean";
    const dtype = this.values?.dtype;
    const bits = 8 * (dtype?.itemsize ?? 8);
    return `${dtype?.kind === "u" ? "UInt" : dtype?.kind === "f" ? "Float" : "Int"}${bits}`;
  }

  /** The values; those under the mask mean nothing. */
  get values(): NdArray | undefined {
    return asNdArray(entry(this.state, "_data"));
  }

  /** The values as JavaScript has them, null where they are missing. */
  toArray(): unknown[] {
    const mask = asNdArray(entry(this.state, "_mask"))?.toArray() ?? [];
    return (this.values?.toArray() ?? []).map((value, at) => (mask[at] === true ? null : value));
  }

  /** The values as NumPy scalars, null where they are missing. */
  toScalars(): (NpScalar | null)[] {
    const mask = asNdArray(entry(this.state, "_mask"))?.toArray() ?? [];
    const { values } = this;
    if (values === undefined) return [];
    const bytes = values.toBytes();
    const size = values.dtype.itemsize;
    return Array.from({ length: values.size }, (_, at) =>
      mask[at] === true
        ? null
        : new NpScalar(values.dtype, bytes.subarray(at * size, (at + 1) * size)),
    );
  }
}

/** The name of a time zone: `UTC`, `Europe/Berlin`, or an offset such as `+01:00`; undefined for unknown kinds. */
export function zoneName(zone: unknown): string | undefined {
  if (zone instanceof PyGlobal)
    return zone.name === "utc" || zone.name === "timezone.utc" ? "UTC" : zone.name;
  if (zone instanceof PyReduce) {
    if (zone.functionName === "pytz._UTC") return "UTC";
    const [first] = zone.args;
    return typeof first === "string" ? first : undefined;
  }
  if (typeof zone !== "object" || zone === null || !("offset" in zone)) return undefined;
  const offset = zone.offset as { days: number; seconds: number };
  const minutes = Math.trunc((offset.days * 86_400 + offset.seconds) / 60);
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  const text = [Math.floor(size / 60), size % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return (minutes < 0 ? "-" : "+") + text;
}
