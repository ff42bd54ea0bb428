"""Artifacts of every kind, their change and their end, through the unmodified SDK."""
import json
import os

import wandb
from datetime import timedelta

settings = wandb.Settings(x_disable_stats=True)
result = {}

os.makedirs("tree/deep", exist_ok=True)
for name, text in [("tree/one.txt", "one"), ("tree/deep/two.txt", "two"), ("lone.bin", "lone")]:
    with open(name, "w") as file:
        file.write(text)

with wandb.init(project="things", id="maker", settings=settings) as run:
    artifact = wandb.Artifact("bundle", type="dataset", description="# Title", metadata={"k": [1, 2]})
    artifact.add_dir("tree", name="My directory")
    artifact.add_file("lone.bin", name="with space.bin")
    artifact.add_reference("file://" + os.path.abspath("lone.bin"), name="by reference")
    artifact.add(wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]]), "table")
    artifact.add(wandb.Html("<b>x</b>"), "page")
    with artifact.new_file("made.json") as file:
        json.dump({"made": True}, file)
    artifact.ttl = timedelta(days=3)
    run.log_artifact(artifact, aliases=["best", "v-one"], tags=["tag-a"]).wait()
    result["first"] = [artifact.version, artifact.digest, sorted(artifact.aliases), artifact.size]
    result["ttl"] = artifact.ttl.total_seconds()

    again = wandb.Artifact("bundle", type="dataset", metadata={"k": [1, 2]})
    again.add_dir("tree", name="My directory")
    again.add_file("lone.bin", name="with space.bin")
    again.add_reference("file://" + os.path.abspath("lone.bin"), name="by reference")
    again.add(wandb.Table(columns=["a", "b"], data=[[1, "x"], [2, "y"]]), "table")
    again.add(wandb.Html("<b>x</b>"), "page")
    with again.new_file("made.json") as file:
        json.dump({"made": True}, file)
    run.log_artifact(again, aliases=["twice"]).wait()
    result["deduplicated"] = [again.version, sorted(again.aliases)]

    draft = artifact.new_draft()
    draft.remove("with space.bin")
    with draft.new_file("extra.txt") as file:
        file.write("extra")
    run.log_artifact(draft).wait()
    result["draft"] = [draft.version, sorted(draft.manifest.entries)]

    step = wandb.Artifact("growing", type="dataset", incremental=True)
    with step.new_file("1.txt") as file:
        file.write("1")
    run.log_artifact(step).wait()
    step = wandb.Artifact("growing", type="dataset", incremental=True)
    with step.new_file("2.txt") as file:
        file.write("2")
    run.log_artifact(step).wait()

    pointer = wandb.Artifact("pointer", type="dataset")
    pointer.add_reference(artifact.get_entry("made.json"), name="elsewhere.json")
    pointer.add_reference("custom://bucket/key", name="remote")
    pointer.add(artifact.get("table"), "borrowed")
    run.log_artifact(pointer).wait()

    for worker in ["left", "right"]:
        part = wandb.Artifact("shared", type="dataset")
        with part.new_file(f"{worker}.txt") as file:
            file.write(worker)
        run.upsert_artifact(part, distributed_id="together")
    last = wandb.Artifact("shared", type="dataset")
    with last.new_file("last.txt") as file:
        file.write("last")
    run.finish_artifact(last, distributed_id="together").wait()
    result["distributed"] = sorted(last.manifest.entries)

try:
    with wandb.init(project="things", id="wrong", settings=settings) as run:
        wrong = wandb.Artifact("bundle", type="model")
        with wrong.new_file("x") as file:
            file.write("x")
        run.log_artifact(wrong).wait()
    result["wrong_type"] = "accepted"
except Exception as error:
    result["wrong_type"] = str(error)[:200]

with wandb.init(project="things", id="user", settings=settings) as run:
    used = run.use_artifact("bundle:best")
    folder = used.download(root="down")
    used.verify(root="down")
    result["downloaded"] = sorted(
        os.path.relpath(os.path.join(base, name), folder)
        for base, _, names in os.walk(folder) for name in names if not name.startswith("media")
    )
    result["table"] = used.get("table").data
    result["page"] = type(used.get("page")).__name__
    result["one"] = open(used.get_entry("My directory/one.txt").download()).read()
    result["growing"] = sorted(run.use_artifact("growing:latest").manifest.entries)
    result["borrowed"] = run.use_artifact("pointer:latest").get_entry("borrowed.table.json").ref is not None
    elsewhere = run.use_artifact("pointer:latest").get_entry("elsewhere.json")
    result["elsewhere"] = json.load(open(elsewhere.download()))

api = wandb.Api()
version = api.artifact("things/bundle:v0")
result["used_by"] = [run.id for run in version.used_by()]
result["logged_by"] = version.logged_by().id
result["files"] = sorted(file.name for file in version.files(per_page=2))
version.description = "changed"
version.metadata["more"] = 1
version.aliases.append("prod")
version.aliases.remove("v-one")
version.tags.append("tag-b")
version.ttl = None
version.save()
version = api.artifact("things/bundle:prod")
result["saved"] = [version.description, version.metadata, sorted(version.aliases), sorted(version.tags)]
result["exists"] = [api.artifact_exists("things/bundle:v0"), api.artifact_exists("things/none:v0")]
result["collection_exists"] = api.artifact_collection_exists("things/bundle", "dataset")
result["types"] = sorted(kind.name for kind in api.artifact_types("things"))
result["collections"] = sorted(c.name for c in api.artifact_type("dataset", "things").collections())
result["versions"] = [a.version for a in api.artifacts("dataset", "things/bundle", per_page=1)]
result["tagged"] = [a.version for a in api.artifacts("dataset", "things/bundle", tags=["tag-b"])]
result["inputs"] = sorted(a.name for a in api.run("things/user").used_artifacts())
result["outputs"] = sorted(
    a.name for a in api.run("things/maker").logged_artifacts() if a.type == "dataset"
)
collection = api.artifact_collection("dataset", "things/bundle")
collection.description = "about"
collection.tags.append("col")
collection.save()
collection = api.artifact_collection("dataset", "things/bundle")
result["collection"] = [collection.description, list(collection.tags), sorted(collection.aliases)]
try:
    api.artifact("things/bundle:v0").delete()
    result["delete_aliased"] = "deleted"
except Exception as error:
    result["delete_aliased"] = "refused"
api.artifact("things/bundle:v0").delete(delete_aliases=True)
result["left"] = [a.version for a in api.artifacts("dataset", "things/bundle")]
api.artifact_collection("dataset", "things/growing").delete()
result["gone"] = api.artifact_collection_exists("things/growing", "dataset")
print(json.dumps(result))
