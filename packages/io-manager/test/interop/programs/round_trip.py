"""Times runs that write a small asset and read it in the next one."""
import sys
import time

from common import finish, run
from dagster import asset

MANAGER = "wandb_artifacts_manager"
rounds = int(sys.argv[1])
state = {"round": 0}


@asset(io_manager_key=MANAGER)
def py_bench_small():
    return [1, 2, 3, state["round"]]


@asset(output_required=False)
def py_bench_reader(py_bench_small):
    assert py_bench_small[3] == state["round"]


run([py_bench_small, py_bench_reader])
start = time.perf_counter()
for number in range(1, rounds + 1):
    state["round"] = number
    run([py_bench_small, py_bench_reader])
finish({"seconds": (time.perf_counter() - start) / rounds})
