import { asset, assetIn, assetOut, definitions, multiAsset } from "@heddle/core";
import { wandbArtifact } from "@heddle/io-manager";
import { readMeasurements } from "../../iris/measurements.ts";
import { trainClassifier } from "../../iris/softmax-regression.ts";
import { stratifiedSplit } from "../../iris/split.ts";
import { classifierToOnnx } from "../../onnx/classifier-to-onnx.ts";
import { OnnxPredictor } from "../../onnx/onnx-predictor.ts";
import type { DemoProgram } from "../support/demo-program.ts";
import { materializeDemo } from "../support/execute.ts";
import { wandbResources } from "../support/wandb-resources.ts";

/** A model in an interchange format is bytes: returned as they are, beside the test set. */
export const createOnnxModel = multiAsset(
  {
    name: "create_onnx_model",
    group: "onnx_example",
    outs: {
      my_onnx_model: assetOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ type: "model" }),
      }),
      my_test_set: assetOut({
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ type: "test_set" }),
      }),
    },
  },
  () => {
    const { train, test } = stratifiedSplit(readMeasurements(), { seed: 1, testShare: 0.3 });
    const classifier = trainClassifier(train, { seed: 1, epochs: 60, learningRate: 0.05 });
    return {
      my_onnx_model: classifierToOnnx(classifier),
      my_test_set: {
        X_test: test.map(([a, b, c, d]) => [a, b, c, d]),
        y_test: test.map(([, , , , species]) => classifier.classes.indexOf(species)),
      },
    };
  },
);

/** Loads the bytes in an ONNX runtime and predicts. */
export const useOnnxModel = asset(
  {
    name: "experiment_results",
    group: "onnx_example",
    ioManagerKey: "wandb_artifacts_manager",
    ins: {
      my_onnx_model: assetIn(createOnnxModel.outs.my_onnx_model),
      my_test_set: assetIn(createOnnxModel.outs.my_test_set),
    },
    metadata: wandbArtifact({ type: "results" }),
  },
  async ({ my_onnx_model, my_test_set }, context) => {
    await using predictor = await OnnxPredictor.open(my_onnx_model);
    const predictions = await predictor.predict(my_test_set.X_test);
    const right = predictions.filter((label, row) => label === my_test_set.y_test[row]);
    context.log.info(`${String(right.length)} of ${String(predictions.length)} are right`);
    return predictions;
  },
);

const project = definitions({ assets: [createOnnxModel, useOnnxModel], resources: wandbResources });

/** ONNX, with a real runtime. */
export const onnxModel: DemoProgram = {
  name: "onnx-model",
  summary: "a model as ONNX bytes, inference in a real ONNX runtime",
  run: async (context) => {
    await materializeDemo(context, project);
  },
};
