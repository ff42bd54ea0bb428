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


def load(module, data):
    if module == "joblib":
        return joblib.load(io.BytesIO(data))
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


def check(line):
    value = load(line["module"], base64.b64decode(line["bytes"]))
    kind = line["kind"]
    if kind == "value":
        expected = eval(line["expected"], globals())
        return None if same(value, expected) else f"{value!r} is not {expected!r}"
    if kind == "same-as":
        original = load(line["module"], base64.b64decode(line["original"]))
        return None if same(value, original) else f"{value!r} is not {original!r}"
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
