"""Builds values from the programs on standard input, one JSON line each, and writes what both picklers make of them.

Each line of output holds the SHA-256 of the pickle by writer, kind of texts and protocol. Texts are `interned` (one
object for equal ones) or `distinct` (an object for each use).
"""

import hashlib
import json
import pickle
import struct
import sys

sys.setrecursionlimit(20_000)


def surrogates_paired(text):
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def build(program, distinct):
    texts = {}
    made = []

    def text(value):
        return (value + " ")[:-1] if distinct else texts.setdefault(value, value)

    def use(at):
        value = made[at]
        return text(value) if isinstance(value, str) else value

    def perform(kind, *arguments):
        if kind == "const":
            return arguments[0]
        if kind == "int":
            return int(arguments[0])
        if kind == "float":
            return struct.unpack(">d", bytes.fromhex(arguments[0]))[0]
        if kind == "text":
            return surrogates_paired(arguments[0] * arguments[1])
        if kind in ("bytes", "bytearray"):
            first, length = arguments
            content = bytes((first + at) % 256 for at in range(length + 1))[:length]
            return bytearray(content) if kind == "bytearray" else content
        if kind == "list":
            return []
        if kind in ("dict", "object"):
            return {}
        if kind == "tuple":
            return tuple([use(at) for at in arguments[0]])
        if kind == "set":
            return set(range(arguments[0]))
        if kind == "frozenset":
            return frozenset(range(arguments[0]))
        if kind == "append":
            made[arguments[0]].append(use(arguments[1]))
        elif kind == "put":
            made[arguments[0]][use(arguments[1])] = use(arguments[2])
        elif kind == "field":
            made[arguments[0]][text(arguments[1])] = use(arguments[2])
        return None

    for step in program["steps"]:
        made.append(perform(*step))
    return use(program["root"])


def digests(program):
    found = {}
    # At protocol 0 the pure-Python pickler of 3.11 forgets texts with escapes; later ones remember them, as C always did.
    escaped = any(step[0] == "text" and set(step[1]) & set("\\\0\n\r\x1a") for step in program["steps"])
    for texts in ("interned", "distinct"):
        value = build(program, texts == "distinct")
        for profile, dumps in (("c", pickle.dumps), ("python", pickle._dumps)):
            for protocol in range(1 if escaped and profile == "python" else 0, 6):
                content = dumps(value, protocol)
                found[f"{profile} {texts} {protocol}"] = hashlib.sha256(content).hexdigest()
    return found


for line in sys.stdin:
    print(json.dumps(digests(json.loads(line))))
