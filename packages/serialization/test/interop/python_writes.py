"""Writes what the test reads: one JSON line per file, made by the real packages."""

import base64
import collections
import datetime
import decimal
import io
import json
import pathlib
import pickle
import random
import sys

import cloudpickle
import joblib
import numpy
import pandas
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def put(kind, name, module, data, **more):
    encoded = base64.b64encode(data).decode()
    print(json.dumps({"kind": kind, "name": name, "module": module, "bytes": encoded, **more}))


def joblib_bytes(value, **options):
    file = io.BytesIO()
    joblib.dump(value, file, **options)
    return file.getvalue()


def random_value(source, depth):
    """Plain data whose JSON says all about it."""
    kind = source.randrange(8 if depth > 0 else 5)
    if kind == 0:
        return source.choice([None, True, False])
    if kind == 1:
        return source.randrange(-(2**source.randrange(1, 53)), 2**52)
    if kind == 2:
        return source.uniform(-1e6, 1e6) + 0.1
    if kind in (3, 4):
        return "".join(source.choice("aé漢🧵\n\\'\"0") for _ in range(source.randrange(300)))
    if kind in (5, 6):
        return [random_value(source, depth - 1) for _ in range(source.randrange(6))]
    return {f"k{n}": random_value(source, depth - 1) for n in range(source.randrange(6))}


def plain_data():
    import dill

    source = random.Random(20)
    for number in range(40):
        value = random_value(source, 5)
        for protocol in range(6):
            data = pickle.dumps(value, protocol)
            put("data", f"random {number} at {protocol}", "pickle", data, expected=value)
        put("data", f"random {number}", "dill", dill.dumps(value), expected=value)
        put("data", f"random {number}", "cloudpickle", cloudpickle.dumps(value), expected=value)


def joblib_files():
    rows = 3000
    value = {
        "floats": numpy.arange(rows, dtype="f8") / 7,
        "matrix": numpy.asfortranarray(numpy.arange(12, dtype="i4").reshape(3, 4)),
        "noise": numpy.random.default_rng(1).integers(0, 255, rows, dtype="u1"),
        "text": ["row %d" % (n % 50) for n in range(rows)],
    }
    expected = {
        "floats": value["floats"].tolist(),
        "matrix": value["matrix"].tolist(),
        "noise": value["noise"].tolist(),
        "text": value["text"],
    }
    for method in ("zlib", "gzip", "bz2", "lzma", "xz", "lz4"):
        for level in range(10):
            data = joblib_bytes(value, compress=(method, level))
            put("arrays", f"{method} {level}", "joblib", data, expected=expected)
    for compress in (False, True, 0, 3, 9, *("zlib", "gzip", "bz2", "lzma", "xz", "lz4")):
        for protocol in (2, 4, 5):
            data = joblib_bytes(value, compress=compress, protocol=protocol)
            put("arrays", f"{compress} {protocol}", "joblib", data, expected=expected)


def same_bytes():
    value = {"rows": [list(range(200))] * 3, "text": "text " * 500, "floats": [0.5] * 100}
    for protocol in range(6):
        for level in range(10):
            for method in ("zlib", "gzip", "bz2", "lzma", "xz"):
                data = joblib_bytes(value, compress=(method, level), protocol=protocol)
                put("same", f"{method} {level} {protocol}", "joblib", data,
                    parameters={"compress": [method, level], "protocol": protocol})
    # Long enough for several chunks of xz and blocks of bz2, with noise that is stored.
    source = numpy.random.default_rng(3)
    large = {"noise": source.integers(0, 256, 150_000, dtype="u1"),
             "steps": source.integers(-3, 4, 20_000).cumsum(),
             "names": ["user %d" % (n * 7919 % 5000) for n in range(5000)]}
    for method in ("bz2", "lzma", "xz"):
        for level in (1, 3, 4, 6, 9):
            data = joblib_bytes(large, compress=(method, level))
            put("same", f"{method} {level} large", "joblib", data,
                parameters={"compress": [method, level], "protocol": 4})


