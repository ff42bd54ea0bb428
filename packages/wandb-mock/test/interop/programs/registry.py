"""Linking to portfolios and registries, and administrating registries, through the unmodified SDK."""
import json

import wandb

settings = wandb.Settings(x_disable_stats=True)
result = {}

with wandb.init(entity="weavers", project="models", settings=settings) as run:
    model = wandb.Artifact("net", type="model")
    with model.new_file("weights.bin") as file:
        file.write("weights")
    run.log_artifact(model).wait()
    linked = run.link_artifact(model, "wandb-registry-model/Nets", aliases=["production"])
    result["linked"] = [linked.qualified_name, linked.source_qualified_name] if linked else None
    run.link_artifact(model, "weavers/model-registry/Old style", aliases=["candidate"])

with wandb.init(entity="weavers", project="models", settings=settings) as run:
    used = run.use_artifact("heddle-org/wandb-registry-model/Nets:production")
    result["used"] = [used.version, used.type, used.is_link, sorted(used.aliases)]
    result["content"] = open(used.get_entry("weights.bin").download()).read()

api = wandb.Api(overrides={"entity": "weavers"})
found = api.artifact("heddle-org/wandb-registry-model/Nets:v0")
result["aliases"] = sorted(found.aliases)
source = api.artifact("weavers/models/net:v0")
result["links"] = sorted(link.qualified_name for link in source.linked_artifacts)
found.unlink()
result["after_unlink"] = api.artifact_exists("heddle-org/wandb-registry-model/Nets:v0")
print(json.dumps(result))
