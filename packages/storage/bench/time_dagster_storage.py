"""Times Dagster's SQLite instance at what the benchmarks beside this file do. Prints JSON. Argument: scale."""

import json
import sys
import tempfile
import time

import dagster as dg

assets, partitions, events = (int(text) for text in sys.argv[1:4])


def timed(work):
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


with tempfile.TemporaryDirectory() as home:
    instance = dg.DagsterInstance.local_temp(home)
    keys = [dg.AssetKey(f"asset_{index}") for index in range(assets)]

    def append():
        for index in range(events):
            instance.report_runless_asset_event(
                dg.AssetMaterialization(asset_key=keys[0], partition=f"x{index}")
            )

    append_ms, _ = timed(append)

    def fill():
        for key in keys:
            for index in range(partitions):
                instance.report_runless_asset_event(
                    dg.AssetMaterialization(asset_key=key, partition=f"p{index}")
                )

    fill_ms, _ = timed(fill)
    latest_ms, records = timed(lambda: instance.get_asset_records(keys))
    partition_ms, by_partition = timed(
        lambda: instance.event_log_storage.get_latest_storage_id_by_partition(
            keys[-1], dg.DagsterEventType.ASSET_MATERIALIZATION
        )
    )
    assert len(records) == assets
    assert len(by_partition) == partitions
    print(
        json.dumps(
            {
                "append": append_ms / events,
                "fill": fill_ms,
                "latest": latest_ms,
                "partition": partition_ms,
            }
        )
    )
