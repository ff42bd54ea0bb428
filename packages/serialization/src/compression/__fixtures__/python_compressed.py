"""Writes python-compressed.json: sizes and digests of what Python's bz2 and lzma make of the sample in
sample.ts, at every level. Run it with CPython; the file in use comes from 3.11 with libbz2 1.0.8 and liblzma 5.4.1.
liblzma 5.8.4 was tried at levels 0 to 6 of xz and gives the same ones.
"""

import bz2
import hashlib
import json
import lzma
import pathlib
import struct


def sample():
    state = 1

    def random():
        nonlocal state
        state = (state * 1103515245 + 12345) % 2**32
        return state >> 16

    parts = [bytes(random() & 255 for _ in range(80_000))]
    rows = []
    for row in range(1500):
        rows.append("id=%d user-%d %s score %d;" % (row, random() % 997, "abc"[random() % 3] * 4, random()))
    parts.append("".join(rows).encode())
    parts.append(bytes(6000))
    total = 0
    numbers = []
    for _ in range(4000):
        total += random() % 7 - 3
        numbers.append(total)
    parts.append(struct.pack("<4000q", *numbers))
    runs = bytearray()
    for _ in range(300):
        runs += bytes([random() & 3]) * (random() % 300)
    parts.append(bytes(runs))
    whole = b"".join(parts)
    return whole + whole[70_000:100_000] + bytes(random() & 15 for _ in range(20_000))


data = sample()
methods = {
    "bz2": (range(1, 10), lambda level: bz2.compress(data, level)),
    "lzma": (range(10), lambda level: lzma.compress(data, format=lzma.FORMAT_ALONE, preset=level)),
    "xz": (range(10), lambda level: lzma.compress(data, preset=level)),
}
found = {"sample": [len(data), hashlib.sha256(data).hexdigest()]}
for method, (levels, compress) in methods.items():
    for level in levels:
        packed = compress(level)
        found["%s %d" % (method, level)] = [len(packed), hashlib.sha256(packed).hexdigest()]
path = pathlib.Path(__file__).with_name("python-compressed.json")
path.write_text(json.dumps(found, indent=2) + "\n")
