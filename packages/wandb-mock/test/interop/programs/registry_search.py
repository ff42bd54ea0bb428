"""Searching registries and administrating collections through the public API."""
import json

import wandb

settings = wandb.Settings(x_disable_stats=True)
result = {}
api = wandb.Api(overrides={"entity": "weavers"})
for name in ["alpha", "beta"]:
    api.create_registry(name=name, organization="heddle", visibility="organization")

with wandb.init(entity="weavers", project="search", settings=settings) as run:
    for index, registry in enumerate(["alpha", "beta", "beta"]):
        artifact = wandb.Artifact(f"net{index}", type="model", metadata={"accuracy": 0.5 + index / 10})
        with artifact.new_file("x") as file:
            file.write(str(index))
        run.log_artifact(artifact).wait()
        aliases = ["production"] if index == 1 else []
        run.link_artifact(artifact, f"wandb-registry-{registry}/Nets {index}", aliases=aliases)

beta = api.registry("beta", organization="heddle")
result["of_registry"] = sorted(c.name for c in beta.collections())
result["versions_of_registry"] = sorted(v.name for v in beta.versions())
every = api.registries("heddle")
result["by_alias"] = [v.name for v in every.versions(filter={"alias": "production"})]
result["by_metadata"] = [v.name for v in every.versions(filter={"metadata.accuracy": {"$lt": 0.65}}, order="+linked_at")]
result["by_version"] = sorted(v.name for v in every.versions(filter={"version": {"$in": ["v0"]}}))
result["ordered"] = [v.name for v in every.versions(order="-linked_at")]
result["by_collection"] = [v.name for v in every.collections(filter={"name": "Nets 0"}).versions()]
result["sorted"] = [c.name for c in every.collections(filter={"name": {"$regex": "^Nets "}}, order="-name")]

collection = next(iter(every.collections(filter={"name": "Nets 2"})))
collection.description = "checked"
collection.tags = ["a", "b"]
collection.name = "Best nets"
collection.save()
again = next(iter(every.collections(filter={"tag": "a"})))
result["saved"] = [again.name, again.description, sorted(again.tags), again.is_sequence()]
again.delete()
result["left"] = sorted(c.name for c in every.collections(filter={"name": {"$regex": "^Nets "}}))

made = api.artifact_collection("model", "weavers/search/net0")
made.type = "network"
made.name = "renamed"
made.save()
result["moved"] = [v.qualified_name for v in api.artifacts("network", "weavers/search/renamed")]
result["filtered"] = [
    c.name for c in api.artifact_type("model", "weavers/search").collections(filters={"name": {"$regex": "1$"}})
]
user = api.user("ada")
beta.add_members(user)
beta.update_member(user, "admin")
result["members"] = [[m.user.username, str(m.role)] for m in beta.user_members()]
print(json.dumps(result))
