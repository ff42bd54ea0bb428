"""Times Python's own compressors on one file: least milliseconds to write and to read, by method and level."""

import bz2
import gzip
import json
import lzma
import sys
import time
import zlib

path, rounds = sys.argv[1], int(sys.argv[2])
with open(path, "rb") as file:
    data = file.read()

methods = {
    "zlib": (lambda level: zlib.compress(data, level), zlib.decompress),
    "gzip": (lambda level: gzip.compress(data, level, mtime=0), gzip.decompress),
    "bz2": (lambda level: bz2.compress(data, level), bz2.decompress),
    "lzma": (lambda level: lzma.compress(data, lzma.FORMAT_ALONE, preset=level), lzma.decompress),
    "xz": (lambda level: lzma.compress(data, lzma.FORMAT_XZ, preset=level), lzma.decompress),
}


def least(run):
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best * 1000


found = {}
for case in sys.argv[3:]:
    method, level = case.split(":")
    write, read = methods[method]
    packed = write(int(level))
    found[case] = {"write": least(lambda: write(int(level))), "read": least(lambda: read(packed))}
print(json.dumps(found))
