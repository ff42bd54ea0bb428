"""Times CPython's C pickler on one pickle file: least milliseconds to load it and to dump what it holds."""

import gc
import json
import pickle
import sys
import time
import warnings

warnings.simplefilter("ignore")
path, rounds = sys.argv[1], int(sys.argv[2])
with open(path, "rb") as file:
    data = file.read()


def least(run):
    best = float("inf")
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best * 1000


value = pickle.loads(data)
print(json.dumps({"load": least(lambda: pickle.loads(data)), "dump": least(lambda: pickle.dumps(value, 4))}))
