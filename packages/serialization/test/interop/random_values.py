"""Writes pickles of random nested values, one JSON line each: `random_values.py SEED COUNT`.

Kind `tree` can be compared after a way through JavaScript; kind `cycle` holds values inside themselves.
"""

import array
import base64
import collections
import datetime
import decimal
import fractions
import functools
import io
import ipaddress
import json
import operator
import pathlib
import pickle
import random
import re
import sys
import types
import uuid
import zoneinfo

import cloudpickle
import joblib
import numpy
import pandas
import pkvec_models as models

seed, count = (int(text) for text in sys.argv[1:])
source = random.Random(seed)
numbers = numpy.random.default_rng(seed)
pick = source.choice


def text():
    if source.random() < 0.4:
        return pick(["", "a", "b", "key", "0", "01", "4294967295", "__proto__", "constructor", "builtins"])
    return "".join(pick("aé漢🧵\n\\'\"0\ud800\0\r ") for _ in range(pick([1, 2, 20, 255, 256, 300])))


def integer():
    edges = [0, 1, 255, 256, 65535, 65536, 2**31, 2**53, 2**63, 2**64, 10**40, 2**2039]
    return pick([-1, 1]) * (pick(edges) + pick([-1, 0, 1]))


def number():
    return pick([0.0, -0.0, 1.0, 0.1, 5e-324, 1e308, 1e16, float("inf"), float("-inf"), float("nan"), source.uniform(-1e6, 1e6)])


def data():
    return bytes(source.getrandbits(8) for _ in range(pick([0, 1, 2, 255, 256])))


def zone():
    hours = datetime.timezone(datetime.timedelta(hours=pick([0, -3, 5]), minutes=30), pick(["X", "Y"]))
    return pick([None, datetime.timezone.utc, hours, zoneinfo.ZoneInfo("Europe/Berlin")])


atoms = [
    lambda: pick([None, True, False, ..., NotImplemented]), integer, number, text, data,
    lambda: bytearray(data()), lambda: complex(number(), number()),
    lambda: decimal.Decimal(pick(["1.50", "-0", "sNaN12", "Infinity", "1E+999"])),
    lambda: fractions.Fraction(integer(), 7), lambda: uuid.UUID(int=source.getrandbits(128)),
    lambda: datetime.datetime(source.randrange(1, 9999), 1, 31, 23, 59, 59, 7, zone(), fold=pick([0, 1])),
    lambda: datetime.date(2024, 2, 29), lambda: datetime.time(1, 2, 3, 4, zone()),
    lambda: datetime.timedelta(source.randrange(-10**6, 10**6), 3, 5),
    lambda: range(integer(), integer()), lambda: slice(None, integer(), pick([None, 2])),
    lambda: pathlib.PurePosixPath(pick(["/a/b", "a", "", "//a/b"])), lambda: pathlib.PureWindowsPath(pick(["C:\\a", "\\\\host\\share\\x"])),
    lambda: re.compile(pick(["a.b", "é"]), pick([0, re.I, re.M | re.S])), lambda: ipaddress.ip_network("10.0.0.0/8"),
    lambda: pick([*models.Color, *models.Level, models.Perm.R | models.Perm.X]),
    lambda: operator.itemgetter(1, "a"), lambda: functools.partial(int, base=2),
    lambda: functools.partial(models.plain_function, [1], key=2),
    lambda: array.array(pick("bBhHiIlLqQfd"), [1, 2, 100]), lambda: array.array("u", "aé🧵"),
    lambda: types.SimpleNamespace(a=1, b=[text()]), lambda: pick([int, dict, type(None), len, models.Outer.Inner, ValueError]),
]


def hashable(depth):
    if depth > 0 and source.random() < 0.3:
        return tuple(hashable(depth - 1) for _ in range(source.randrange(4)))
    return pick([integer, text, data, lambda: None, lambda: fractions.Fraction(integer(), 7)])()


def dtype(depth=2):
    if depth > 0 and source.random() < 0.25:
        names = [(f"é{at}", dtype(depth - 1), pick([(), (2,), (2, 3)])) for at in range(source.randrange(1, 4))]
        return numpy.dtype(names, align=pick([True, False]))
    plain = "? i1 u1 <i2 >i2 <u4 >u4 <i8 >i8 <f2 <f4 >f4 <f8 >f8 <c8 >c16 g S1 S5 <U3 V4 M8[ns] >M8[s] M8[25us] m8[h]"
    return numpy.dtype(pick(plain.split()))


