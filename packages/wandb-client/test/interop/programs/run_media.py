"""The SDK logs every kind of media and chart to a run: one step for each case, in the order of the cases."""

import datetime
import json

import bokeh.models
import numpy as np
import plotly.graph_objects as go

import wandb

day = datetime.datetime(2023, 1, 5, 12, tzinfo=datetime.timezone.utc)
labels = {0: "sky", 1: "sea"}
box = {
    "position": {"minX": 0.1, "maxX": 0.5, "minY": 0.25, "maxY": 0.75},
    "class_id": 1,
    "box_caption": "c",
    "scores": {"acc": 0.5},
}
pixel_box = {"position": {"middle": [2, 1], "width": 2, "height": 1}, "class_id": 4, "domain": "pixel"}
pixels = np.array([[0, 1, 1], [0, 0, 4]], dtype=np.uint8)


def points():
    return wandb.Table(columns=["x", "y", "group"], data=[[1, 2.5, "a"], [2, 3, "b"]])


def picture(**options):
    return wandb.Image("picture.png", **options)


def graph():
    made = wandb.Graph()
    first = made.add_node(id="in", name="input", class_name="Input", output_shape=[None, 2], num_parameters=0)
    last = made.add_node(id="out", name="dense", class_name="Dense", size=[2, 3], parameters=[["w", 6]], is_output=True)
    made.add_edge(first, last)
    return made


def joined():
    return wandb.JoinedTable(points(), points(), "x")


def plot():
    made = bokeh.models.ColumnDataSource(data={"x": [1, 2]})
    return wandb.data_types.Bokeh(made)


y_true = [0, 1, 2, 2, 1, 0]
y_probas = [[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6], [0.3, 0.4, 0.3], [0.25, 0.5, 0.25], [0.4, 0.35, 0.25]]

