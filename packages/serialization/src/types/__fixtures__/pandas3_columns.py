"""Writes pandas3-columns.json: columns and indexes of every kind that pandas has arrays of its own for, each as a pickle of
protocol 5 (optimized, in base64) and as the values that pandas itself gives. Made with CPython 3.11, pandas 3.1, pyarrow 26:

    python pandas3_columns.py > pandas3-columns.json && npx oxfmt pandas3-columns.json
"""

import base64
import datetime
import decimal
import json
import pickle
import pickletools

import numpy as np
import pandas as pd
import pyarrow as pa


def plain(value):
    """A value of pandas as the test compares it."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, pd.Interval):
        return {"interval": [plain(value.left), plain(value.right)], "closed": value.closed}
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Period):
        start = int(value.start_time.asm8.astype("M8[ms]").astype("i8"))
        return {"period": str(value), "ordinal": value.ordinal, "start": start}
    if isinstance(value, (pd.Timestamp, pd.Timedelta)):
        return int(value.asm8.astype("i8"))
    if isinstance(value, datetime.time):
        return ((value.hour * 60 + value.minute) * 60 + value.second) * 10**6 + value.microsecond
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    return value.item() if isinstance(value, np.generic) else value


def arrow(values, kind):
    return pd.array(values, dtype=pd.ArrowDtype(kind))


frequencies = "Y Y-MAR Q Q-MAR M W W-WED B D h min s ms us ns 2h 3M".split()
moments = ["2021-05-07 08:09:10.123456789", "1969-12-31 23:59:59", "1066-10-14" , None]


def periods(freq):
    usable = [moment for moment in moments if freq != "ns" or moment != "1066-10-14"]
    return pd.PeriodIndex(usable, freq=freq)


days = pd.date_range("2020-02-28", periods=3, tz="Europe/Berlin")
columns = {
    "interval": pd.arrays.IntervalArray.from_breaks([0, 1, 2]),
    "interval with a gap": pd.arrays.IntervalArray.from_arrays([0, np.nan], [1.5, np.nan], closed="left"),
    "interval of times": pd.arrays.IntervalArray.from_breaks(days, closed="both"),
    "interval of durations": pd.arrays.IntervalArray.from_breaks(pd.timedelta_range("1h", periods=3), closed="neither"),
    "sparse": pd.arrays.SparseArray([0, 0, 1, 2]),
    "sparse in blocks": pd.arrays.SparseArray([np.nan, 1.5, 2.5, np.nan, 3.5], kind="block"),
    "sparse booleans": pd.arrays.SparseArray([True, False, True], fill_value=True),
    "sparse with a fill": pd.arrays.SparseArray(np.array([7, 7, 1], "i2"), fill_value=7),
    "sparse objects": pd.arrays.SparseArray(np.array([None, "a"], object), fill_value=None),
    "sparse, nothing stored": pd.arrays.SparseArray([0.0, 0.0], fill_value=0.0),
    "null": arrow([None, None], pa.null()),
    "bool": arrow([True, None, False], pa.bool_()),
    **{str(kind): arrow([1, None, 3], kind) for kind in
       (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64())},
    "float16": arrow(np.array([1.5, -2], "f2"), pa.float16()),
    "float32": arrow([1.5, None], pa.float32()),
    "float64": arrow([1.5, None, -0.25], pa.float64()),
    "string": arrow(["a", None, "bçd", ""], pa.string()),
    "large_string": arrow(["a", None], pa.large_string()),
    "binary": arrow([b"x", None, b"yz"], pa.binary()),
    "large_binary": arrow([b"x", None], pa.large_binary()),
    "binary of two": arrow([b"xy", None], pa.binary(2)),
    "date32": arrow([datetime.date(2020, 2, 29), None, datetime.date(1969, 12, 31)], pa.date32()),
    "date64": arrow([datetime.date(2020, 2, 29), None], pa.date64()),
    "time64": arrow([datetime.time(1, 2, 3, 4), None], pa.time64("us")),
    "timestamp": arrow([datetime.datetime(2020, 1, 1), None], pa.timestamp("ms")),
    "timestamp of a zone": arrow([pd.Timestamp("2020", tz="UTC"), None], pa.timestamp("us", "Europe/Berlin")),
    "duration": arrow([datetime.timedelta(hours=1), None], pa.duration("us")),
    "decimal": arrow([decimal.Decimal("1.50"), None, decimal.Decimal("-0.07")], pa.decimal128(10, 2)),
    "decimal256": arrow([decimal.Decimal("-123456789012345678901234567890.5")], pa.decimal256(50, 1)),
    "list": arrow([[1, 2], None, [], [None]], pa.list_(pa.int32())),
    "list of lists": arrow([[["a"], []], None], pa.list_(pa.list_(pa.string()))),
    "list of two": arrow([[1, 2], [3, 4]], pa.list_(pa.int8(), 2)),
    "struct": arrow([{"a": 1, "b": "x"}, {"a": None, "b": "y"}], pa.struct([("a", pa.int8()), ("b", pa.string())])),
    "map": arrow([[("k", 1), ("l", 2)], None], pa.map_(pa.string(), pa.int32())),
    "dictionary": arrow(["a", "b", None, "a"], pa.dictionary(pa.int8(), pa.string())),
    "chunks": pd.arrays.ArrowExtensionArray(pa.chunked_array([[1, None], [3]])),
    "a slice": arrow(["zero", "one", None, "three"], pa.string())[1:],
    "string[pyarrow]": pd.array(["a", None], dtype="string[pyarrow]"),
    "string[python]": pd.array(["a", None], dtype="string[python]"),
    "str": pd.array(["a", None], dtype="str"),
    "NumPy's": pd.arrays.NumpyExtensionArray(np.array([1, 2])),
    **{f"period {freq}": periods(freq).array for freq in frequencies},
    "index of periods": periods("M"),
    "index of intervals": pd.interval_range(0, 2, closed="left"),
    "index of durations": pd.timedelta_range("1h", periods=2),
    "index of times with a zone": days,
    "index of Arrow's integers": pd.Index([1, 2], dtype="int64[pyarrow]"),
    "index of several levels": pd.MultiIndex.from_product([["a"], pd.period_range("2020", periods=2, freq="M")]),
    "categories of intervals": pd.cut([1, 2, 3, np.nan], 2),
    "period": pd.Series([pd.Period("2020-01", "M"), pd.Period("2020Q2", "Q-MAR"), pd.Period("2020-01-08", "W-WED")], dtype=object),
    "objects": pd.Series([pd.Interval(0, 1.5, "both"), "a", None], dtype=object),
}


def main():
    made = {}
    for name, column in columns.items():
        data = pickletools.optimize(pickle.dumps(column, 5))
        values = [plain(value) for value in (column.tolist() if isinstance(column, pd.MultiIndex) else column)]
        made[name] = {"pickle": base64.b64encode(data).decode(), "values": values}
    view = pd.arrays.ArrowExtensionArray(pa.chunked_array([pa.array(["a"], pa.string_view())]))
    made["views of texts, which have no counterpart"] = {
        "pickle": base64.b64encode(pickletools.optimize(pickle.dumps(view, 5))).decode(),
        "values": None,
    }
    print(json.dumps(made, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
