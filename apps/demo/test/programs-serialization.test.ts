import { loads } from "@heddle/serialization";
import { expect, test } from "vitest";
import { readMeasurements } from "../src/iris/measurements.ts";
import { OnnxPredictor } from "../src/onnx/onnx-predictor.ts";
import { PmmlPredictor } from "../src/pmml/pmml-predictor.ts";
import { ProgramWorld } from "./program-world.ts";

test("A60 F118 joblib-model stores a function's source and revives it with trust", async () => {
  await using world = await ProgramWorld.open();
  await world.run("joblib-model");
  const model = await world.artifact("my_joblib_serialized_model:v0");
  expect(model.type).toBe("model");
  expect(model.metadata).toMatchObject({
    source_serialization_module: "joblib",
    source_pickle_protocol_used: 4,
  });
  expect(Object.keys(model.entries)).toEqual(["output.joblib"]);
  const name = "inference_result_from_joblib_serialized_model:v0";
  const result = await world.artifact(name);
  expect(result.type).toBe("results");
  expect(loads(await world.content(name, "output.pickle"))).toBe(3);
  expect(model.usedBy).toEqual([result.loggedBy]);
});

test("A61 F119 F121 onnx-model carries the bytes of a model that an ONNX runtime loads", async () => {
  await using world = await ProgramWorld.open();
  await world.run("onnx-model");
  const types = await world.types();
  expect(types).toEqual({
    my_onnx_model: "model",
    my_test_set: "test_set",
    experiment_results: "results",
  });
  const model = loads(await world.content("my_onnx_model:v0", "output.pickle"));
  const testSet = loads(await world.content("my_test_set:v0", "output.pickle"));
  const results = loads(await world.content("experiment_results:v0", "output.pickle"));
  if (!(model instanceof Uint8Array)) throw new Error("the model is no bytes");
  const { X_test: rows, y_test: labels } = testSet as { X_test: number[][]; y_test: number[] };
  await using predictor = await OnnxPredictor.open(model);
  expect(await predictor.predict(rows)).toEqual(results);
  const right = labels.filter((label, row) => label === (results as number[])[row]);
  expect(right.length / labels.length).toBeGreaterThan(0.9);
  const [runId] = await world.runIds();
  expect((await world.artifact("my_onnx_model:v0")).usedBy).toEqual([runId]);
  expect((await world.artifact("my_test_set:v0")).usedBy).toEqual([runId]);
});

test("F119 F120 pmml-string stores the document as a string and rebuilds the model from it", async () => {
  await using world = await ProgramWorld.open();
  await world.run("pmml-string");
  const text = loads(await world.content("my_pmml_string:v0", "output.pickle"));
  expect(accuracyOf(String(text))).toBeGreaterThan(0.9);
  const prediction = await world.content("pmml_string_prediction:v0", "output.pickle");
  expect(loads(prediction)).toBe("setosa");
  expect((await world.artifact("my_pmml_string:v0")).usedBy).toEqual(await world.runIds());
});

test("A62 F069 F107 F120 pmml-file attaches the document and reads the path of that file alone", async () => {
  await using world = await ProgramWorld.open();
  await world.run("pmml-file");
  const model = await world.artifact("my_pmml_file:v0");
  expect(model).toMatchObject({ type: "model", usedBy: await world.runIds() });
  expect(Object.keys(model.entries)).toEqual(["model.pmml"]);
  const file = await world.content("my_pmml_file:v0", "model.pmml");
  expect(accuracyOf(new TextDecoder().decode(file))).toBeGreaterThan(0.9);
  const prediction = await world.content("pmml_file_prediction:v0", "output.pickle");
  expect(loads(prediction)).toBe("setosa");
});

/** The share of all flowers that a PMML document gets right. */
function accuracyOf(pmml: string): number {
  const predictor = PmmlPredictor.parse(pmml);
  const rows = readMeasurements();
  const right = rows.filter(([a, b, c, d, species]) => predictor.predict([a, b, c, d]) === species);
  return right.length / rows.length;
}
