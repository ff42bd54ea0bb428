import { ArrowArray } from "../types/pandas/arrow-array.ts";
import {
  BackedArray,
  Categorical,
  DatetimeLikeArray,
  MaskedColumn,
} from "../types/pandas/arrays.ts";
import { DataFrame, Series } from "../types/pandas/data-frame.ts";
import { Interval, IntervalArray } from "../types/pandas/interval.ts";
import { PandasIndex } from "../types/pandas/pandas-index.ts";
import { Period, PeriodArray } from "../types/pandas/period.ts";
import { NotATime, Timedelta, Timestamp } from "../types/pandas/scalars.ts";
import { SparseArray } from "../types/pandas/sparse-array.ts";

/** A value of pandas as JSON shows it: its name, how many values it has, and what to show. */
export interface PandasView {
  readonly type: string;
  /** Values that `fields` will make, about. */
  readonly count: number;
  /** @throws PickleError for values that stay inert nodes */
  fields(): [name: string, value: unknown][];
}

/** What JSON shows of a value of pandas; undefined for all else. */
export function pandasViewOf(value: object): PandasView | undefined {
  if (value instanceof DataFrame) {
    return {
      type: "DataFrame",
      get count() {
        const [rows, columns] = value.shape;
        return rows * columns;
      },
      fields: () => [["rows", value.toRows().map((row) => new Map(Object.entries(row)))]],
    };
  }
  if (value instanceof Series) return listOf("Series", value);
  if (value instanceof PandasIndex) return listOf(value.kind, value);
  if (value instanceof Categorical) return listOf("Categorical", value);
  if (value instanceof IntervalArray) return listOf("IntervalArray", value);
  if (value instanceof BackedArray) return listOf("array", value);
  const isTyped =
    value instanceof ArrowArray ||
    value instanceof DatetimeLikeArray ||
    value instanceof MaskedColumn ||
    value instanceof PeriodArray ||
    value instanceof SparseArray;
  return isTyped ? listOf(value.dtype, value) : scalarViewOf(value);
}

function listOf(type: string, view: { readonly length: number; toArray(): unknown[] }): PandasView {
  return {
    type,
    get count() {
      return view.length;
    },
    fields: () => [["values", view.toArray()]],
  };
}

function scalarViewOf(value: object): PandasView | undefined {
  if (value instanceof Period) {
    return scalar("Period", ["value", value.toString()], ["freq", value.freq]);
  }
  if (value instanceof Interval) {
    const { left, right, closed } = value;
    return scalar("Interval", ["left", left], ["right", right], ["closed", closed]);
  }
  if (value instanceof Timestamp) {
    const { unit, zone = null } = value;
    return scalar("Timestamp", ["value", value.value], ["unit", unit], ["zone", zone]);
  }
  if (value instanceof Timedelta) return scalar("Timedelta", ["value", value.value]);
  return value instanceof NotATime ? scalar("NaT") : undefined;
}

function scalar(type: string, ...fields: [string, unknown][]): PandasView {
  return { type, count: fields.length, fields: () => fields };
}
