import { asset, assetIn, definitions } from "@heddle/core";
import { fromWandb, wandbArtifact } from "@heddle/io-manager";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** A "model", as in the guide a function, stored by its source in a joblib file that Python can load and inspect. */
export const createModelSerializedWithJoblib = asset(
  {
    name: "my_joblib_serialized_model",
    ioManagerKey: "wandb_artifacts_manager",
    metadata: wandbArtifact({
      type: "model",
      serializationModule: {
        name: "joblib",
        parameters: { compress: 3, protocol: 4, functions: "source" },
      },
    }),
  },
  () => (x: number, y: number) => x + y,
);

/** Uses the model. Reviving a stored function runs its code, so the reader has to say that it trusts it. */
export const useModelSerializedWithJoblib = asset(
  {
    name: "inference_result_from_joblib_serialized_model",
    ioManagerKey: "wandb_artifacts_manager",
    ins: {
      my_joblib_serialized_model: assetIn(createModelSerializedWithJoblib, {
        metadata: fromWandb({ trust: true }),
      }),
    },
    metadata: wandbArtifact({ type: "results" }),
  },
  ({ my_joblib_serialized_model }, context) => {
    const inferenceResult = my_joblib_serialized_model(1, 2);
    context.log.info(`the model says ${String(inferenceResult)}`);
    return inferenceResult;
  },
);

const project = definitions({
  assets: [createModelSerializedWithJoblib, useModelSerializedWithJoblib],
  resources: wandbResources,
});

/** A function as model, by joblib. */
export const joblibModel: DemoProgram = {
  name: "joblib-model",
  summary: "store a function with joblib, read it with trust, infer",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
