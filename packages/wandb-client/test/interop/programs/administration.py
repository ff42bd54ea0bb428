"""Reads what the client made of collections and registries, and makes some of its own."""
import json

import wandb

settings = wandb.Settings(x_disable_stats=True, console="off")
api = wandb.Api(overrides={"entity": "weavers"})
result = {}

ours = api.artifact_collection("table", "weavers/shelves/records")
result["collection"] = [ours.name, ours.type, ours.description, sorted(ours.tags), sorted(ours.aliases)]
result["versions"] = [v.qualified_name for v in api.artifacts("table", "weavers/shelves/records", order="+createdAt")]
result["tagged"] = [v.version for v in api.artifacts("table", "weavers/shelves/records", tags=["good"])]
result["exists"] = [
    api.artifact_collection_exists("weavers/shelves/records", "table"),
    api.artifact_collection_exists("weavers/shelves/rows", "table"),
    api.artifact_exists("weavers/shelves/records:best"),
]

registry = api.registry("pictures", organization="heddle")
result["registry"] = [registry.description, registry.visibility, registry.allow_all_artifact_types, sorted(registry.artifact_types)]
result["linked"] = [[v.name, sorted(v.aliases)] for v in registry.versions()]
result["members"] = [[m.team.name, str(m.role)] for m in registry.team_members()]

ours.description = "changed in Python"
ours.tags = ["python"]
ours.save()
made = api.create_registry(name="from-python", organization="heddle", visibility="restricted", artifact_types=["table"])
made.add_members(api.user("ada"))
artifact = api.artifact("weavers/shelves/records:best")
artifact.link("wandb-registry-from-python/Shelf", aliases=["shown"])
print(json.dumps(result))
