import {
  Bool,
  type DataType,
  Dictionary,
  Field,
  Int32,
  Int64,
  makeData,
  makeVector,
  Struct,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import { columnLength } from "../types/pandas/column-values.ts";
import {
  BackedArray,
  Categorical,
  DatetimeLikeArray,
  MaskedColumn,
} from "../types/pandas/arrays.ts";
import { ArrowArray, arrowPartsIn } from "../types/pandas/arrow-array.ts";
import { IntervalArray, type IntervalParts } from "../types/pandas/interval.ts";
import { PandasIndex } from "../types/pandas/pandas-index.ts";
import { PeriodArray } from "../types/pandas/period.ts";
import { SparseArray } from "../types/pandas/sparse-array.ts";
import { asNdArray } from "../types/pandas/state.ts";
import { nulls } from "./nulls.ts";
import { notATime, numpyToArrow, timesToArrow } from "./numpy-column.ts";
import { storedToArrow } from "./stored-column.ts";
import { unsupported } from "./unsupported.ts";

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
  if (values instanceof ArrowArray) return storedToArrow(arrowPartsIn(values), path);
  if (values instanceof MaskedColumn) return masked(values, path);
  if (values instanceof DatetimeLikeArray) return datetimeLike(values, path);
  if (values instanceof PeriodArray) return periods(values);
  if (values instanceof IntervalArray) return intervals(values, path);
  if (values instanceof SparseArray) return numpyToArrow(values.toDense(), path);
  if (values instanceof BackedArray) return columnToArrow(values.values, path);
  if (values instanceof PandasIndex) return indexToArrow(values, path);
  const array = asNdArray(values);
  if (array === undefined) throw unsupported("values of an unknown kind", path);
  if (array.shape.length !== 1) {
    throw unsupported(`an array of ${array.shape.length} dimensions`, path);
  }
  return numpyToArrow(array, path);
}

function datetimeLike(array: DatetimeLikeArray, path: string): Vector {
  const [, kind, unit = "", zone] =
    /^(datetime|timedelta)64\[(\w+)(?:, (.+))?\]$/.exec(array.dtype) ?? [];
  return timesToArrow(
    array.values,
    kind === "timedelta" ? "m" : "M",
    { unit, count: 1 },
    zone,
    path,
  );
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
  if (index.intervals !== undefined) return intervals(index.intervals, path);
  return columnToArrow(index.data, path);
}

/** The numbers of periods, as pandas' own conversion stores them. */
function periods({ ordinals }: PeriodArray): Vector {
  const { nullBitmap, nullCount } = nulls(ordinals.length, (at) => ordinals[at] === notATime);
  const type = new Int64();
  return makeVector(
    makeData({ type, length: ordinals.length, nullCount, nullBitmap, data: ordinals }),
  );
}

/** Intervals as structs of their ends, as pandas' own conversion stores them; null where the left end is missing. */
function intervals({ left, right }: IntervalParts, path: string): Vector {
  const ends = [
    columnToArrow(left, `${path}.left`),
    columnToArrow(right, `${path}.right`),
  ] as const;
  const [from, to] = ends.map(
    ({ type }, at) => new Field(at === 0 ? "left" : "right", type as DataType, true),
  );
  const length = columnLength(left);
  const [first] = ends;
  const { nullBitmap, nullCount } = nulls(length, (at) => {
    const end: unknown = first.get(at);
    return end === null || Number.isNaN(end);
  });
  if (ends.some((end) => end.length !== length || end.data.length !== 1)) {
    throw unsupported("intervals whose ends are not alike", path);
  }
  return makeVector(
    makeData({
      type: new Struct([from!, to!]),
      length,
      nullCount,
      nullBitmap,
      children: ends.map((end) => end.data[0]!),
    }),
  );
}

function masked(column: MaskedColumn, path: string): Vector {
  const { values } = column;
  if (values === undefined) throw unsupported("values of an unknown kind", path);
  const items = column.toArray();
  if (column.dtype === "boolean") return vectorFromArray(items as (boolean | null)[], new Bool());
  const { type, values: data } = numpyToArrow(values, path).data[0]!;
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
