import { asset, assetIn, definitions } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { PmmlPredictor } from "../../pmml/pmml-predictor.ts";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { trainPmml } from "../support/train-pmml.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** PMML is text: returned as it is, and pickled like any other string. */
export const createPmmlString = asset(
  {
    name: "my_pmml_string",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({ type: "model" }),
  },
  () => trainPmml(),
);

/** Rebuilds the model from the string. */
export const usePmmlString = asset(
  {
    name: "pmml_string_prediction",
    ioManagerKey: "wandb_artifacts_manager",
    ins: { my_pmml_string: assetIn(createPmmlString) },
    metadata: wandbArtifact({ type: "results" }),
  },
  ({ my_pmml_string }) => PmmlPredictor.parse(my_pmml_string).predict([5.1, 3.5, 1.4, 0.2]),
);

const project = definitions({
  assets: [createPmmlString, usePmmlString],
  resources: wandbResources,
});

/** PMML by string. */
export const pmmlString: DemoProgram = {
  name: "pmml-string",
  summary: "a model as a PMML string, rebuilt from it",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
