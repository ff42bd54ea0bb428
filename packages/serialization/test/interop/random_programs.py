"""Reads programs for the pickle machine, one JSON line each with `bytes`, and tells what each gives as `shape`.

Only names that stand for nothing dangerous are in them: the programs hold no GLOBAL.
"""

import base64
import json
import math
import pickle
import sys

sys.setrecursionlimit(100_000)


def shape(root):
    seen = {}

    def visit(value):
        if value is None or value is True or value is False:
            return {None: "null", True: "true", False: "false"}[value]
        if isinstance(value, str):
            return json.dumps([ord(letter) for letter in value], separators=(",", ":"))
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            if math.isnan(value):
                return "NaN"
            if value == 0:
                return "-0" if math.copysign(1, value) < 0 else "0"
            return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
        if isinstance(value, bytes):
            return f"b({','.join(map(str, value))})"
        if isinstance(value, tuple):
            return f"t({','.join(map(visit, value))})"
        if isinstance(value, frozenset):
            return f"f({','.join(sorted(map(visit, value)))})"
        if id(value) in seen:
            return f"#{seen[id(value)]}"
        seen[id(value)] = len(seen)
        if isinstance(value, list):
            return f"l({','.join(map(visit, value))})"
        if isinstance(value, set):
            return f"s({','.join(sorted(map(visit, value)))})"
        return f"d({','.join(visit(key) + ':' + visit(item) for key, item in value.items())})"

    return visit(root)


for line in sys.stdin:
    try:
        outcome = {"shape": shape(pickle.loads(base64.b64decode(json.loads(line)["bytes"])))}
    except Exception as error:  # noqa: BLE001 - whatever a program does
        outcome = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(outcome))
