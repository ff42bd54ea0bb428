"""A user's training program: nothing in it knows of Launch."""

import wandb

with wandb.init(config={"lr": 0.1, "epochs": 2}) as run:
    for epoch in range(run.config.epochs):
        run.log({"loss": run.config.lr / (epoch + 1)})
    print(f"trained with lr {run.config.lr}", flush=True)
