"""Loads pairs of pickles (the original, and the same after a round through JavaScript) and compares what came out.

Reads one JSON object per line: name, module, original, ours (base64), calls. Writes one per line: name and, when
they differ, a problem; `skipped` when this Python cannot load the original itself.
"""

import base64
import copyreg
import io
import json
import pickle
import sys
import warnings

import pkvec_models

warnings.simplefilter("ignore")
codes = {1: "Point", 300: "Item", 70000: "WithReduce"}
for code, name in codes.items():
    copyreg.add_extension("pkvec_models", name, code)


class Reader(pickle._Unpickler):
    def persistent_load(self, pid):
        return ("persistent", pid)


def load(data, module):
    if module == "joblib":
        import joblib

        return joblib.load(io.BytesIO(data))
    if module == "dill":
        import dill

        return dill.loads(data)
    reader = Reader(io.BytesIO(data), encoding="latin1")
    return reader.load()


def flat(value):
    """Bytes that are equal for equal structures: without a memo, the identity of equal strings is not seen."""
    target = io.BytesIO()
    writer = pickle.Pickler(target, 4)
    writer.fast = True
    try:
        writer.dump(value)
    except (ValueError, RecursionError):
        target = io.BytesIO()
        pickle.Pickler(target, 4).dump(value)
    return target.getvalue()


def outcome(case):
    original = base64.b64decode(case["original"])
    try:
        expected = load(original, case["module"])
    except Exception as error:
        return {"skipped": f"{type(error).__name__}: {error}"}
    actual = load(base64.b64decode(case["ours"]), case["module"])
    if case.get("calls"):
        try:
            wanted = [json.dumps(expected(*args), default=str) for args in case["calls"]]
        except NameError as error:
            return {"skipped": f"the original needs a name of its main program: {error}"}
        given = [json.dumps(actual(*args), default=str) for args in case["calls"]]
        return {} if wanted == given else {"problem": f"calls give {given} for {wanted}"}
    if repr(type(expected)) != repr(type(actual)):
        return {"problem": f"type {type(actual)} for {type(expected)}"}
    try:
        expected_bytes = flat(expected)
    except Exception:
        return {}
    return {} if expected_bytes == flat(actual) else {"problem": f"{actual!r:.200} for {expected!r:.200}"}


for line in sys.stdin:
    case = json.loads(line)
    try:
        result = outcome(case)
    except Exception as error:
        result = {"problem": f"{type(error).__name__}: {error}"[:300]}
    print(json.dumps({"name": case["name"], **result}), flush=True)
