import { asset, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** The link is part of the artifact's configuration: each version is linked as it is written. */
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

const project = definitions({ assets: [declaredModel], resources: wandbResources });

/** A link without code. */
export const declaredRegistryLink: DemoProgram = {
  name: "declared-registry-link",
  summary: "link a model to the registry by its configuration",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
