import type { Classifier } from "../iris/softmax-regression.ts";
import { encodeOnnx } from "./onnx-model.ts";

/**
 * Writes a trained classifier as an ONNX model with input `features` (rows × features) and output
 * `probabilities` (rows × classes). The class names travel in the model's metadata.
 */
export function classifierToOnnx(classifier: Classifier): Uint8Array<ArrayBuffer> {
  const { classes, mean, deviation, weights, bias } = classifier;
  return encodeOnnx({
    name: "iris_classifier",
    input: { name: "features", dims: ["N", mean.length] },
    output: { name: "probabilities", dims: ["N", classes.length] },
    constants: [
      { name: "mean", dims: [mean.length], values: mean },
      { name: "deviation", dims: [mean.length], values: deviation },
      { name: "weights", dims: [mean.length, classes.length], values: weights.flat() },
      { name: "bias", dims: [classes.length], values: bias },
    ],
    nodes: [
      { op: "Sub", inputs: ["features", "mean"], outputs: ["centred"] },
      { op: "Div", inputs: ["centred", "deviation"], outputs: ["scaled"] },
      { op: "MatMul", inputs: ["scaled", "weights"], outputs: ["products"] },
      { op: "Add", inputs: ["products", "bias"], outputs: ["scores"] },
      { op: "Softmax", inputs: ["scores"], outputs: ["probabilities"] },
    ],
    metadata: { classes: JSON.stringify(classes) },
  });
}
