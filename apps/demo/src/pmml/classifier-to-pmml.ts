import type { Classifier } from "../iris/softmax-regression.ts";
import { features } from "../iris/measurements.ts";

/** Writes a classifier as a PMML 4.4 regression model; the standardisation is folded into the coefficients. */
export function classifierToPmml({ classes, mean, deviation, weights, bias }: Classifier): string {
  const tables = classes.map((name, c) => {
    const coefficients = features.map((_, f) => (weights[f]?.[c] ?? 0) / (deviation[f] ?? 1));
    const intercept = coefficients.reduce(
      (sum, coefficient, f) => sum - coefficient * (mean[f] ?? 0),
      bias[c] ?? 0,
    );
    const predictors = features.map(
      (feature, f) =>
        `      <NumericPredictor name="${feature}" coefficient="${String(coefficients[f])}"/>`,
    );
    return [
      `    <RegressionTable targetCategory="${name}" intercept="${String(intercept)}">`,
      ...predictors,
      "    </RegressionTable>",
    ].join("\n");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4">
  <Header description="iris classifier"/>
  <DataDictionary numberOfFields="${String(features.length + 1)}">
${features.map((name) => `    <DataField name="${name}" optype="continuous" dataType="double"/>`).join("\n")}
    <DataField name="species" optype="categorical" dataType="string"/>
  </DataDictionary>
  <RegressionModel functionName="classification" normalizationMethod="softmax">
    <MiningSchema>
${features.map((name) => `      <MiningField name="${name}"/>`).join("\n")}
      <MiningField name="species" usageType="target"/>
    </MiningSchema>
${tables.join("\n")}
  </RegressionModel>
</PMML>
`;
}
