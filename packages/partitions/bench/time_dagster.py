"""Times Dagster's partitions and prints milliseconds and bytes by measurement as JSON."""

import json
import random
import sys
import time
import tracemalloc
import warnings
from datetime import datetime, timedelta, timezone

warnings.filterwarnings("ignore")

from dagster import (
    DailyPartitionsDefinition,
    HourlyPartitionsDefinition,
    TimeWindow,
    TimeWindowPartitionMapping,
)
from dagster._core.definitions.partitions.context import partition_loading_context
from dagster._core.definitions.partitions.subset.time_window import TimeWindowPartitionsSubset
from dagster._time import _cached_dst_safe_strptime

rounds = int(sys.argv[1])
now = datetime(2024, 1, 1, tzinfo=timezone.utc)
results = {}


def measure(name, action, fresh=lambda: None, turns=1):
    best = None
    for _ in range(rounds):
        _cached_dst_safe_strptime.cache_clear()
        argument = fresh()
        start = time.perf_counter()
        for _turn in range(turns):
            action(argument)
        took = (time.perf_counter() - start) * 1000 / turns
        best = took if best is None else min(best, took)
    results[name] = best


def allocated(name, action):
    tracemalloc.start()
    held = action()
    results[name] = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del held


def hourly(zone="UTC", start="2014-01-01-00:00"):
    return HourlyPartitionsDefinition(start, timezone=zone)


def daily():
    return DailyPartitionsDefinition("2014-01-01")


def pairs(first):
    begin = datetime(1900, 1, 1, tzinfo=timezone.utc)
    return [
        TimeWindow(
            begin + timedelta(hours=run * 1050 + first),
            begin + timedelta(hours=run * 1050 + first + 1000),
        )
        for run in range(1000)
    ]


def subset(definition, first):
    return TimeWindowPartitionsSubset(definition, None, pairs(first))


with partition_loading_context(now, None):
    measure("keys", lambda d: d.get_partition_keys(), hourly)
    measure("keysZone", lambda d: d.get_partition_keys(), lambda: hourly("America/New_York"))
    allocated("keysBytes", lambda: hourly().get_partition_keys())

    keys = hourly().get_partition_keys()
    random.seed(1)
    asked = random.sample(list(keys), 1000)
    measure("has", lambda d: [d.has_partition_key(key) for key in asked], hourly)
    few = asked[:5]
    measure("index", lambda d: [d.get_partition_keys().index(key) for key in few], hourly)
    results["index"] *= len(asked) / len(few)

    century = HourlyPartitionsDefinition("1900-01-01-00:00")
    left, right = subset(century, 0), subset(century, 500)
    measure("union", lambda _: left | right)
    measure("difference", lambda _: left - right)
    measure(
        "serialise",
        lambda one: one.serialize(),
        lambda: subset(century, 0),
    )
    allocated("subsetBytes", lambda: subset(century, 0))

    up, down = hourly(), daily()
    mapping = TimeWindowPartitionMapping()
    whole = down.empty_subset().with_partition_keys(down.get_partition_keys())
    measure(
        "mapWhole",
        lambda _: mapping.get_upstream_mapped_partitions_result_for_partitions(
            whole, down, up, current_time=now
        ),
        turns=100,
    )
    every_hour = up.empty_subset().with_partition_keys(up.get_partition_keys())
    measure(
        "mapDown",
        lambda _: mapping.get_downstream_partitions_for_partitions(
            every_hour, up, down, current_time=now
        ),
        turns=100,
    )
    scattered = down.empty_subset().with_partition_keys(down.get_partition_keys()[::2])
    back = TimeWindowPartitionMapping(start_offset=-1)
    measure(
        "mapScattered",
        lambda _: back.get_upstream_mapped_partitions_result_for_partitions(
            scattered, down, up, current_time=now
        ),
    )

print(json.dumps(results))
