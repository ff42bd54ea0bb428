import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { BackedArray, Categorical, DatetimeLikeArray, MaskedColumn } from "./arrays.ts";
import { ArrowArray, ArrowStrings } from "./arrow-array.ts";
import { DataFrame, Series } from "./data-frame.ts";
import { Interval, IntervalArray } from "./interval.ts";
import { PandasIndex } from "./pandas-index.ts";
import { Period, PeriodArray } from "./period.ts";
import { NotATime, Timedelta, Timestamp } from "./scalars.ts";
import { SparseArray } from "./sparse-array.ts";

type ObjectClass = new (
  cls: unknown,
  args: readonly unknown[],
  kwargs?: ReadonlyMap<unknown, unknown>,
) => PyObject;

/** A class whose instances are inert nodes of a kind of their own. */
const instances = (Class: ObjectClass): GlobalHandler => ({
  create: (args, kwargs, _context, global) => new Class(global, args, kwargs),
  call: (args, _context, global) => new PyReduce(global, args),
});

/** A function whose results are inert nodes of a kind of their own. */
const results = (
  Class: new (func: unknown, args: readonly unknown[]) => PyReduce,
): GlobalHandler => ({
  call: (args, _context, global) => new Class(global, args),
});

const inert: GlobalHandler = {};
const node = instances(PyObject);

const backed: GlobalHandler = {
  call: (args, _context, global) => {
    const [cls] = args;
    if (!(cls instanceof PyGlobal)) return notClaimed;
    if (cls.name === "Categorical") return new Categorical(global, args);
    if (cls.name === "PeriodArray") return new PeriodArray(global, args);
    return /^(?:Datetime|Timedelta)Array$/.test(cls.name)
      ? new DatetimeLikeArray(global, args)
      : new BackedArray(global, args);
  },
};

const whole = (value: GlobalHandler): GlobalHandler => ({
  call: (args, context, global) =>
    typeof args[0] === "number" || typeof args[0] === "bigint"
      ? value.call!(args, context, global)
      : notClaimed,
});

const indexes: readonly string[] = [
  "base.Index",
  "range.RangeIndex",
  "multi.MultiIndex",
  "numeric.Int64Index",
  "numeric.UInt64Index",
  "numeric.Float64Index",
  "numeric.NumericIndex",
  "datetimes.DatetimeIndex",
  "timedeltas.TimedeltaIndex",
  "category.CategoricalIndex",
  "interval.IntervalIndex",
  "period.PeriodIndex",
  "frozen.FrozenList",
];

const plainNodes: readonly string[] = [
  "pandas.core.internals.managers BlockManager",
  "pandas.core.internals.managers SingleBlockManager",
  "pandas._libs.internals _unpickle_block",
  "pandas.core.internals.blocks new_block",
  "pandas.core.dtypes.dtypes CategoricalDtype",
  "pandas.core.dtypes.dtypes DatetimeTZDtype",
  "pandas.core.dtypes.dtypes IntervalDtype",
  "pandas.core.dtypes.dtypes PeriodDtype",
  "pandas._libs.tslibs.offsets _offset",
  "pandas.core.arrays.string_ StringDtype",
  "pandas.core.dtypes.dtypes SparseDtype",
  "pandas.core.dtypes.dtypes ArrowDtype",
  "pandas.core.dtypes.dtypes NumpyEADtype",
  "pandas.core.dtypes.dtypes PandasDtype",
  "pandas.core.arrays.arrow.dtype ArrowDtype",
  "pandas.core.arrays.interval IntervalArray",
  "pandas.arrays IntervalArray",
  "pandas._libs.sparse IntIndex",
  "pandas._libs.sparse BlockIndex",
  "pytz _UTC",
  "pytz _p",
  "zoneinfo ZoneInfo._unpickle",
  "dateutil.tz.tz tzutc",
  "dateutil.tz.tz tzlocal",
  "dateutil.tz.tz tzoffset",
  "dateutil.tz.tz tzfile",
  "dateutil.tz._tzfile _unpickle",
  "pandas DateOffset",
  "dateutil.relativedelta relativedelta",
  "dateutil._common weekday",
];

const offsets: readonly string[] = (
  "Day Hour Minute Second Milli Micro Nano BusinessDay BusinessHour CustomBusinessDay CustomBusinessHour " +
  "MonthEnd MonthBegin BusinessMonthEnd BusinessMonthBegin CustomBusinessMonthEnd CustomBusinessMonthBegin " +
  "SemiMonthEnd SemiMonthBegin Week WeekOfMonth LastWeekOfMonth QuarterEnd QuarterBegin BQuarterEnd " +
  "BQuarterBegin HalfYearEnd HalfYearBegin BHalfYearEnd BHalfYearBegin YearEnd YearBegin BYearEnd BYearBegin " +
  "FY5253 FY5253Quarter Easter DateOffset"
).split(" ");

const maskedArrays: readonly string[] = [
  "integer.IntegerArray",
  "floating.FloatingArray",
  "boolean.BooleanArray",
];

const maskedDtypes: readonly string[] = [
  ...["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"].map(
    (name) => `integer ${name}Dtype`,
  ),
  ...["Float32", "Float64"].map((name) => `floating ${name}Dtype`),
  "boolean BooleanDtype",
];

const backedArrays: readonly string[] = [
  "categorical.Categorical",
  "datetimes.DatetimeArray",
  "timedeltas.TimedeltaArray",
  "period.PeriodArray",
  "string_.StringArray",
  "numpy_.PandasArray",
  "numpy_.NumpyExtensionArray",
];

