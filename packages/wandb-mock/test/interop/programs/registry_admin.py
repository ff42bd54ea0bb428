"""Administrating registries needs the server features for it."""
import json

import wandb

settings = wandb.Settings(x_disable_stats=True)
result = {}
api = wandb.Api(overrides={"entity": "weavers"})
registry = api.create_registry(
    name="plots", organization="heddle", visibility="organization", description="d",
    artifact_types=["figure"],
)
result["created"] = [registry.name, registry.full_name, registry.visibility, list(registry.artifact_types)]
registry.description = "changed"
registry.save()
again = api.registry("plots", organization="heddle")
result["description"] = again.description

with wandb.init(entity="weavers", project="figures", settings=settings) as run:
    for kind in ["figure", "model"]:
        artifact = wandb.Artifact(f"a-{kind}", type=kind)
        with artifact.new_file("x") as file:
            file.write(kind)
        run.log_artifact(artifact).wait()
        try:
            run.link_artifact(artifact, "wandb-registry-plots/Gallery-" + kind)
            result[kind] = "linked"
        except Exception as error:
            result[kind] = "refused"

result["registries"] = sorted(r.name for r in api.registries(organization="heddle"))
result["filtered"] = [r.name for r in api.registries("heddle", filter={"name": "wandb-registry-plots"})]
result["collections"] = [c.name for c in api.registries("heddle", filter={"name": "wandb-registry-plots"}).collections()]
result["versions"] = [v.version for v in api.registries("heddle").collections().versions()]
api.registry("plots", organization="heddle").delete()
result["left"] = sorted(r.name for r in api.registries(organization="heddle"))
print(json.dumps(result))
