"""The SDK logs, uses and links models, logs code, and reads and changes what we did."""

import json
import os

import wandb

with open("py_weights.bin", "w") as file:
    file.write("from python")
os.makedirs("py_code", exist_ok=True)
with open("py_code/train.py", "w") as file:
    file.write("print(1)")

run = wandb.init(id="py-models")
used = run.use_model("ts-net:best")
folder = run.use_model("ts-folder:latest")
run.log_model("py_weights.bin", name="py-net", aliases=["best"])
run.link_model("py_weights.bin", "py-classifier", name="py-net")
run.log_code("py_code", name="py-code")
run.finish()

api = wandb.Api()
ours = api.run("weavers/loom/ts-models")
code = next(each for each in ours.logged_artifacts() if each.type == "code")
code_path = ours.rawconfig["_wandb"]["code_path"]
before = {"tags": ours.tags, "accuracy": ours.summary["accuracy"], "lr": ours.config["lr"], "notes": ours.notes}
ours.tags = ours.tags + ["seen"]
ours.config["lr"] = 0.3
ours.update()
ours.upload_file("py_weights.bin")
print(
    json.dumps(
        {
            "used": open(used).read(),
            "folder": sorted(os.listdir(folder)),
            "code": [code.name, sorted(code.manifest.entries)],
            "codePath": code_path,
            "linked": [each.qualified_name for each in api.artifact("ts-net:v0").linked_artifacts],
            "state": ours.state,
            "before": before,
        }
    )
)
