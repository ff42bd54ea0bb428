import {
  Binary,
  Bool,
  type DataType,
  Dictionary,
  DurationMicrosecond,
  DurationMillisecond,
  DurationNanosecond,
  DurationSecond,
  FixedSizeBinary,
  Int32,
  makeData,
  makeVector,
  Timestamp,
  TimeUnit,
  Utf8,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import { PickleError } from "../errors.ts";
import type { NdArray } from "../types/numpy/nd-array.ts";
import {
  BackedArray,
  Categorical,
  DatetimeLikeArray,
  isMissing as isPandasNa,
  MaskedColumn,
} from "../types/pandas/arrays.ts";
import { ArrowStrings } from "../types/pandas/arrow-strings.ts";
import { PandasIndex } from "../types/pandas/pandas-index.ts";
import { NotATime } from "../types/pandas/scalars.ts";
import { asNdArray } from "../types/pandas/state.ts";
import { halfToNumber } from "../types/numpy/items.ts";

/** NumPy's "not a time": the least 64-bit integer. */
const notATime = -(2n ** 63n);

const timeUnits: ReadonlyMap<string, TimeUnit> = new Map([
  ["s", TimeUnit.SECOND],
  ["ms", TimeUnit.MILLISECOND],
  ["us", TimeUnit.MICROSECOND],
  ["ns", TimeUnit.NANOSECOND],
]);

const durations = [DurationSecond, DurationMillisecond, DurationMicrosecond, DurationNanosecond];

/**
 * The values of one column as an Arrow vector. Numbers are shared with what was decoded, not copied; text,
 * booleans and objects are converted.
 *
 * @param values what `DataFrame.column`, `Series.values` or `PandasIndex.data` give, or a NumPy array
 * @param path where it stands, for errors
 * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for values that Arrow has no column for
 */
export function columnToArrow(values: unknown, path: string = "$"): Vector {
  if (values instanceof Categorical) return categorical(values, path);
  if (values instanceof ArrowStrings) return vectorFromArray(values.toArray(), new Utf8());
  if (values instanceof MaskedColumn) return masked(values, path);
  if (values instanceof DatetimeLikeArray) return datetimeLike(values, path);
  if (values instanceof BackedArray) return columnToArrow(values.values, path);
  const array = asNdArray(values);
  if (array === undefined) throw unsupported("values of an unknown kind", path);
  if (array.shape.length !== 1) {
    throw unsupported(`an array of ${array.shape.length} dimensions`, path);
  }
  return numpy(array, path);
}

function numpy(array: NdArray, path: string): Vector {
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
      return times(data as BigInt64Array, dtype.kind, dtype.unit, undefined, path);
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

function times(
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

function datetimeLike(array: DatetimeLikeArray, path: string): Vector {
  const [, kind, unit = "", zone] =
    /^(datetime|timedelta)64\[(\w+)(?:, (.+))?\]$/.exec(array.dtype) ?? [];
  return times(array.values, kind === "timedelta" ? "m" : "M", { unit, count: 1 }, zone, path);
}

function categorical({ codes, categories }: Categorical, path: string): Vector {
  return dictionaryToArrow(codes, categories, path);
}

/** Values by codes into an index of labels; -1 is null. */
export function dictionaryToArrow(codes: readonly number[], labels: unknown, path: string): Vector {
  if (!(labels instanceof PandasIndex)) throw unsupported("categories of an unknown kind", path);
  const dictionary = indexToArrow(labels, path);
  const { nullBitmap, nullCount } = nulls(codes.length, (at) => codes[at]! < 0);
  const type = new Dictionary(dictionary.type as DataType, new Int32());
  const data = Int32Array.from(codes, (code) => Math.max(code, 0));
  return makeVector(
    makeData({ type, length: codes.length, nullCount, nullBitmap, data, dictionary }),
  );
}

/** The labels of an index; those of a `RangeIndex` are counted out. */
export function indexToArrow(index: PandasIndex, path: string): Vector {
  if (index.range !== undefined) {
    return makeVector(BigInt64Array.from(index.toArray() as number[], BigInt));
  }
  if (index.levels !== undefined) throw unsupported("an index of several levels", path);
  return columnToArrow(index.data, path);
}

function masked(column: MaskedColumn, path: string): Vector {
  const { values } = column;
  if (values === undefined) throw unsupported("values of an unknown kind", path);
  const items = column.toArray();
  if (column.dtype === "boolean") return vectorFromArray(items as (boolean | null)[], new Bool());
  const { type, values: data } = numpy(values, path).data[0]!;
  const { nullBitmap, nullCount } = nulls(items.length, (at) => items[at] === null);
  return makeVector(
    makeData({
      type: type as Int32,
      length: items.length,
      nullCount,
      nullBitmap,
      data: data as Int32Array,
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

/** Arrow's bitmap: bit 1 where there is a value. */
function nulls(
  length: number,
  isNull: (at: number) => boolean,
): { nullBitmap: Uint8Array | null; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  for (let at = 0; at < length; at += 1) {
    if (isNull(at)) nullCount += 1;
    else nullBitmap[at >> 3]! |= 1 << (at & 7);
  }
  return nullCount === 0 ? { nullBitmap: null, nullCount } : { nullBitmap, nullCount };
}

function unsupported(what: string, path: string): PickleError {
  return new PickleError({
    code: "SERIALIZATION_UNSUPPORTED_VALUE",
    message: `${what} cannot become a column of an Arrow table`,
    hint: "Leave the column out with `columns`, or convert it before.",
    path,
  });
}
