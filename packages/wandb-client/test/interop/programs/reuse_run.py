"""Starts a run id that exists, without `resume`, and logs three rows."""

import json
import sys

import wandb

run = wandb.init(
    id=sys.argv[1], config={"python": True}, settings=wandb.Settings(x_disable_stats=True, console="off")
)
for x in (20, 21, 22):
    run.log({"x": x})
run.finish()
print(json.dumps({"resumed": run.resumed}))