cases = {
    "line": lambda: wandb.plot.line(points(), "x", "y", title="T"),
    "line strokes": lambda: wandb.plot.line(points(), "x", "y", stroke="group"),
    "bar": lambda: wandb.plot.bar(points(), "group", "y", title="T"),
    "scatter": lambda: wandb.plot.scatter(points(), "x", "y"),
    "histogram chart": lambda: wandb.plot.histogram(points(), "y", title="T"),
    "line series": lambda: wandb.plot.line_series([0, 1, 2], [[1, 2, 3], [4, 5.5, 6]], title="T", xname="step"),
    "line series own x": lambda: wandb.plot.line_series([[0, 1], [0, 2]], [[1, 2], [4, 5]], keys=["a", "b"]),
    "confusion matrix": lambda: wandb.plot.confusion_matrix(y_true=[0, 1, 2, 1], preds=[0, 2, 2, 1], class_names=["a", "b", "c"]),
    "confusion matrix of words": lambda: wandb.plot.confusion_matrix(y_true=["cat", "dog"], preds=["dog", "dog"]),
    "confusion matrix of scores": lambda: wandb.plot.confusion_matrix(probs=y_probas, y_true=y_true, title="T"),
    "precision and recall": lambda: wandb.plot.pr_curve(y_true, y_probas, labels=["a", "b", "c"]),
    "precision and recall of some": lambda: wandb.plot.pr_curve(y_true, y_probas, classes_to_plot=[0, 2], interp_size=5, title="T"),
    "receiver": lambda: wandb.plot.roc_curve(y_true, y_probas, labels=["a", "b", "c"]),
    "receiver of words": lambda: wandb.plot.roc_curve(["x", "y", "z", "z", "y", "x"], y_probas, classes_to_plot=["y"], title="T"),
    "own chart": lambda: wandb.plot_table("weavers/own", points(), {"x": "x", "y": "y"}, {"title": "T"}),
    "split/chart": lambda: wandb.plot_table("weavers/own", points(), {"x": "x"}, split_table=True),
    "visualized": lambda: wandb.visualize("weavers/own", points()),
    "deep view": lambda: {"view": wandb.visualize("weavers/own", points())},
    "nested": lambda: {"inner": wandb.plot.scatter(points(), "x", "y"), "deep": {"chart": wandb.plot.bar(points(), "x", "y")}, "n": 1},
    "picture": lambda: picture(caption="CAP"),
    "train/picture .x": lambda: picture(),
    "pictures": lambda: [picture(caption="one"), picture()],
    "pictures without captions": lambda: [picture(), picture()],
    "pictures captioned late": lambda: [picture(), picture(caption="two")],
    "boxes": lambda: picture(boxes={"pred": {"box_data": [box, pixel_box], "class_labels": labels}, "truth": {"box_data": [pixel_box]}}),
    "mask": lambda: picture(masks={"gt": {"path": "mask.png"}}),
    "made picture": lambda: wandb.Image(np.arange(24, dtype=np.uint8).reshape(2, 4, 3)),
    "made masks": lambda: picture(masks={"pred": {"mask_data": pixels, "class_labels": labels}, "plain": {"mask_data": pixels}}),
    "pictures with masks": lambda: [picture(masks={"gt": {"path": "mask.png"}}, boxes={"p": {"box_data": [box]}}), picture()],
    "sound": lambda: wandb.Audio("tone.wav", caption="cap"),
    "sounds": lambda: [wandb.Audio("tone.wav", caption="cap"), wandb.Audio("tone.wav")],
    "film": lambda: wandb.Video("film.mp4", caption="cap"),
    "films": lambda: [wandb.Video("film.gif", caption="a"), wandb.Video("film.mp4", caption="b")],
    "page": lambda: wandb.Html("<p>hi</p>"),
    "pages": lambda: [wandb.Html("<p>1</p>"), wandb.Html("page.html", inject=False)],
    "body": lambda: wandb.Object3D("body.obj", caption="cap"),
    "cloud": lambda: wandb.Object3D(np.array([[0, 1, 2], [1, 2, 3.5]])),
    "scene": lambda: wandb.Object3D.from_point_cloud([[0, 1, 2]], [{"corners": [[0, 0, 0]] * 8, "label": "b", "color": [1, 0, 0]}], [{"start": [0, 0, 0], "end": [1, 1, 1]}]),
    "bodies": lambda: [wandb.Object3D(np.array([[0, 1, 2]])), wandb.Object3D("body.obj")],
    "molecule": lambda: wandb.Molecule("water.pdb", caption="cap"),
    "molecules": lambda: [wandb.Molecule("water.pdb", caption="a"), wandb.Molecule("water.pdb")],
    "counts": lambda: wandb.Histogram([1, 2, 2, 3.5, -4], num_bins=4),
    "made counts": lambda: wandb.Histogram(np_histogram=([1, 2], [0, 0.5, 1])),
    "many counts": lambda: wandb.Histogram(list(range(1000))),
    "graph": graph,
    "figure": lambda: go.Figure({"data": [{"type": "bar", "y": [2, 1e-7, 3.25], "name": "ä"}], "layout": {"title": {"text": "T"}}}),
    "plot": plot,
    "table": lambda: wandb.Table(columns=["a", "b"], data=[[1, "ä"], [None, "y"]]),
    "table of kinds": lambda: wandb.Table(columns=["f", "l", "d", "t", "im"], data=[[1e-7, [1, 2], {"k": 1}, day, picture()], [1e21, [3, 4], {"k": 2}, None, None]]),
    "joined": joined,
    "mixed list": lambda: [picture(), wandb.Html("<p>1</p>")],
    "empty list": lambda: [],
}

made = {name: case() for name, case in cases.items()}
documents = {"figure": made["figure"].to_plotly_json(), "plot": made["plot"].b_obj.to_json(deferred=False)}
run = wandb.init(id="py")
for name, value in made.items():
    run.log({name: value})
growing = wandb.Table(columns=["n", "s"], log_mode="INCREMENTAL")
for rows in ([[1, "a"], [2, "b"]], [[3, "c"]], []):
    for row in rows:
        growing.add_data(*row)
    run.log({"growing": growing})
run.finish()
print(json.dumps(documents))