/** Names that pandas 3 writes by the public module, for what stands elsewhere in older streams. */
const publicNodes: readonly string[] = (
  "Index RangeIndex MultiIndex DatetimeIndex TimedeltaIndex CategoricalIndex IntervalIndex PeriodIndex " +
  "CategoricalDtype DatetimeTZDtype IntervalDtype PeriodDtype StringDtype BooleanDtype " +
  "Int8Dtype Int16Dtype Int32Dtype Int64Dtype UInt8Dtype UInt16Dtype UInt32Dtype UInt64Dtype " +
  "Float32Dtype Float64Dtype SparseDtype ArrowDtype"
).split(" ");

const publicArrays: readonly string[] = [
  "pandas Categorical",
  "pandas.arrays DatetimeArray",
  "pandas.arrays TimedeltaArray",
  "pandas.arrays PeriodArray",
  "pandas.arrays StringArray",
  "pandas.arrays NumpyExtensionArray",
];

const arrowArrays: readonly string[] = [
  "pandas.arrays ArrowExtensionArray",
  "pandas.core.arrays.arrow.array ArrowExtensionArray",
];

const sparseArrays: readonly string[] = [
  "pandas.arrays SparseArray",
  "pandas.core.arrays.sparse.array SparseArray",
];

const arrowStrings: readonly string[] = [
  "pandas.arrays ArrowStringArray",
  "pandas.core.arrays.string_arrow ArrowStringArray",
  "pandas.core.arrays.string_arrow ArrowStringArrayNumpySemantics",
];

/** How pyarrow rebuilds an array from its buffers. */
const arrowParts: readonly string[] = (
  "_restore_array chunked_array py_buffer type_for_alias timestamp duration time32 time64 list_ large_list " +
  "list_view large_list_view map_ struct field binary decimal32 decimal64 decimal128 decimal256 dictionary " +
  "run_end_encoded"
)
  .split(" ")
  .map((name) => `pyarrow.lib ${name}`);

const split = (prefix: string, name: string): string => `${prefix}.${name.replace(".", " ")}`;

/** pandas' globals: frames, series, indexes and their arrays, as inert nodes with views of their columns. */
export const pandasGlobals: HandlerTable = new Map<string, GlobalHandler>([
  ["pandas.core.frame DataFrame", instances(DataFrame)],
  ["pandas.core.series Series", instances(Series)],
  ["pandas DataFrame", instances(DataFrame)],
  ["pandas Series", instances(Series)],
  ["pandas.core.indexes.base _new_Index", results(PandasIndex)],
  ["pandas.core.indexes.datetimes _new_DatetimeIndex", results(PandasIndex)],
  ["pandas.core.indexes.period _new_PeriodIndex", results(PandasIndex)],
  ["pandas.core.indexes.timedeltas _new_TimedeltaIndex", results(PandasIndex)],
  ["pandas.core.indexes.interval _new_IntervalIndex", results(PandasIndex)],
  ["pandas._libs.arrays __pyx_unpickle_NDArrayBacked", backed],
  ["pandas._libs.tslibs.timestamps _unpickle_timestamp", whole(results(Timestamp))],
  ["pandas._libs.tslibs.timedeltas _timedelta_unpickle", whole(results(Timedelta))],
  ["pandas._libs.tslibs.nattype __nat_unpickle", results(NotATime)],
  ["pandas._libs.tslibs.nattype _nat_unpickle", results(NotATime)],
  ["pandas._libs.interval __pyx_unpickle_IntervalMixin", results(IntervalArray)],
  ...["pandas Period", "pandas._libs.tslibs.period Period"].map((name): [string, GlobalHandler] => [
    name,
    results(Period),
  ]),
  ...["pandas Interval", "pandas._libs.interval Interval"].map((name): [string, GlobalHandler] => [
    name,
    results(Interval),
  ]),
  ["pandas._libs.missing NA", inert],
  ["pandas NA", inert],
  ["zoneinfo ZoneInfo", inert],
  ...indexes.map((name): [string, GlobalHandler] => [split("pandas.core.indexes", name), node]),
  ...plainNodes.map((name): [string, GlobalHandler] => [name, node]),
  ...offsets.map((name): [string, GlobalHandler] => [`pandas._libs.tslibs.offsets ${name}`, node]),
  ...maskedArrays.map((name): [string, GlobalHandler] => [
    split("pandas.core.arrays", name),
    instances(MaskedColumn),
  ]),
  ...maskedDtypes.map((name): [string, GlobalHandler] => [`pandas.core.arrays.${name}`, node]),
  ...publicNodes.map((name): [string, GlobalHandler] => [`pandas ${name}`, node]),
  ...publicArrays.map((name): [string, GlobalHandler] => [name, inert]),
  ...arrowStrings.map((name): [string, GlobalHandler] => [name, instances(ArrowStrings)]),
  ...arrowArrays.map((name): [string, GlobalHandler] => [name, instances(ArrowArray)]),
  ...sparseArrays.map((name): [string, GlobalHandler] => [name, instances(SparseArray)]),
  ...arrowParts.map((name): [string, GlobalHandler] => [name, node]),
  ...["IntegerArray", "FloatingArray", "BooleanArray"].map((name): [string, GlobalHandler] => [
    `pandas.arrays ${name}`,
    instances(MaskedColumn),
  ]),
  ...backedArrays.map((name): [string, GlobalHandler] => [
    split("pandas.core.arrays", name),
    inert,
  ]),
]);
