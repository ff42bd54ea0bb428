import { mediaError } from "../media/media-error.ts";
import { Table } from "../media/table.ts";
import { sortedLabels, type Label } from "./class-labels.ts";
import { CustomChart } from "./custom-chart.ts";
import type { ChartOptions } from "./table-charts.ts";

/** What was true, and what a model said: its choices, or its scores for each class. */
export type ConfusionMatrixOptions = ChartOptions & {
  /** The true label of each sample; with `classNames`, a number into that list. */
  readonly yTrue: readonly Label[];
  /** Names of the classes, by number. Default `Class_1`, `Class_2` … in the order of the labels. */
  readonly classNames?: readonly string[];
} & (
    | { readonly predictions: readonly Label[] }
    | {
        /** A score for each class, for each sample; the highest counts. */ readonly scores: readonly (readonly number[])[];
      }
  );

/**
 * How often each class was taken for each other, W&B's preset `wandb/confusion_matrix/v1`.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when there are not as many predictions as true labels, or for
 *   a label without a name
 * @example
 * ```ts
 * const chart = confusionMatrixChart({
 *   yTrue: [0, 1, 1],
 *   predictions: [0, 1, 0],
 *   classNames: ["cat", "dog"],
 * });
 * run.log({ confusion: chart });
 * ```
 */
export function confusionMatrixChart(options: ConfusionMatrixOptions): CustomChart {
  const { yTrue, title = "Confusion Matrix Curve", splitTable = false } = options;
  const predictions =
    "predictions" in options ? options.predictions : options.scores.map(indexOfHighest);
  if (predictions.length !== yTrue.length)
    throw mediaError(
      "a confusion matrix",
      `has ${predictions.length} predictions for ${yTrue.length} true labels`,
      "Give one prediction for each label.",
    );
  const labels: readonly Label[] =
    options.classNames?.map((_, index) => index) ?? sortedLabels([...predictions, ...yTrue]);
  const names = options.classNames ?? labels.map((_, index) => `Class_${index + 1}`);
  const places = new Map(labels.map((label, index) => [label, index]));
  const placeOf = (label: Label): number => {
    const place = places.get(label);
    if (place !== undefined) return place;
    throw mediaError(
      "a confusion matrix",
      `has the label ${JSON.stringify(label)}, for which there is no name`,
      "With `classNames`, use numbers into that list as labels.",
    );
  };
  const counts = labels.map(() => labels.map(() => 0));
  for (const [index, label] of yTrue.entries()) {
    const row = counts[placeOf(label)] ?? [];
    const column = placeOf(predictions[index] ?? "");
    row[column] = (row[column] ?? 0) + 1;
  }
  const data = counts.flatMap((row, actual) =>
    row.map((count, predicted) => [names[actual] ?? "", names[predicted] ?? "", count]),
  );
  return new CustomChart({
    preset: "wandb/confusion_matrix/v1",
    table: new Table({ columns: ["Actual", "Predicted", "nPredictions"], data }),
    fields: { Actual: "Actual", Predicted: "Predicted", nPredictions: "nPredictions" },
    strings: { title },
    splitTable,
  });
}

function indexOfHighest(scores: readonly number[]): number {
  return scores.reduce(
    (best, score, index) => (score > (scores[best] ?? -Infinity) ? index : best),
    0,
  );
}
