"""The SDK stores media by their addresses, refers to media of other versions, and reads what we wrote so."""

import json
import sys

import wandb

origin, ours = sys.argv[1], sys.argv[2]
run = wandb.init(id="py-stored")


def described(artifact):
    return {
        "digest": artifact.digest,
        "entries": {path: [entry.digest, entry.ref, entry.size] for path, entry in artifact.manifest.entries.items()},
    }


first = wandb.Artifact("py_first", "media")
first.add(wandb.Image(f"{origin}/a/pic.png?x=1", caption="c"), "address")
first.add(wandb.Audio(f"{origin}/tone.wav", caption="t"), "sound")
first.add(wandb.Table(columns=["i", "im"], data=[[1, wandb.Image(f"{origin}/pic.png")]]), "cells")
picture = wandb.Image("picture.png", caption="p")
first.add(picture, "picture")
first.add(wandb.Html("<p>x</p>", inject=False), "page")
first.add(wandb.Table(columns=["a"], data=[["x"], ["y"]]), "table")
first = run.log_artifact(first).wait()

api = wandb.Api()
read = {name: api.artifact(first.qualified_name).get(name) for name in ("picture", "page", "table")}
second = wandb.Artifact("py_second", "media")
for name, media in read.items():
    second.add(media, f"again_{name}")
second.add(wandb.Table(columns=["im"], data=[[read["picture"]]]), "made")
second = run.log_artifact(second).wait()

for name, media in read.items():
    run.log({name: media})
run.log({"own": picture})
run.log({"list": [read["picture"], picture]})
run.finish()
summary = {
    key: value for key, value in api.run(run.path).summary_metrics.items() if not key.startswith("_")
}

stored = api.artifact(ours)
table = stored.get("again_table")
made = stored.get("made")
print(
    json.dumps(
        {
            "first": described(first),
            "second": described(second),
            "summary": summary,
            "ours": {
                "table": table.data,
                "source": table._artifact_source.artifact.name,
                "picture": stored.get("again_picture")._caption,
                "cell": made.data[0][0]._width,
                "files": sorted(entry.path for entry in stored.manifest.entries.values() if entry.ref),
            },
        }
    )
)
