import {
  asset,
  assetDefaults,
  assetIn,
  assetOut,
  definitions,
  makeValuesResource,
  multiAsset,
  type,
} from "@heddle/core";
import {
  fromWandb,
  wandbArtifact,
  wandbArtifactsIOManager,
  wandbResource,
} from "@heddle/io-manager";
import { ArtifactDraft, Image, Table } from "@heddle/wandb-client";
import { z } from "zod";
import { confusionMatrix, drawConfusionMatrix } from "../iris/confusion-matrix.ts";
import { columns, readMeasurements, toMeasurement } from "../iris/measurements.ts";
import { trainClassifier } from "../iris/softmax-regression.ts";
import { stratifiedSplit } from "../iris/split.ts";
import { classifierToOnnx } from "../onnx/classifier-to-onnx.ts";
import { OnnxPredictor } from "../onnx/onnx-predictor.ts";

const manager = assetDefaults({ ioManagerKey: "wandb_artifacts_manager", group: "iris" });

/** Fisher's measurements as they were published: a W&B Table of 150 flowers. */
export const rawMeasurements = asset(
  { name: "raw_measurements", ...manager, metadata: wandbArtifact({ type: "dataset" }) },
  () => new Table({ columns, data: readMeasurements() }),
);

/** Two disjoint sets, stratified by species. */
export const sets = multiAsset(
  {
    name: "split",
    group: "iris",
    ins: { rows: assetIn(rawMeasurements) },
    config: z.object({
      seed: z.int().default(7).describe("decides which flowers are held back"),
      test_share: z
        .number()
        .gt(0)
        .lt(1)
        .default(0.3)
        .describe("share of each species to hold back"),
    }),
    outs: {
      train_set: assetOut({
        type: type<Table>(),
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ type: "training_dataset" }),
      }),
      test_set: assetOut({
        type: type<Table>(),
        ioManagerKey: "wandb_artifacts_manager",
        metadata: wandbArtifact({ type: "validation_dataset" }),
      }),
    },
  },
  ({ rows }, context) => {
    const { seed, test_share: testShare } = context.config;
    const { train, test } = stratifiedSplit(rows.data.map(toMeasurement), { seed, testShare });
    context.log.info(
      `${String(train.length)} flowers to train with, ${String(test.length)} held back`,
    );
    return {
      train_set: new Table({ columns, data: train }),
      test_set: new Table({ columns, data: test }),
    };
  },
);

/** A classifier trained on the training set, as the bytes of an ONNX model. */
export const irisModel = asset(
  {
    name: "iris_model",
    ...manager,
    ins: { train: assetIn(sets.outs.train_set) },
    config: z.object({
      seed: z.int().default(7).describe("decides the first weights and the order of the rows"),
      epochs: z.int().positive().default(60).describe("passes over the training set"),
      learning_rate: z.number().positive().default(0.05),
    }),
    metadata: wandbArtifact({ type: "model", serializationModule: "raw" }),
  },
  ({ train }, context) => {
    const { seed, epochs, learning_rate: learningRate } = context.config;
    const classifier = trainClassifier(train.data.map(toMeasurement), {
      seed,
      epochs,
      learningRate,
      onEpoch: (epoch, loss) => {
        if (epoch % 20 === 0) context.log.info(`epoch ${String(epoch)}: loss ${loss.toFixed(4)}`);
      },
    });
    return classifierToOnnx(classifier);
  },
);

/** Predictions of the ONNX model on the held-back flowers, and how they compare with the truth. */
export const evaluation = asset(
  {
    name: "evaluation",
    ...manager,
    ins: { model: assetIn(irisModel), test: assetIn(sets.outs.test_set) },
    metadata: wandbArtifact({}),
  },
  async ({ model, test }, context) => {
    const rows = test.data.map(toMeasurement);
    await using predictor = await OnnxPredictor.open(model);
    const predicted = await predictor.predict(rows.map(([a, b, c, d]) => [a, b, c, d]));
    const classes = [...new Set(rows.map((row) => row[4]))].toSorted();
    const pairs = rows.map((row, index) => {
      const name = classes[predicted[index] ?? -1];
      if (name === undefined) throw new Error(`row ${String(index)} got no class`);
      return [row[4], name] as const;
    });
    const accuracy = pairs.filter(([truth, name]) => truth === name).length / pairs.length;
    context.addOutputMetadata({ accuracy, flowers: pairs.length });

    const draft = new ArtifactDraft({
      name: "evaluation",
      type: "results",
      metadata: { accuracy },
    });
    await draft.add(
      new Table({
        columns: [...columns, "predicted"],
        data: rows.map((row, index) => [...row, pairs[index]?.[1]]),
      }),
      "predictions",
    );
    await draft.add(
      new Image(drawConfusionMatrix(confusionMatrix(classes, pairs)), {
        caption: `rows: truth, columns: prediction; ${classes.join(", ")}`,
      }),
      "confusion_matrix",
    );
    return draft;
  },
);

/** Links the evaluated model to the registry as the one in production. Stores nothing of its own. */
export const registeredModel = asset(
  {
    name: "registered_model",
    ...manager,
    ins: { model: assetIn(irisModel, { metadata: fromWandb({ as: "artifact" }) }) },
    deps: [evaluation],
    config: z.object({
      model_registry: z
        .string()
        .default("wandb-registry-model/iris")
        .describe("path of the registry collection"),
    }),
  },
  async ({ model }, context) => {
    await model.link(context.config.model_registry, { aliases: ["production"] });
    context.log.info(`linked ${model.name} to ${context.config.model_registry}`);
  },
);

/** The assets of the program. */
export const irisAssets = [rawMeasurements, sets, irisModel, evaluation, registeredModel] as const;

/** What they need; the key and the place come from the run config. */
export const irisResources = {
  wandb_config: makeValuesResource({ entity: z.string().optional(), project: z.string() }),
  wandb_resource: wandbResource,
  wandb_artifacts_manager: wandbArtifactsIOManager,
};

export default definitions({ assets: irisAssets, resources: irisResources });
