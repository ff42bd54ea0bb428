"""Digests and manifests that the SDK computes for artifacts of many shapes, from the files that the test made."""

import datetime
import json
import os

import bokeh.document  # The SDK expects it to be imported.
import numpy as np

import wandb

results = {}
labels = {0: "sky", 1: "sea"}
classes = [{"id": 0, "name": "bg"}, {"id": 1, "name": "it's"}]
corner_box = {"position": {"minX": 0.1, "maxX": 0.5, "minY": 0.25, "maxY": 0.75}, "class_id": 1, "scores": {"acc": 0.5}}
pixel_box = {"position": {"middle": [2, 1], "width": 2, "height": 1}, "class_id": 4, "domain": "pixel"}


def boxed(box=corner_box, **options):
    return wandb.Image("picture.png", boxes={"p": {"box_data": [box], **options}})


def masked(**options):
    return wandb.Image("picture.png", masks={"gt": {"path": "mask.png"}}, **options)


def shape(name, **options):
    def record(build):
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


shape("two pictures of one file")(lambda a: [a.add(wandb.Image("picture.png"), name) for name in ("one", "sub/two")])
shape("picture with classes")(lambda a: a.add(wandb.Image("picture.png", classes=classes), "image"))
shape("picture with pixel boxes")(lambda a: a.add(boxed(pixel_box), "image"))
shape("picture with named boxes")(lambda a: a.add(boxed(class_labels=labels), "image"))
shape("picture with a mask")(lambda a: a.add(masked(classes=classes), "image"))


@shape("picture with masks, boxes and classes")
def _(a):
    picture = wandb.Image(
        "picture.png",
        caption="all",
        classes=classes,
        boxes={"p": {"box_data": [corner_box, pixel_box]}, "truth": {"box_data": [corner_box], "class_labels": labels}},
        masks={"gt": {"path": "mask.png"}, "pred": {"path": "picture.png"}},
    )
    a.add(picture, "image")


shape("table of boxed pictures")(
    lambda a: a.add(
        wandb.Table(columns=["im"], data=[[boxed(class_labels=labels)], [None], [boxed(pixel_box)], [boxed()]]), "t"
    )
)
shape("table of masked pictures")(
    lambda a: a.add(wandb.Table(columns=["n", "im"], data=[[1, masked(classes=classes)], [2, masked(classes=classes)]]), "t")
)
shape("table of all media")(
    lambda a: a.add(
        wandb.Table(
            columns=["page", "sound", "film", "cloud", "molecule", "im"],
            data=[
                [
                    wandb.Html("<p>1</p>"),
                    wandb.Audio("tone.wav", caption="c"),
                    wandb.Video("film.gif", caption="c"),
                    wandb.Object3D("cloud.pts.json"),
                    wandb.Molecule("water.pdb"),
                    wandb.Image("picture.png", caption="c"),
                ]
            ],
        ),
        "t",
    )
)
shape("table of mixed cells")(
    lambda a: a.add(wandb.Table(columns=["m"], data=[[1], ["x"], [True]], allow_mixed_types=True), "t")
)
shape("table of lists of records")(
    lambda a: a.add(wandb.Table(columns=["l"], data=[[[{"a": 1}]], [[{"a": 2}]]]), "t")
)
shape("table of numbers in arrays")(
    lambda a: a.add(wandb.Table(columns=["v"], data=[[np.array([1.5, 2.5])], [np.array([3.5, 4.5])]]), "t")
)
shape("table of histograms")(
    lambda a: a.add(wandb.Table(columns=["h"], data=[[wandb.Histogram(np_histogram=([1, 2], [0, 0.5, 1]))]]), "t")
)
shape("table of tables")(
    lambda a: a.add(wandb.Table(columns=["t"], data=[[wandb.Table(columns=["a"], data=[[1]])]]), "t")
)


@shape("picture beside its file")
def _(a):
    a.add_file("picture.png")
    a.add(wandb.Image("picture.png"), "image")


shape("table with numbers that are none")(
    lambda a: a.add(wandb.Table(columns=["n", "all"], data=[[float("nan"), float("nan")], [1.5, float("nan")]]), "t")
)
shape("page file")(lambda a: a.add(wandb.Html("page.html", inject=False), "page"))
shape("film with caption")(lambda a: a.add(wandb.Video("film.gif", caption="c"), "film"))
shape("cloud of points")(lambda a: a.add(wandb.Object3D(np.array([[0.5, 1.5, 2.5, 3.5]]), caption="c"), "o"))
shape("scene")(
    lambda a: a.add(
        wandb.Object3D.from_point_cloud(
            [[0, 1, 2]], [{"corners": [[0, 0, 0]] * 8, "label": "b", "color": [1, 0, 0]}], [{"start": [0, 0, 0], "end": [1, 1, 1]}]
        ),
        "o",
    )
)
shape("bokeh file")(lambda a: a.add(wandb.data_types.Bokeh("plot.bokeh.json"), "b"))


@shape("partitioned table")
def _(a):
    for index in range(3):
        a.add(wandb.Table(columns=["n"], data=[[index]]), f"parts/part-{index:06}")
    a.add(wandb.data_types.PartitionedTable("parts"), "p")


print(json.dumps(results))