def functions():
    import dill

    def add(a, b=2, *rest, scale=1):
        """Adds."""
        return (a + b + sum(rest)) * scale

    def closure(offset):
        counter = [0]

        def inner(value):
            counter[0] += 1
            return value * 3 + offset + counter[0]

        return inner

    def fib(n):
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    def generator(n):
        yield from range(n)

    class Account:
        rate = 0.5

        def __init__(self, amount):
            self.amount = amount

        def __call__(self, more):
            return self.amount + more * self.rate

    made = {
        "add": (add, [[1], [1, 2, 3]]),
        "lambda": (lambda text: text.upper(), [["abc"]]),
        "closure": (closure(10), [[1], [1]]),
        "recursive": (fib, [[10]]),
        "instance": (Account(5), [[4]]),
        "decimal": (lambda x: str(decimal.Decimal(x) + 1), [["1.5"]]),
    }
    for module in (dill, cloudpickle):
        for name, (function, calls) in made.items():
            copy = module.loads(module.dumps(function))
            results = [copy(*args) for args in calls]
            put("call", name, module.__name__, module.dumps(function), calls=calls, results=results)
        put("call", "generator", module.__name__, module.dumps(lambda n: list(generator(n))),
            calls=[[3]], results=[[0, 1, 2]])


def models():
    source = numpy.random.default_rng(7)
    rows = source.normal(size=(80, 4))
    labels = (rows[:, 0] + rows[:, 1] > 0).astype(int)
    questions = source.normal(size=(20, 4)).tolist()
    for name, model in {
        "logistic": LogisticRegression(),
        "forest": RandomForestClassifier(5, random_state=1),
        "pipeline": make_pipeline(StandardScaler(), LogisticRegression()),
    }.items():
        model.fit(rows, labels)
        answers = model.predict_proba(questions).tolist()
        for module, data in {
            "pickle": pickle.dumps(model),
            "joblib": joblib_bytes(model, compress=3),
            "cloudpickle": cloudpickle.dumps(model),
        }.items():
            put("predict", name, module, data, questions=questions, answers=answers)


def frames():
    frame = pandas.DataFrame({
        "i": numpy.arange(5),
        "f": [0.5, 1.5, None, 3.5, 4.5],
        "s": ["a", "b", None, "d", "e"],
        "b": [True, False, True, False, True],
        "t": pandas.date_range("2024-02-29", periods=5, tz="UTC"),
        "c": pandas.Categorical(["x", "y", None, "x", "y"]),
        "n": pandas.array([1, None, 3, 4, 5], dtype="Int64"),
    })
    for name, value in {"frame": frame, "named index": frame.set_index("s"),
                        "levels": frame.set_index(["s", "i"]), "series": frame["f"],
                        "empty": frame.iloc[:0], "rows": frame.iloc[1:3]}.items():
        for protocol in (2, 4, 5):
            put("frame", f"{name} {protocol}", "pickle", pickle.dumps(value, protocol))
        put("frame", name, "joblib", joblib_bytes(value, compress="xz"))


def columns():
    """Columns of every kind that pandas has arrays of its own for, as the golden ones are made."""
    folder = pathlib.Path(__file__).parent / "../../src/types/__fixtures__"
    program = {"__name__": "pandas3_columns"}
    exec((folder / "pandas3_columns.py").read_text(), program)
    for name, column in program["columns"].items():
        if isinstance(column, pandas.MultiIndex):
            continue
        frame = pandas.DataFrame({"column": column})
        for protocol in (2, 4, 5):
            put("column", f"{name} {protocol}", "pickle", pickle.dumps(frame, protocol))
        put("column", name, "joblib", joblib_bytes(frame, compress=3))


# dill changes the pickler that joblib builds on, for the whole process: it comes last.
parts = (joblib_files, same_bytes, models, frames, plain_data, functions)
for part in [globals()[name] for name in sys.argv[1:]] or parts:
    part()
sys.stdout.flush()
