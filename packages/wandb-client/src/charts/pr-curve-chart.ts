import { Table } from "../media/table.ts";
import { CustomChart } from "./custom-chart.ts";
import { curveClasses, type CurveClass, type CurveOptions } from "./curve-classes.ts";
import { roundCurve, thinRows } from "./curve-rows.ts";
import { countByThreshold } from "./threshold-counts.ts";

/**
 * Precision over recall for each class, W&B's preset `wandb/area-under-curve/v0`: at each recall the best
 * precision that is reached there or beyond, rounded to three decimals.
 *
 * @param options `interpolationPoints`: how many recalls from 1 to 0 are drawn, default 21
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when labels and scores do not fit
 * @example
 * ```ts
 * const chart = prCurveChart({ yTrue: [0, 1, 1], scores: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]] });
 * run.log({ precision: chart });
 * ```
 */
export function prCurveChart(
  options: CurveOptions & { readonly interpolationPoints?: number },
): CustomChart {
  const { title = "Precision-Recall Curve", splitTable = false } = options;
  const points = options.interpolationPoints ?? 21;
  const recalls = Array.from({ length: points }, (_, index) =>
    index === 0 ? 1 : (points - 1 - index) * (1 / (points - 1)),
  );
  const rows = curveClasses("a precision-recall curve", options).flatMap((each) => {
    const precisionAt = bestPrecision(each);
    return recalls.map((recall) => [
      each.name,
      roundCurve(precisionAt(recall)),
      roundCurve(recall),
    ]);
  });
  return new CustomChart({
    preset: "wandb/area-under-curve/v0",
    table: new Table({ columns: ["class", "precision", "recall"], data: thinRows(rows) }),
    fields: { x: "recall", y: "precision", class: "class" },
    strings: { title, "x-axis-title": "Recall", "y-axis-title": "Precision" },
    splitTable,
  });
}

/** The highest precision among the thresholds whose recall is at least the given one. */
function bestPrecision({ isClass, scores }: CurveClass): (recall: number) => number {
  const { hits, falseAlarms } = countByThreshold(isClass, scores);
  // The class occurs, since the classes are those of the true labels.
  const all = hits.at(-1) ?? 1;
  const recalls = hits.map((count) => count / all);
  const best = hits.map((count, index) => count / (count + (falseAlarms[index] ?? 0)));
  for (let index = best.length - 2; index >= 0; index--)
    best[index] = Math.max(best[index] ?? 0, best[index + 1] ?? 0);
  // Above every score nothing is claimed, and nothing claimed is wrong: precision 1 at recall 0.
  return (recall) => {
    if (recall <= 0) return 1;
    const index = recalls.findIndex((each) => each >= recall);
    return best[index] ?? 0;
  };
}
