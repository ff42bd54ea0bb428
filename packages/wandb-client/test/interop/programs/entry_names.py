"""Which of the given names the SDK takes for an entry, and what it makes of them."""

import json
import sys

import wandb

taken = {}
for name in json.loads(sys.argv[1]):
    artifact = wandb.Artifact("names", "dataset")
    try:
        with artifact.new_file(name) as file:
            file.write("x")
        [taken[name]] = artifact.manifest.entries
    except ValueError:
        taken[name] = None
print(json.dumps(taken))