def numpy_value():
    kind = dtype()
    shape = pick([(), (0,), (3,), (2, 3), (2, 0, 3), (1, 1)])
    made = numpy.zeros(shape, kind)
    if made.size and kind.kind in "iu":
        made = numbers.integers(0, 100, shape).astype(kind)
    elif made.size and kind.kind in "fc":
        made = numpy.asarray(numbers.random(shape)).astype(kind)
    return pick([
        lambda: made, lambda: numpy.asfortranarray(made), lambda: made.T, lambda: made[::-1] if made.ndim else made,
        lambda: made.reshape(-1)[0] if made.size else made, lambda: kind, lambda: numpy.array([[1, "a"], [None, text()]], object),
        lambda: numpy.ma.array(numbers.random(3), mask=[True, False, True]), lambda: numpy.array(["a", text()], object),
    ])()


def pandas_value():
    size = pick([0, 1, 3])
    columns = [
        lambda: numbers.random(size), lambda: [f"a{at}" for at in range(size)], lambda: pandas.array([1, None, 3][:size], dtype="Int64"),
        lambda: pandas.Categorical(["x", None, "y"][:size]), lambda: pandas.date_range("2020", periods=size, tz=pick([None, "UTC"])),
        lambda: pandas.period_range("2020", periods=size, freq=pick(["M", "D"])), lambda: pandas.interval_range(0, size),
        lambda: pandas.arrays.SparseArray([0, 1, 0][:size]), lambda: pandas.array([1, None, 3][:size], dtype="int64[pyarrow]"),
    ]
    frame = pandas.DataFrame({f"c{at}": pandas.Series(pick(columns)()).array for at in range(source.randrange(1, 4))})
    return pick([frame, frame["c0"], frame.iloc[::-1], frame.set_index("c0").index, pandas.Timestamp("2020", tz="UTC"), pandas.NaT, pandas.Interval(0, 1)])


def error():
    made = pick([ValueError(text(), 1), OSError(2, "no", "file"), KeyError(integer()), StopIteration(3)])
    if source.random() < 0.5:
        made.extra = [text()]
    return made


def instance(depth):
    made = pick([models.Point, models.Slotted])()
    made.a, made.b = value(depth - 1), value(depth - 1)
    return made


def value(depth):
    if depth <= 0 or source.random() < 0.2:
        return pick(atoms)()
    items = [value(depth - 1) for _ in range(source.randrange(5))]
    keys = [hashable(1) for _ in items]
    shared = items[0] if items else text()
    return pick([
        lambda: items, lambda: tuple(items), lambda: dict(zip(keys, items)), lambda: {text(): item for item in items},
        lambda: {hashable(1)}, lambda: frozenset([hashable(1)]), lambda: collections.OrderedDict(zip(keys, items)),
        lambda: collections.defaultdict(pick([None, list]), zip(keys, items)), lambda: collections.deque(items, pick([None, 9])),
        lambda: collections.Counter(keys), lambda: models.NT(text(), shared, items), lambda: models.Item(text(), number(), items),
        lambda: models.WithReduce(*items), lambda: models.MyList(items), lambda: models.MyDict(zip(keys, items)), lambda: models.MyInt(7),
        lambda: [shared, shared, (shared,), {"again": shared}], lambda: instance(depth), error, numpy_value, numpy_value, pandas_value,
    ])()


def cycle(depth):
    inside, held, made = value(depth), {}, []
    held["me"] = held
    held[1] = [inside, held]
    pair = (made, held)
    made.append(pair)
    point = models.Point()
    point.me, point.held = point, pair
    queue = collections.deque([point])
    queue.append(queue)
    return pick([held, made, pair, point, queue])


def put(name, kind, module, protocol, content):
    encoded = base64.b64encode(content).decode()
    line = {"name": name, "kind": kind, "module": module, "protocol": protocol, "original": encoded}
    print(json.dumps(line))


for number_of in range(count):
    kind = "cycle" if number_of % 8 == 7 else "tree"
    made = cycle(2) if kind == "cycle" else value(pick([1, 2, 3, 4]))
    for protocol in range(6):
        try:
            content = pickle.dumps(made, protocol)
        except TypeError:
            continue  # Slots need protocol 2.
        put(f"{number_of} at {protocol}", kind, "pickle", protocol, content)
    put(f"{number_of} by cloudpickle", kind, "cloudpickle", 5, cloudpickle.dumps(made))
    file = io.BytesIO()
    compress = pick([0, 3, ("gzip", 2), ("bz2", 1), ("lzma", 1), ("xz", 1), "lz4"])
    joblib.dump(made, file, compress=compress)
    put(f"{number_of} by joblib, {compress}", kind, "joblib", 4, file.getvalue())
