import { asset, assetIn, definitions } from "@heddle/core";
import { ArtifactDraft } from "@heddle/wandb-client";
import { z } from "zod";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** A model as an Artifact of type `model`. */
export const writeModel = asset(
  { name: "my_model", ioManagerKey: "wandb_artifacts_manager" },
  async () => {
    const artifact = new ArtifactDraft({ name: "my_model", type: "model" });
    await artifact.newFile("weights.txt", "0.1 0.2\n");
    return artifact;
  },
);

/** Links it to the registry; the path comes from `config/registry.yaml`. */
export const promoteBestModelToProduction = asset(
  {
    name: "registered-model",
    ins: { artifact: assetIn(writeModel) },
    config: z.object({ model_registry: z.string().describe("path of the registry collection") }),
    outputRequired: false,
  },
  async ({ artifact }, context) => {
    await artifact.link(context.config.model_registry, { aliases: ["production"] });
    context.log.info(`linked ${artifact.name} to ${context.config.model_registry}`);
  },
);

const project = definitions({
  assets: [writeModel, promoteBestModelToProduction],
  resources: wandbResources,
});

/** A model in the registry. */
export const registryLink: DemoProgram = {
  name: "registry-link",
  summary: "link a model to the registry",
  run: async (context) => {
    await materializeDemo(context, project, { config: "registry.yaml" });
  },
};
