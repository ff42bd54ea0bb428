"""Writes with dagster-wandb what Heddle reads: every module, tables, files, partitions, a prefix, a lambda."""
import dill  # noqa: F401 - joblib can store a lambda only after dill was imported
import numpy
import wandb
from common import finish, run
from dagster import (
    AssetExecutionContext,
    DailyPartitionsDefinition,
    MultiPartitionsDefinition,
    StaticPartitionsDefinition,
    asset,
)

MANAGER = "wandb_artifacts_manager"


def configuration(**settings):
    return {"wandb_artifact_configuration": settings}


def plain(name, module, **parameters):
    @asset(
        name=f"py_{name}",
        io_manager_key=MANAGER,
        metadata=configuration(
            type="dataset", serialization_module={"name": module, "parameters": parameters}
        ),
    )
    def made():
        return {"module": module, "numbers": [1, 2.5, None], "text": "häßlich"}

    return made


@asset(name="py_table", io_manager_key=MANAGER, metadata=configuration(type="dataset"))
def py_table():
    return wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]])


@asset(name="py_files", io_manager_key=MANAGER)
def py_files():
    artifact = wandb.Artifact("py_files", "files", metadata={"mine": 1})
    artifact.add(wandb.Table(columns=["a"], data=[[7]]), "my_table")
    with artifact.new_file("folder/note.txt") as file:
        file.write("from python")
    return artifact


@asset(
    name="py_array",
    io_manager_key=MANAGER,
    metadata=configuration(
        type="dataset",
        serialization_module={"name": "joblib", "parameters": {"compress": 3, "protocol": 4}},
    ),
)
def py_array():
    return {"array": numpy.arange(5, dtype="float64"), "label": "five"}


@asset(
    name="py_lambda",
    io_manager_key=MANAGER,
    metadata=configuration(type="model", serialization_module={"name": "joblib"}),
)
def py_lambda():
    return lambda a, b: a + b


@asset(name="nested", key_prefix=["py_prefix"], io_manager_key=MANAGER)
def nested():
    return "under a prefix"


@asset(
    name="py_daily",
    io_manager_key=MANAGER,
    partitions_def=DailyPartitionsDefinition(start_date="2023-01-01", end_date="2023-01-04"),
)
def py_daily(context: AssetExecutionContext):
    return f"day {context.partition_key}"


@asset(
    name="py_multi",
    io_manager_key=MANAGER,
    partitions_def=MultiPartitionsDefinition(
        {
            "date": DailyPartitionsDefinition(start_date="2023-01-01", end_date="2023-01-04"),
            "color": StaticPartitionsDefinition(["red", "blue"]),
        }
    ),
)
def py_multi(context: AssetExecutionContext):
    return f"multi {context.partition_key}"


values = [plain(name, name) for name in ("pickle", "dill", "cloudpickle", "joblib")]
result = run([*values, py_table, py_files, py_array, py_lambda, nested])
for day in ("2023-01-01", "2023-01-02"):
    run([py_daily], partition_key=day)
run([py_multi], partition_key="red|2023-01-02")
finish({"run_id": result.run_id})
