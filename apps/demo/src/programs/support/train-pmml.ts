import { readMeasurements } from "../../iris/measurements.ts";
import { trainClassifier } from "../../iris/softmax-regression.ts";
import { classifierToPmml } from "../../pmml/classifier-to-pmml.ts";

/** A classifier of flowers as PMML. */
export function trainPmml(): string {
  return classifierToPmml(
    trainClassifier(readMeasurements(), { seed: 1, epochs: 20, learningRate: 0.05 }),
  );
}
