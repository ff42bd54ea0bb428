"""Reads what the test wrote, one JSON line per file, and says what is wrong with it."""

import array
import base64
import collections
import datetime
import decimal
import fractions
import io
import json
import math
import pathlib
import pickle
import re
import sys
import types
import uuid

import cloudpickle
import dill
import joblib
import numpy
import pandas
import pandas.core.arrays.arrow.extension_types
import pyarrow
import pyarrow.ipc


def load(module, data):
    if module == "joblib":
        return joblib.load(io.BytesIO(data))
    if module == "arrow":
        return pyarrow.ipc.open_file(data).read_all()
    return {"pickle": pickle, "dill": dill, "cloudpickle": cloudpickle}[module].loads(data)


def same(left, right):
    if type(left) is not type(right):
        return False
    if isinstance(left, numpy.ndarray):
        return left.dtype == right.dtype and left.shape == right.shape and (
            left.tobytes() == right.tobytes() if left.dtype != object
            else same(left.tolist(), right.tolist()))
    if isinstance(left, (pandas.DataFrame, pandas.Series)):
        return left.equals(right) and same(left.index.tolist(), right.index.tolist())
    if isinstance(left, float) and math.isnan(left):
        return math.isnan(right)
    if isinstance(left, float):
        return left == right and math.copysign(1, left) == math.copysign(1, right)
    if isinstance(left, dict):
        return len(left) == len(right) and all(
            same(a, b) and same(left[a], right[b]) for a, b in zip(left, right))
    if isinstance(left, (list, tuple, collections.deque)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, BaseException):
        return same(left.args, right.args)
    return left == right


def check_arrow(frame, table):
    """Whether an Arrow table holds a frame's column as pandas' own conversion makes it."""
    column = frame["column"]
    if isinstance(column.dtype, pandas.SparseDtype):
        column = column.sparse.to_dense()
    expected = pyarrow.array(column, from_pandas=True)
    actual = table.column("column").combine_chunks()
    if isinstance(expected.type, pyarrow.ExtensionType) and actual.type != expected.type:
        if not pyarrow.types.is_temporal(getattr(expected.type, "subtype", pyarrow.null())):
            return f"type {actual.type} for {expected.type}"
        expected = expected.storage
    if isinstance(expected.type, pyarrow.ExtensionType):
        expected, actual = expected.storage, actual.storage
    if getattr(expected, "num_chunks", None) is not None:
        expected = expected.combine_chunks()
    left, right = plain(actual), plain(expected)
    return None if left == right else f"{left} for {right}"


def plain(array):
    """Values of an Arrow array; a missing one is None, whichever way it is missing."""
    return [None if value != value else value for value in array.to_pylist()]


def check(line):
    value = load(line["module"], base64.b64decode(line["bytes"]))
    kind = line["kind"]
    if kind == "value":
        expected = eval(line["expected"], globals())
        return None if same(value, expected) else f"{value!r} is not {expected!r}"
    if kind == "holds":
        return None if eval(line["expected"], {"value": value}) else f"{value!r}: not {line['expected']}"
    if kind == "same-as":
        original = load(line["module"], base64.b64decode(line["original"]))
        return None if same(value, original) else f"{value!r} is not {original!r}"
    if kind == "arrow":
        return check_arrow(pickle.loads(base64.b64decode(line["original"])), value)
    if kind == "call":
        results = [value(*args) for args in line["calls"]]
        return None if results == line["results"] else f"{results!r}"
    if kind == "predict":
        answers = value.predict_proba(line["questions"]).tolist()
        return None if answers == line["answers"] else "other predictions"
    return f"unknown kind {kind}"


for text in sys.stdin:
    line = json.loads(text)
    try:
        problem = check(line)
    except Exception as error:
        problem = repr(error)
    print(json.dumps({"name": f"{line['kind']} {line['module']} {line['name']}", "problem": problem}))
