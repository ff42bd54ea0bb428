"""Reads a job that was not made by the SDK and checks a configuration against its input types."""

import json
import sys

import wandb
from wandb.sdk.data_types._dtypes import InvalidType

job = wandb.Api().job(sys.argv[1])
print(
    json.dumps(
        {
            "entrypoint": job._entrypoint,
            "accepts": not isinstance(job._input_types.assign({"lr": 0.5}), InvalidType),
            "refuses": isinstance(job._input_types.assign({"lr": "fast"}), InvalidType),
        }
    )
)
