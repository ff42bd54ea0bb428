"""What both programs need: the resources of the guide, and one way to run assets."""
import json
import logging
import os
import sys

import wandb
from dagster import DagsterInstance, make_values_resource, materialize
from dagster_wandb import wandb_artifacts_io_manager, wandb_resource

logging.disable(logging.WARNING)

ENTITY = "my_entity"
PROJECT = "my_project"


def resources(extra=None):
    return {
        "wandb_config": make_values_resource(entity=str, project=str).configured(
            {"entity": ENTITY, "project": PROJECT}
        ),
        "wandb_resource": wandb_resource.configured(
            {"api_key": {"env": "WANDB_API_KEY"}, "host": os.environ["WANDB_BASE_URL"]}
        ),
        "wandb_artifacts_manager": wandb_artifacts_io_manager.configured(extra or {}),
    }


def run(assets, partition_key=None, selection=None):
    result = materialize(
        assets,
        resources=resources(),
        partition_key=partition_key,
        selection=selection,
        instance=DagsterInstance.get(),
    )
    assert result.success
    return result


def finish(value):
    sys.stdout.flush()
    print(json.dumps(value, default=str))
