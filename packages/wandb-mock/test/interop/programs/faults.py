"""A run with an artifact, while the server fails now and then."""
import json
import os

import wandb

settings = wandb.Settings(x_disable_stats=True, console="off")
os.makedirs("parts", exist_ok=True)
for number in range(60):
    with open(f"parts/{number}.txt", "w") as file:
        file.write(f"content {number}")

with wandb.init(project="faulty", id="run", settings=settings) as run:
    for step in range(20):
        run.log({"value": step})
    artifact = wandb.Artifact("parts", type="dataset")
    artifact.add_dir("parts")
    run.log_artifact(artifact).wait()

loaded = wandb.Api().artifact("faulty/parts:latest")
folder = loaded.download(root="loaded", skip_cache=True)
loaded.verify(root="loaded")
print(json.dumps({"version": loaded.version, "files": len(os.listdir(folder))}))
