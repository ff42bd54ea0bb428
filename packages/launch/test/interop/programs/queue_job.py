"""Makes a queue and a code job with the SDK, queues the job, and waits until some agent has run it."""

import json
import os
import sys

import wandb
from wandb.sdk.launch import launch_add
from wandb.sdk.launch.create_job import create_job

folder = sys.argv[1]
api = wandb.Api()
api.create_run_queue(name="sdk_queue", type="local-process", entity="ada")
job = create_job(
    path=folder,
    job_type="code",
    entity="ada",
    project="demo",
    name="job-sdk",
    runtime="3.11",
    entrypoint="python train.py",
)
print("ready", flush=True)
queued = launch_add(
    job="ada/demo/job-sdk:latest",
    queue_name="sdk_queue",
    entity="ada",
    project="demo",
    config={"overrides": {"run_config": {"lr": 0.5}}},
)
run = queued.wait_until_finished()
print(
    json.dumps(
        {
            "state": run.state,
            "lr": run.config["lr"],
            "epochs": run.config["epochs"],
            "loss": run.summary["loss"],
            "item": queued.id,
            "used": [artifact.name for artifact in run.used_artifacts()],
        }
    )
)
