import { mediaError } from "../media/media-error.ts";
import { sortedLabels, type Label } from "./class-labels.ts";
import type { ChartOptions } from "./table-charts.ts";

/** What was true, and the scores that a model gave each class. */
export interface CurveOptions extends ChartOptions {
  /** The true label of each sample. */
  readonly yTrue: readonly Label[];
  /** For each sample a score for each class, in the order of the sorted labels. */
  readonly scores: readonly (readonly number[])[];
  /** Names of the classes, when the labels are numbers into this list. Default the labels themselves. */
  readonly labels?: readonly string[];
  /** Labels of the classes that are drawn. Default all that occur. */
  readonly classesToPlot?: readonly Label[];
}

/** One class as the curves need it. */
export interface CurveClass {
  readonly name: Label;
  readonly isClass: readonly boolean[];
  readonly scores: readonly number[];
}

/** The classes that are drawn, in the order of their labels. */
export function curveClasses(what: string, options: CurveOptions): CurveClass[] {
  const { yTrue, scores, labels, classesToPlot } = options;
  if (scores.length !== yTrue.length)
    throw mediaError(
      what,
      `has scores for ${scores.length} samples, but ${yTrue.length} true labels`,
      "Give one list of scores for each label.",
    );
  const classes = sortedLabels(yTrue);
  const short = scores.findIndex((each) => each.length < classes.length);
  if (short >= 0)
    throw mediaError(
      what,
      `has ${scores[short]?.length ?? 0} scores for sample ${short}, but ${classes.length} classes`,
      "Give each sample a score for each class.",
    );
  return classes.flatMap((label, index) =>
    classesToPlot === undefined || classesToPlot.includes(label)
      ? [
          {
            name: nameOf(what, label, labels),
            isClass: yTrue.map((each) => each === label),
            scores: scores.map((each) => each[index] ?? 0),
          },
        ]
      : [],
  );
}

function nameOf(what: string, label: Label, labels: readonly string[] | undefined): Label {
  if (labels === undefined || typeof label === "string") return label;
  const name = labels[label];
  if (name !== undefined) return name;
  throw mediaError(
    what,
    `has the label ${label}, for which there is no name`,
    "With `labels`, use numbers into that list as labels.",
  );
}
