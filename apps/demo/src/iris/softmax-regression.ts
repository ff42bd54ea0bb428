import type { Measurement } from "./measurements.ts";
import { seededRandom, shuffled } from "./random.ts";

/** A trained linear classifier: the class with the highest `weights · scaled + bias` wins. */
export interface Classifier {
  /** Class names; the order of the outputs. */
  readonly classes: readonly string[];
  /** Mean of each feature in the training set. */
  readonly mean: readonly number[];
  /** Standard deviation of each feature in the training set. */
  readonly deviation: readonly number[];
  /** One row per feature, one column per class. */
  readonly weights: readonly (readonly number[])[];
  /** One number per class. */
  readonly bias: readonly number[];
}

/** How long and how fast to learn. */
export interface TrainingOptions {
  /** Decides the first weights and the order of the rows. */
  readonly seed: number;
  /** Passes over the training set. */
  readonly epochs: number;
  /** Size of one step along the gradient. */
  readonly learningRate: number;
  /** Told the mean cross-entropy after each pass. */
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

/** Multinomial logistic regression on standardised features by stochastic gradient descent. */
export function trainClassifier(
  rows: readonly Measurement[],
  { seed, epochs, learningRate, onEpoch }: TrainingOptions,
): Classifier {
  const classes = [...new Set(rows.map((row) => row[4]))].toSorted();
  const width = 4;
  const mean = Array.from({ length: width }, (_, f) => average(rows.map((row) => number(row, f))));
  const deviation = mean.map((m, f) =>
    Math.sqrt(average(rows.map((row) => (number(row, f) - m) ** 2))),
  );
  const samples = rows.map((row) => ({
    x: mean.map((m, f) => (number(row, f) - m) / (deviation[f] ?? 1)),
    y: classes.indexOf(row[4]),
  }));
  const random = seededRandom(seed);
  const weights = mean.map(() => classes.map(() => (random() - 0.5) / 10));
  const bias = classes.map(() => 0);

  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    let loss = 0;
    for (const { x, y } of shuffled(samples, random)) {
      const p = softmax(
        bias.map((b, c) => x.reduce((s, v, f) => s + v * (weights[f]?.[c] ?? 0), b)),
      );
      loss -= Math.log(p[y] ?? 0) / samples.length;
      for (const [c, probability] of p.entries()) {
        const step = learningRate * (probability - (c === y ? 1 : 0));
        bias[c] = (bias[c] ?? 0) - step;
        for (const [f, v] of x.entries()) {
          const row = weights[f];
          if (row !== undefined) row[c] = (row[c] ?? 0) - step * v;
        }
      }
    }
    onEpoch?.(epoch, loss);
  }
  return { classes, mean, deviation, weights, bias };
}

function number(row: Measurement, feature: number): number {
  return row[feature] as number;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
