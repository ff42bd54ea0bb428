"""The SDK writes what the client reads: runs, artifacts, media, links, lineage, queue items."""

import json
import os

import wandb

with open("note.txt", "w", encoding="utf-8") as file:
    file.write("note")
os.makedirs("tree/sub dir", exist_ok=True)
for name in ["tree/a.txt", "tree/sub dir/b.txt"]:
    with open(name, "w", encoding="utf-8") as file:
        file.write(name)

run = wandb.init(id="py1", name="from python", tags=["a"], notes="n", group="g", job_type="train", config={"lr": 0.1, "nested": {"x": [1]}})
run.define_metric("loss", summary="min")
for step in range(5):
    run.log({"loss": 5 - step, "nan": float("nan")})
run.log({"table": wandb.Table(columns=["q"], data=[[7]]), "page": wandb.Html("<b>x</b>")})
run.summary["best"] = 1

artifact = wandb.Artifact("py_data", "dataset", description="d", metadata={"rows": 2})
artifact.add_file("note.txt")
artifact.add_dir("tree", name="My directory")
artifact.add_reference("https://example.org/file.csv", checksum=False)
artifact.add(wandb.Table(columns=["a", "b", "m"], data=[[1, "x", wandb.Html("<i>1</i>")], [None, "y", None]]), "table")
artifact.add(wandb.Html("<p>page</p>", inject=False), "page")
artifact.add(wandb.Classes([{"id": 0, "name": "bg"}]), "classes")
artifact.ttl = None
logged = run.log_artifact(artifact, aliases=["best"], tags=["kept"]).wait()
run.link_artifact(logged, "wandb-registry-model/linked", aliases=["production"])

draft = logged.new_draft()
draft.remove("note.txt")
with draft.new_file("second.txt", mode="w") as file:
    file.write("two")
second = run.log_artifact(draft).wait()

incremental = wandb.Artifact("py_more", "dataset")
with incremental.new_file("one.txt") as file:
    file.write("1")
run.log_artifact(incremental).wait()
more = wandb.Artifact("py_more", "dataset", incremental=True)
with more.new_file("two.txt") as file:
    file.write("2")
run.log_artifact(more).wait()
run.use_artifact("py_data:v0")
run.finish()

failed = wandb.init(id="py2")
failed.finish(exit_code=2)
print(json.dumps({"digest": logged.digest, "second": second.digest, "size": logged.size}))
