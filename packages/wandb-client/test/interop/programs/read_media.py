"""The SDK reads media of every kind from an artifact, and says what it found."""

import json
import sys

import bokeh.document  # The SDK expects it to be imported.
import numpy as np
import soundfile

import wandb


def pixels(image):
    return np.asarray(image).tolist()


def text(media):
    with open(media._path, encoding="utf-8") as file:
        return file.read()


def describe(value):
    if isinstance(value, wandb.Image):
        return {
            "pixels": pixels(value.image),
            "caption": value._caption,
            "size": [value._width, value._height],
            "boxes": {key: boxes._val for key, boxes in (value._boxes or {}).items()},
            "masks": {key: pixels(wandb.Image(mask._path).image) for key, mask in (value._masks or {}).items()},
            "classes": None if value._classes is None else value._classes._class_set,
        }
    if isinstance(value, wandb.Audio):
        samples, rate = soundfile.read(value._path)
        return {"samples": [round(float(each), 3) for each in samples], "rate": rate, "caption": value._caption}
    if isinstance(value, wandb.Html):
        return value.html
    if isinstance(value, (wandb.Video, wandb.Molecule)):
        return text(value)
    if isinstance(value, wandb.Object3D):
        return json.loads(text(value))
    if isinstance(value, wandb.Classes):
        return value._class_set
    if isinstance(value, wandb.data_types.Bokeh):
        return value.b_obj.title
    if isinstance(value, wandb.Table):
        return {"columns": value.columns, "data": [[describe(cell) for cell in row] for row in value.data]}
    if isinstance(value, wandb.JoinedTable):
        return [value._join_key, describe(value._table1), describe(value._table2)]
    if isinstance(value, wandb.data_types.PartitionedTable):
        return [row for _, row in value.iterrows()]
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)


artifact = wandb.Api().artifact(f"weavers/loom/{sys.argv[1]}:latest")
print(json.dumps({name: describe(artifact.get(name)) for name in sys.argv[2:]}))
