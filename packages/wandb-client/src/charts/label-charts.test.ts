import { expect, test } from "vitest";
import { confusionMatrixChart } from "./confusion-matrix-chart.ts";
import { roundCurve, thinRows } from "./curve-rows.ts";
import { lineSeriesChart } from "./line-series-chart.ts";
import { prCurveChart } from "./pr-curve-chart.ts";
import { rocCurveChart } from "./roc-curve-chart.ts";

const refused = (message: RegExp): unknown =>
  expect.objectContaining({
    code: "WANDB_CLIENT_MEDIA",
    message: expect.stringMatching(message),
  });

test("counts what was taken for what, by number, by word and by the highest score", () => {
  const yTrue = [0, 1, 1];
  expect(
    confusionMatrixChart({ yTrue, predictions: [0, 1, 0], classNames: ["a", "b", "c"] }).table.data,
  ).toEqual([
    ["a", "a", 1],
    ["a", "b", 0],
    ["a", "c", 0],
    ["b", "a", 1],
    ["b", "b", 1],
    ["b", "c", 0],
    ["c", "a", 0],
    ["c", "b", 0],
    ["c", "c", 0],
  ]);
  const rows = [
    ["Class_1", "Class_1", 0],
    ["Class_1", "Class_2", 1],
    ["Class_2", "Class_1", 0],
    ["Class_2", "Class_2", 1],
  ];
  expect(confusionMatrixChart({ yTrue: ["a", "b"], predictions: ["b", "b"] }).table.data).toEqual(
    rows,
  );
  const scores = [
    [0.1, 0.9],
    [0.2, 0.8],
  ];
  expect(confusionMatrixChart({ yTrue: [0, 1], scores }).table.data).toEqual(rows);
});

test("draws lines until their shorter list ends", () => {
  expect(
    lineSeriesChart({
      xs: [[0, 1, 2], [5]],
      ys: [
        [1, 2],
        [3, 4],
      ],
    }).table.data,
  ).toEqual([
    [0, "line_0", 1],
    [1, "line_0", 2],
    [5, "line_1", 3],
  ]);
});

test("draws curves of perfect and of hopeless scores", () => {
  const yTrue = ["no", "yes"];
  const right = [
    [0.9, 0.1],
    [0.2, 0.8],
  ];
  const wrong = right.toReversed();
  const curve = { yTrue, classesToPlot: ["yes"], interpolationPoints: 3 };
  expect(prCurveChart({ ...curve, scores: right }).table.data).toEqual([
    ["yes", 1, 1],
    ["yes", 1, 0.5],
    ["yes", 1, 0],
  ]);
  expect(prCurveChart({ ...curve, scores: wrong }).table.data).toEqual([
    ["yes", 0.5, 1],
    ["yes", 0.5, 0.5],
    ["yes", 1, 0],
  ]);
  expect(rocCurveChart({ ...curve, scores: right }).table.getColumn("tpr")).toEqual([0, 1, 1]);
  expect(rocCurveChart({ ...curve, scores: wrong }).table.getColumn("tpr")).toEqual([0, 0, 1]);
  expect(rocCurveChart({ yTrue: [1], scores: [[1]] }).table.getColumn("fpr")).toEqual([null, null]);
});

test("rounds halves to the even digit, and keeps as many rows as a run shows", () => {
  expect([0.0625, 0.1875, 2 / 3, 1].map(roundCurve)).toEqual([0.062, 0.188, 0.667, 1]);
  const rows = thinRows(Array.from({ length: 25_000 }, (_, index) => index));
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([10_000, 0, 24_999]);
});

test("refuses labels, scores and names that do not fit", () => {
  expect(() => confusionMatrixChart({ yTrue: [1], predictions: [] })).toThrow(
    refused(/0 predictions for 1 true labels/),
  );
  expect(() => confusionMatrixChart({ yTrue: [5], predictions: [5], classNames: ["a"] })).toThrow(
    refused(/the label 5/),
  );
  expect(() => lineSeriesChart({ xs: [[1]], ys: [[1], [2]] })).toThrow(refused(/1 x lists/));
  expect(() => lineSeriesChart({ xs: [1], ys: [[1]], keys: [] })).toThrow(refused(/0 names/));
  expect(() => prCurveChart({ yTrue: [1, 2], scores: [[1, 0]] })).toThrow(refused(/1 samples/));
  expect(() => rocCurveChart({ yTrue: [1, 2], scores: [[1, 0], [1]] })).toThrow(
    refused(/1 scores for sample 1/),
  );
  expect(() => rocCurveChart({ yTrue: [3], scores: [[1]], labels: ["a"] })).toThrow(
    refused(/the label 3/),
  );
});
