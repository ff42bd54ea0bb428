"""Adds the same objects to several artifacts, before and after the first of them is logged."""

import json

import wandb

run = wandb.init(id="py-shared", settings=wandb.Settings(x_disable_stats=True, console="off"))


def described(artifact):
    return {
        "digest": artifact.digest,
        "entries": {path: [entry.digest, entry.ref, entry.size] for path, entry in artifact.manifest.entries.items()},
    }


def objects():
    return {
        "table": wandb.Table(columns=["a"], data=[["x"], ["y"]]),
        "picture": wandb.Image("picture.png", caption="p"),
        "page": wandb.Html("<p>x</p>", inject=False),
    }


def draft(name, media):
    artifact = wandb.Artifact(name, "media")
    for key, each in media.items():
        artifact.add(each, key)
    return artifact


early = objects()
first, beside = draft("py_first", early), draft("py_beside", early)
first = run.log_artifact(first).wait()
beside = run.log_artifact(beside).wait()
after = run.log_artifact(draft("py_after", early)).wait()
inner = draft("py_inner", {"cells": wandb.Table(columns=["im"], data=[[early["picture"]]])})
inner = run.log_artifact(inner).wait()

logged = wandb.Table(columns=["a"], data=[["z"]])
run.log({"logged": logged})
of_run = run.log_artifact(draft("py_of_run", {"logged": logged})).wait()
run.finish()
print(
    json.dumps(
        {
            "first": described(first),
            "beside": described(beside),
            "after": described(after),
            "inner": described(inner),
            "of_run": described(of_run),
        }
    )
)
