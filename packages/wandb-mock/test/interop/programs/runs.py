"""Everything a run can hold, and resuming one, through the unmodified SDK."""
import json
import math

import wandb


def settings():
    return wandb.Settings(x_disable_stats=True, console="wrap")


result = {}

with wandb.init(
    project="runs", id="first", name="First", notes="a note", tags=["b", "a"], group="g",
    job_type="train", config={"lr": 0.1, "nested": {"deep": [1, 2]}}, settings=settings(),
) as run:
    run.define_metric("loss", summary="min")
    print("hello from the run")
    for step in range(5):
        run.log({"loss": 1.0 / (step + 1), "bad": math.nan if step == 2 else step})
    run.log({"picture": wandb.Html("<b>x</b>"), "spread": wandb.Histogram([1, 2, 2, 3])})
    run.summary["best"] = 0.25
    run.config["late"] = "value"
    run.alert("Careful", "it is hot", level=wandb.AlertLevel.WARN)
    with open("note.txt", "w") as file:
        file.write("saved")
    run.save("note.txt")

with wandb.init(project="runs", id="first", resume="must", settings=settings()) as run:
    result["resumed_config"] = run.config["lr"]
    run.log({"loss": 0.01})
    result["resumed_step"] = run.step

try:
    wandb.init(project="runs", id="first", resume="never", settings=settings())
    result["never"] = "started"
except Exception as error:
    result["never"] = type(error).__name__

try:
    wandb.init(project="runs", id="absent", resume="must", settings=settings())
    result["must"] = "started"
except Exception as error:
    result["must"] = type(error).__name__

run = wandb.init(project="runs", id="second", config={"lr": 0.5}, settings=settings())
run.log({"loss": 2.0})
run.finish(exit_code=3)

api = wandb.Api()
first = api.run("runs/first")
result["state"] = first.state
result["summary_best"] = first.summary["best"]
result["config"] = dict(first.config)
result["rows"] = [row.get("loss") for row in first.scan_history(keys=["loss"])]
result["history"] = len(first.history(samples=3, keys=["loss"], pandas=False))
result["files"] = sorted(file.name for file in first.files() if not file.name.startswith("media/"))
result["note"] = first.file("note.txt").download(root="files", replace=True).read()
first.tags.append("later")
first.notes = "changed"
first.update()
result["states"] = {run.id: run.state for run in api.runs("runs", order="+created_at")}
result["filtered"] = [run.id for run in api.runs("runs", filters={"config.lr": 0.5})]
result["by_state"] = [run.id for run in api.runs("runs", filters={"state": "failed"})]
result["paged"] = [run.id for run in api.runs("runs", per_page=1, order="+created_at")]
result["keys"] = sorted(first.history_keys["keys"]) if first.history_keys else []
# A run of a list that is read eagerly: the SDK sends its config without W&B's own part.
[second] = api.runs("runs", filters={"name": "second"}, lazy=False)
second.config["added"] = True
second.update()
edited = wandb.Api().run("runs/second")
result["edited_config"] = dict(edited.config)
result["own_part"] = sorted(edited.rawconfig["_wandb"])
with wandb.init(project="runs", id="second", resume="must", settings=settings()) as run:
    result["resumed_edited"] = run.resumed
api.run("runs/second").delete()
result["after_delete"] = [run.id for run in api.runs("runs", order="-created_at")]
try:
    wandb.init(project="runs", id="second", settings=wandb.Settings(init_timeout=3))
    result["reused"] = "started"
except Exception as error:
    result["reused"] = str(error)[:300]
print(json.dumps(result))
