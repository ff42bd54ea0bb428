import {
  Binary,
  Bool,
  DurationMicrosecond,
  DurationMillisecond,
  DurationNanosecond,
  DurationSecond,
  FixedSizeBinary,
  makeData,
  makeVector,
  Timestamp,
  TimeUnit,
  Utf8,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import { halfToNumber } from "../types/numpy/items.ts";
import type { NdArray } from "../types/numpy/nd-array.ts";
import { isMissing as isPandasNa } from "../types/pandas/arrays.ts";
import { NotATime } from "../types/pandas/scalars.ts";
import { nulls } from "./nulls.ts";
import { unsupported } from "./unsupported.ts";

/** NumPy's "not a time": the least 64-bit integer. */
export const notATime = -(2n ** 63n);

const timeUnits: ReadonlyMap<string, TimeUnit> = new Map([
  ["s", TimeUnit.SECOND],
  ["ms", TimeUnit.MILLISECOND],
  ["us", TimeUnit.MICROSECOND],
  ["ns", TimeUnit.NANOSECOND],
]);

const durations = [DurationSecond, DurationMillisecond, DurationMicrosecond, DurationNanosecond];

/** The items of a NumPy array of one dimension. */
export function numpyToArrow(array: NdArray, path: string): Vector {
  const { data, dtype } = array;
  if (Array.isArray(data)) return objects(data, path);
  switch (dtype.kind) {
    case "b":
      return vectorFromArray(array.toArray() as boolean[], new Bool());
    case "i":
    case "u":
      return makeVector(data as Int32Array);
    case "f":
      if (dtype.itemsize === 4 || dtype.itemsize === 8) return makeVector(data as Float64Array);
      if (dtype.itemsize === 2) {
        return makeVector(Float32Array.from(data as Uint16Array, halfToNumber));
      }
      return makeVector(Float64Array.from(array.toArray() as number[]));
    case "M":
    case "m":
      return timesToArrow(data as BigInt64Array, dtype.kind, dtype.unit, undefined, path);
    case "S":
    case "U":
      return vectorFromArray(array.toArray() as string[], new Utf8());
    case "V":
      if (dtype.fields === undefined && dtype.itemsize > 0) {
        const type = new FixedSizeBinary(dtype.itemsize);
        return vectorFromArray(array.toArray() as Uint8Array[], type);
      }
      break;
    default:
  }
  throw unsupported(`items of dtype ${dtype.text}`, path);
}

/** Counts of a unit: times with or without a zone, and durations. */
export function timesToArrow(
  values: BigInt64Array,
  kind: "M" | "m",
  unit: { readonly unit: string; readonly count: number } | undefined,
  zone: string | undefined,
  path: string,
): Vector {
  const arrowUnit = timeUnits.get(unit?.unit ?? "");
  if (arrowUnit === undefined || unit?.count !== 1) {
    throw unsupported(`times in units of ${unit?.count ?? 1} ${unit?.unit ?? "unknown"}`, path);
  }
  const type = kind === "M" ? new Timestamp(arrowUnit, zone ?? null) : new durations[arrowUnit]!();
  const { nullBitmap, nullCount } = nulls(values.length, (at) => values[at] === notATime);
  return makeVector(
    makeData({
      type: type as Timestamp,
      length: values.length,
      nullCount,
      nullBitmap,
      data: values,
    }),
  );
}

function objects(items: readonly unknown[], path: string): Vector {
  const known = items.map((item) => (isMissing(item) ? null : item));
  const kinds = new Set(known.filter((item) => item !== null).map(kindOf));
  if (kinds.size === 0) return vectorFromArray(known as null[], new Utf8());
  const [kind] = kinds;
  if (kinds.size > 1 || kind === "other") {
    const names = [...kinds].join(" and ");
    throw unsupported(`objects of kind ${names}`, path);
  }
  if (kind === "string") return vectorFromArray(known as string[], new Utf8());
  if (kind === "boolean") return vectorFromArray(known as boolean[], new Bool());
  if (kind === "bytes") return vectorFromArray(known as Uint8Array[], new Binary());
  return vectorFromArray(known as number[]);
}

function kindOf(value: unknown): string {
  if (value instanceof Uint8Array) return "bytes";
  const type = typeof value;
  return ["string", "boolean", "number", "bigint"].includes(type) ? type : "other";
}

/** None, NaN and pandas' own missing values count as null in columns of objects. */
function isMissing(value: unknown): boolean {
  if (value === null || value === undefined || Number.isNaN(value)) return true;
  return value instanceof NotATime || isPandasNa(value);
}
