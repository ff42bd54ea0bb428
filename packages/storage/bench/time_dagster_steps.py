"""Times Dagster's in-process executor with SQLite: a chain or a fan of ops that do nothing."""

import json
import os
import sys
import tempfile
import time

shape, length = sys.argv[1], int(sys.argv[2])
home = tempfile.mkdtemp()
os.environ["DAGSTER_HOME"] = home

from dagster import DagsterInstance, Out, job, op  # noqa: E402


@op(out=Out(int))
def first():
    return 0


@op
def following(x: int) -> int:
    return x


@job
def chain():
    value = first()
    for number in range(length - 1):
        value = following.alias(f"s{number}")(value)


@job
def fan():
    value = first()
    for number in range(length - 1):
        following.alias(f"s{number}")(value)


target = chain if shape == "chain" else fan
with DagsterInstance.get() as instance:
    start = time.perf_counter()
    result = target.execute_in_process(
        instance=instance, run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    )
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "success": result.success}))
