"""One measurement of the SDK, in a process of its own; prints seconds as JSON."""

import argparse
import json
import time

import wandb

parser = argparse.ArgumentParser()
for name in ["task", "folder", "root", "rows"]:
    parser.add_argument("--" + name)
options = parser.parse_args()

if options.task in ["download", "uncached", "verified"]:
    api = wandb.Api()
    start = time.perf_counter()
    artifact = api.artifact("weavers/bench/bench:latest")
    artifact.download(root=options.root, skip_cache=options.task == "uncached" or None)
    if options.task == "verified":
        artifact.verify(root=options.root)
    seconds = time.perf_counter() - start
else:
    run = wandb.init(entity="weavers", project="bench", settings=wandb.Settings(x_disable_stats=True))
    start = time.perf_counter()
    if options.task == "log":
        artifact = wandb.Artifact("bench", "dataset")
        artifact.add_dir(options.folder)
        run.log_artifact(artifact).wait()
        seconds = time.perf_counter() - start
        run.finish()
    else:
        for step in range(int(options.rows)):
            run.log({"loss": 1 / (step + 1), "accuracy": step, "phase": "train"})
        run.finish()
        seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds}))
