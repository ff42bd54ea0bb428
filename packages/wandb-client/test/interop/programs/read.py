"""The SDK reads what the client wrote, and goes on with its run."""

import json
import os

import wandb

api = wandb.Api()
run = api.run("weavers/loom/ts1")
artifact = api.artifact("weavers/loom/ts_data:best")
root = artifact.download(root="read-by-python")
artifact.verify(root=root)
files = {}
for folder, _, names in os.walk(root):
    for name in names:
        path = os.path.join(folder, name)
        files[os.path.relpath(path, root).replace(os.sep, "/")] = open(path, "rb").read().hex()[:40]
table = artifact.get("table")
page = artifact.get("page")
sound = artifact.get("sound")
joined = artifact.get("joined")
parts = artifact.get("flow")
versions = [v.version for v in api.artifacts("dataset", "weavers/loom/ts_data")]
linked = api.artifact("heddle-org/wandb-registry-model/ts_linked:production")

result = {
    "run": {
        "state": run.state,
        "name": run.name,
        "tags": run.tags,
        "notes": run.notes,
        "config": dict(run.config),
        "loss": run.summary.get("loss"),
        "history": [row["loss"] for row in run.scan_history(keys=["loss"])],
        "files": sorted(file.name for file in run.files()),
        "logged": sorted(a.name for a in run.logged_artifacts()),
        "used": sorted(a.name for a in run.used_artifacts()),
    },
    "artifact": {
        "name": artifact.name,
        "type": artifact.type,
        "aliases": sorted(artifact.aliases),
        "tags": artifact.tags,
        "metadata": artifact.metadata,
        "description": artifact.description,
        "digest": artifact.digest,
        "ttl": artifact.ttl.total_seconds() if artifact.ttl else None,
    },
    "files": files,
    "table": {
        "columns": table.columns,
        "data": [[str(c) if hasattr(c, "_path") else c for c in row[:2]] for row in table.data],
        "when": table.data[0][2].isoformat(),
        "cell": type(table.data[0][3]).__name__,
    },
    "page": page.html,
    "sound": type(sound).__name__,
    "joined": joined._join_key,
    "rows": [row for _, row in parts.iterrows()],
    "versions": versions,
    "linked": linked.source_name,
}

resumed = wandb.init(id="ts1", resume="must")
result["step"] = resumed.starting_step
resumed.log({"loss": 100})
used = resumed.use_artifact("ts_data:latest")
result["latest"] = used.version
resumed.finish()
print(json.dumps(result))
