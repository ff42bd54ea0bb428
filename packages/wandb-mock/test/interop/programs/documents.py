"""Prints every GraphQL document that the SDK's Python code holds as a whole."""
import importlib
import json
import re

modules = [
    "wandb.apis._generated.operations",
    "wandb.sdk.artifacts._generated.operations",
    "wandb.sdk.internal._generated.operations",
    "wandb.automations._generated.operations",
]
documents = {}
for name in modules:
    for key, text in vars(importlib.import_module(name)).items():
        if isinstance(text, str) and re.match(r"\s*(query|mutation)\b", text):
            documents[key] = text
print(json.dumps(documents))
