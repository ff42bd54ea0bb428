import { asset, assetIn, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { ArtifactDraft } from "@heddle/wandb-client";
import { z } from "zod";
import type { DemoProgram } from "./support/demo-program.ts";
import { materializeDemo } from "./support/execute.ts";
import { wandbResources } from "./support/wandb-resources.ts";

/** A model as an Artifact of type `model`. */
export const myModel = asset(
  { name: "my_registry_model", ioManagerKey: "wandb_artifacts_manager" },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_registry_model", type: "model" });
    await artifact.newFile("weights.txt", "0.1 0.2\n");
    return artifact;
  },
);

/** Links it to the registry; the path comes from the run config, `ops.registered_model.config.model_registry`. */
export const registeredModel = asset(
  {
    name: "registered_model",
    ins: { artifact: assetIn(myModel) },
    config: z.object({ model_registry: z.string().describe("path of the registry collection") }),
    outputRequired: false,
  },
  async ({ artifact }, context) => {
    await artifact.link(context.config.model_registry, { aliases: ["production"] });
    context.log.info(`linked ${artifact.name} to ${context.config.model_registry}`);
  },
);

/** The same without code: the link is part of the artifact's configuration. */
export const declaredModel = asset(
  {
    name: "my_declared_model",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({
      type: "model",
      link: { path: "wandb-registry-model/my_declared_models", aliases: ["staging"] },
    }),
  },
  () => "weights",
);

const project = definitions({
  assets: [myModel, registeredModel, declaredModel],
  resources: wandbResources,
});

/** Models in the registry. */
export const registryLink: DemoProgram = {
  name: "registry-link",
  summary: "link a model to the registry, by code and by configuration",
  run: async (context) => {
    await materializeDemo(context, project, { config: "registry.yaml" });
  },
};
