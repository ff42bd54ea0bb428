"""The rows of a run's history as the public API gives them."""
import json
import sys

import wandb

run = wandb.Api().run(sys.argv[1])
print(json.dumps({
    "all": list(run.scan_history()),
    "some": list(run.scan_history(keys=["loss"])),
    "two": list(run.scan_history(keys=["loss", "epoch"])),
    "with_step": list(run.scan_history(keys=["_step", "loss"])),
    "part": list(run.scan_history(keys=["loss"], min_step=1, max_step=3)),
    "beyond": list(run.scan_history(keys=["loss"], page_size=2, max_step=100)),
}))
