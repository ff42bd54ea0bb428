"""Reads with dagster-wandb what Heddle wrote."""
import wandb
from common import finish, run
from dagster import (
    AssetExecutionContext,
    AssetIn,
    AssetKey,
    DailyPartitionsDefinition,
    MultiPartitionsDefinition,
    SourceAsset,
    StaticPartitionsDefinition,
    asset,
)

MANAGER = "wandb_artifacts_manager"
DAYS = DailyPartitionsDefinition(start_date="2023-01-01", end_date="2023-01-03")
MULTI = MultiPartitionsDefinition(
    {
        "date": DailyPartitionsDefinition(start_date="2023-01-01", end_date="2023-01-04"),
        "color": StaticPartitionsDefinition(["red", "blue"]),
    }
)
seen = {}


def source(name, **options):
    return SourceAsset(key=AssetKey(name), io_manager_key=MANAGER, **options)


MODULES = ["pickle", "dill", "cloudpickle", "joblib"]


@asset(ins={name: AssetIn(key=AssetKey(f"ts_{name}")) for name in MODULES}, output_required=False)
def read_values(pickle, dill, cloudpickle, joblib):
    seen["values"] = [pickle, dill, cloudpickle, joblib]


@asset(ins={"whole": AssetIn(key=AssetKey("ts_table"))}, output_required=False)
def read_bare_table(whole):
    table = whole.get("Table")
    seen["bare_table"] = [type(whole).__name__, table.columns, table.data]


@asset(
    ins={
        "table": AssetIn(
            key=AssetKey("ts_files"),
            metadata={"wandb_artifact_configuration": {"get": "my_table"}},
        ),
    },
    output_required=False,
)
def read_table(table):
    seen["table"] = table.get_column("a")


@asset(
    ins={
        "path": AssetIn(
            key=AssetKey("ts_files"),
            metadata={"wandb_artifact_configuration": {"get_path": "folder/note.txt"}},
        ),
    },
    output_required=False,
)
def read_path(path):
    with open(path) as file:
        seen["path"] = file.read()


@asset(ins={"whole": AssetIn(key=AssetKey("ts_files"))}, output_required=False)
def read_whole(whole):
    seen["whole"] = [whole.version, whole.type, whole.metadata.get("mine")]
    seen["source"] = whole.metadata.get("source_integration")


@asset(ins={"array": AssetIn(key=AssetKey("ts_array"))}, output_required=False)
def read_array(array):
    seen["array"] = [str(array.dtype), array.tolist()]


@asset(ins={"function": AssetIn(key=AssetKey("ts_function"))}, output_required=False)
def read_function(function):
    seen["function"] = [type(function).__name__, function.source]


@asset(ins={"value": AssetIn(key=AssetKey(["ts_prefix", "nested"]))}, output_required=False)
def read_prefix(value):
    seen["prefix"] = value


@asset(ins={"days": AssetIn(key=AssetKey("ts_daily"))}, output_required=False)
def read_days(days):
    seen["days"] = days


@asset(ins={"one": AssetIn(key=AssetKey("ts_multi"))}, partitions_def=MULTI, output_required=False)
def read_multi(context: AssetExecutionContext, one):
    seen["multi"] = one


sources = [source(f"ts_{name}") for name in [*MODULES, "table", "files", "array", "function"]]
result = run(
    [
        *sources,
        source(["ts_prefix", "nested"]),
        source("ts_daily", partitions_def=DAYS),
        read_values,
        read_bare_table,
        read_table,
        read_path,
        read_whole,
        read_array,
        read_function,
        read_prefix,
        read_days,
    ]
)
run(
    [source("ts_multi", partitions_def=MULTI), read_multi],
    partition_key="red|2023-01-02",
)
assert wandb.run is None
finish({**seen, "run_id": result.run_id})
