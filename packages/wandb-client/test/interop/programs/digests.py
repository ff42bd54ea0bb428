"""Digests and manifests that the SDK computes for artifacts of many shapes, from the files that the test made."""

import datetime
import importlib.util
import json
import os

import wandb

results = {}
has_pictures = importlib.util.find_spec("PIL") is not None


def shape(name, **options):
    def record(build):
        if "picture" in name and not has_pictures:
            return
        artifact = wandb.Artifact("shape", "dataset", **options)
        build(artifact)
        results[name] = {
            "digest": artifact.digest,
            "entries": {path: entry.digest for path, entry in artifact.manifest.entries.items()},
        }

    return record


def text(artifact, name, content):
    with artifact.new_file(name, mode="w", encoding="utf-8") as file:
        file.write(content)


shape("empty")(lambda a: None)
shape("one file")(lambda a: a.add_file("data/a.txt"))
shape("renamed")(lambda a: a.add_file("data/a.txt", name="x/y z.txt"))
shape("empty file")(lambda a: a.add_file("data/empty.bin"))
shape("folder")(lambda a: a.add_dir("data"))
shape("folder below a name")(lambda a: a.add_dir("data/sub", name="My directory"))
shape("many files")(lambda a: a.add_dir("many"))
shape("large file")(lambda a: a.add_file("large.bin"))
shape("temporary name")(lambda a: a.add_file("data/README.old.md", is_tmp=True))
shape("text")(lambda a: text(a, "t.txt", "hé😀\n"))


@shape("order of paths")
def _(a):
    for name in ["～.txt", "😀.txt", "a.txt", "Z.txt", "a/b.txt", "a-b.txt", "é.txt"]:
        text(a, name, name)


@shape("same content twice")
def _(a):
    a.add_file("data/a.txt", name="one")
    a.add_file("data/a.txt", name="two")


@shape("removed")
def _(a):
    a.add_dir("data")
    a.remove("sub")


shape("unchecked web address")(lambda a: a.add_reference("https://example.org/d/file.csv?v=1", checksum=False))
shape("custom scheme")(lambda a: a.add_reference("dvc://store/thing", name="named"))
shape("local file reference")(lambda a: a.add_reference("file://" + os.path.abspath("data/a.txt")))
shape("local folder reference")(lambda a: a.add_reference("file://" + os.path.abspath("data"), name="in"))
shape("table of numbers and text")(
    lambda a: a.add(wandb.Table(columns=["i", "s"], data=[[1, "x"], [2, "y"]]), "t")
)
shape("table of floats")(
    lambda a: a.add(wandb.Table(columns=["f"], data=[[0.5], [1e-7], [1.5e300], [123456.789], [-2.25]]), "t")
)
shape("table with gaps")(
    lambda a: a.add(wandb.Table(columns=["a", "b"], data=[[None, "ä"], [3, None]]), "sub/t")
)
shape("table of truths")(lambda a: a.add(wandb.Table(columns=["b"], data=[[True], [False]]), "t"))
shape("table of lists")(lambda a: a.add(wandb.Table(columns=["l"], data=[[[1, 2]], [[3, 4]]]), "t"))
shape("table of ragged lists")(lambda a: a.add(wandb.Table(columns=["l"], data=[[[1]], [[3, 4]]]), "t"))
shape("table of records")(
    lambda a: a.add(wandb.Table(columns=["d"], data=[[{"x": 1, "y": "a"}], [{"x": 2, "y": "b"}]]), "t")
)
shape("table of times")(
    lambda a: a.add(
        wandb.Table(columns=["t"], data=[[datetime.datetime(2023, 1, 5, tzinfo=datetime.timezone.utc)]]), "t"
    )
)
shape("empty table")(lambda a: a.add(wandb.Table(columns=["a", "b"], data=[]), "t"))
shape("classes")(
    lambda a: a.add(wandb.Classes([{"id": 0, "name": "bg"}, {"id": 1, "name": "it's"}]), "c")
)
shape("page")(lambda a: a.add(wandb.Html("<p>hi</p>"), "page"))
shape("whole page")(lambda a: a.add(wandb.Html("<html><head></head><body>x</body></html>"), "page"))
shape("picture file")(lambda a: a.add(wandb.Image("picture.png"), "image"))
shape("picture with caption")(lambda a: a.add(wandb.Image("picture.png", caption="a \"b\""), "image"))


@shape("picture with boxes")
def _(a):
    a.add(
        wandb.Image(
            "picture.png",
            classes=[{"id": 0, "name": "bg"}],
            boxes={
                "p": {
                    "box_data": [
                        {
                            "position": {"minX": 0.1, "maxX": 0.5, "minY": 0.25, "maxY": 0.75},
                            "class_id": 0,
                            "box_caption": "c",
                            "scores": {"acc": 0.5},
                        }
                    ]
                }
            },
        ),
        "image",
    )


shape("sound file")(lambda a: a.add(wandb.Audio("tone.wav", caption="cap"), "sound"))
shape("film file")(lambda a: a.add(wandb.Video("film.mp4"), "film"))
shape("molecule file")(lambda a: a.add(wandb.Molecule("water.pdb"), "m"))
shape("cloud file")(lambda a: a.add(wandb.Object3D("cloud.pts.json"), "o"))
shape("table of pictures")(
    lambda a: a.add(wandb.Table(columns=["n", "im"], data=[[1, wandb.Image("picture.png")]]), "t")
)


@shape("joined tables")
def _(a):
    one = wandb.Table(columns=["a", "b"], data=[[1, "x"]])
    two = wandb.Table(columns=["a", "c"], data=[[1, "y"]])
    a.add(one, "one")
    a.add(two, "two")
    a.add(wandb.JoinedTable("one.table.json", "two.table.json", "a"), "j")


print(json.dumps(results))
