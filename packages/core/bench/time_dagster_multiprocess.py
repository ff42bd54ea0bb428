"""Times a chain of steps that do nothing in Dagster's multi-process executor. Prints JSON. Argument: length."""

import json
import sys
import tempfile
import time

import dagster as dg

length = int(sys.argv[1])


@dg.op
def first():
    return 0


@dg.op
def following(value: int):
    return value + 1


@dg.job(executor_def=dg.multiprocess_executor.configured({"max_concurrent": 2}))
def chain():
    value = first()
    for index in range(1, length):
        value = following.alias(f"next{index}")(value)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        instance = dg.DagsterInstance.local_temp(home)
        start = time.perf_counter()
        with dg.execute_job(dg.reconstructable(chain), instance=instance) as result:
            assert result.success
        print(json.dumps({"ms": (time.perf_counter() - start) * 1000}))
