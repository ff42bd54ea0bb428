import { Table } from "../media/table.ts";
import { CustomChart } from "./custom-chart.ts";
import { curveClasses, type CurveOptions } from "./curve-classes.ts";
import { roundCurve, thinRows } from "./curve-rows.ts";
import { countByThreshold } from "./threshold-counts.ts";

/**
 * True positives over false positives for each class, W&B's preset `wandb/area-under-curve/v0`, rounded to
 * three decimals. Points in the middle of a straight piece are left out.
 *
 * @throws WandbClientError `WANDB_CLIENT_MEDIA` when labels and scores do not fit
 * @example
 * ```ts
 * const chart = rocCurveChart({ yTrue: [0, 1, 1], scores: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]] });
 * run.log({ roc: chart });
 * ```
 */
export function rocCurveChart(options: CurveOptions): CustomChart {
  const { title = "ROC Curve", splitTable = false } = options;
  const rows = curveClasses("a ROC curve", options).flatMap(({ name, isClass, scores }) => {
    const { hits, falseAlarms } = countByThreshold(isClass, scores);
    const corners = hits
      .map((hit, index) => [falseAlarms[index] ?? 0, hit] as const)
      .filter((_, index) => isCorner(hits, index) || isCorner(falseAlarms, index));
    const mostHits = hits.at(-1) ?? 0;
    const mostFalse = falseAlarms.at(-1) ?? 0;
    return [[0, 0] as const, ...corners].map(([alarms, hit]) => [
      name,
      share(alarms, mostFalse),
      share(hit, mostHits),
    ]);
  });
  return new CustomChart({
    preset: "wandb/area-under-curve/v0",
    table: new Table({ columns: ["class", "fpr", "tpr"], data: thinRows(rows) }),
    fields: { x: "fpr", y: "tpr", class: "class" },
    strings: {
      title,
      "x-axis-title": "False positive rate",
      "y-axis-title": "True positive rate",
    },
    splitTable,
  });
}

/** An end of the line, or a place where its slope changes. */
function isCorner(counts: readonly number[], index: number): boolean {
  const [before, here, after] = [counts[index - 1], counts[index], counts[index + 1]];
  if (before === undefined || here === undefined || after === undefined) return true;
  return here - before !== after - here;
}

/** A part of a whole; null when there is no whole. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : roundCurve(part / whole);
}
