"""The SDK stores media of every kind in an artifact, and logs tables in every way."""

import datetime
import io
import json

import bokeh.models
import numpy as np

import wandb

pixels = np.arange(18, dtype=np.uint8).reshape(2, 3, 3)
mask = np.array([[0, 1, 1], [0, 0, 4]], dtype=np.uint8)
day = datetime.datetime(2023, 1, 5, 12, tzinfo=datetime.timezone.utc)


def image():
    return wandb.Image(
        pixels,
        caption="all",
        classes=[{"id": 0, "name": "sky"}, {"id": 1, "name": "sea"}],
        boxes={
            "p": {
                "box_data": [
                    {
                        "position": {"minX": 0.1, "maxX": 0.5, "minY": 0.25, "maxY": 0.75},
                        "class_id": 1,
                        "box_caption": "c",
                        "scores": {"acc": 0.5},
                    },
                    {"position": {"middle": [2, 1], "width": 2, "height": 1}, "class_id": 0, "domain": "pixel"},
                ],
                "class_labels": {0: "sky", 1: "sea"},
            }
        },
        masks={"gt": {"mask_data": mask, "class_labels": {0: "sky", 1: "sea", 4: "sun"}}, "file": {"path": "mask.png"}},
    )


run = wandb.init(id="py-media")
artifact = wandb.Artifact("py_media", "media")
artifact.add(image(), "image")
artifact.add(wandb.Image("picture.png"), "picture")
artifact.add(wandb.Audio(np.array([0.0, 0.5, -0.5]), sample_rate=8000, caption="cap"), "sound")
artifact.add(wandb.Video(io.BytesIO(b"gif"), caption="c", format="gif"), "film")
artifact.add(wandb.Html("<p>hi</p>", inject=False), "page")
artifact.add(wandb.Object3D(np.array([[0.5, 1, 2], [1, 2, 3]])), "cloud")
artifact.add(wandb.Molecule(io.StringIO("ATOM"), file_type="pdb"), "molecule")
artifact.add(wandb.Classes([{"id": 0, "name": "bg"}, {"id": 1, "name": "it's"}]), "classes")
artifact.add(wandb.data_types.Bokeh(bokeh.models.ColumnDataSource(data={"x": [1, 2]})), "plot")
columns = ["n", "s", "b", "t", "l", "d", "im", "page", "sound", "short", "grid", "long"]
rows = [
    [
        1.5,
        "ä",
        True,
        day,
        [1, 2],
        {"k": 1},
        image(),
        wandb.Html("<i>1</i>", inject=False),
        wandb.Audio("tone.wav", caption="cell"),
        np.array([1.5, 2.5]),
        np.array([[1, 2], [3, 4]]),
        np.arange(200, dtype=np.float32),
    ],
    [
        None,
        None,
        None,
        None,
        [3, 4],
        {"k": 2},
        None,
        None,
        None,
        np.array([3.5, 4.5]),
        np.array([[5, 6], [7, 8]]),
        np.ones(200, dtype=np.float32),
    ],
]
artifact.add(wandb.Table(columns=columns, data=rows), "table")
artifact.add(wandb.Table(columns=["h"], data=[[wandb.Histogram(np_histogram=([1, 2], [0, 0.5, 1]))]]), "counted")
artifact.add(wandb.Table(columns=["a"], data=[[1], ["x"]], allow_mixed_types=True), "mixed")
artifact.add(wandb.Table(columns=["id", "v"], data=[["k", 1]], dtype=[str, int], optional=False), "typed")
artifact.add(wandb.JoinedTable(wandb.Table(columns=["k", "a"], data=[[1, "x"]]), wandb.Table(columns=["k", "b"], data=[[1, "y"]]), "k"), "joined")
for index in range(3):
    artifact.add(wandb.Table(columns=["n"], data=[[index]]), f"parts/part-{index:06}")
artifact.add(wandb.data_types.PartitionedTable("parts"), "parted")
run.log_artifact(artifact).wait()

growing = wandb.Table(columns=["n"], log_mode="INCREMENTAL")
for index in range(3):
    growing.add_data(index)
    run.log({"growing": growing})
run.log({"chart": wandb.plot.bar(wandb.Table(columns=["x", "y"], data=[["a", 1]]), "x", "y")})
run.finish()
print(json.dumps({"digest": artifact.digest}))
