import type { Measurement } from "./measurements.ts";
import { seededRandom, shuffled } from "./random.ts";

/** Two disjoint sets of flowers. */
export interface Split {
  readonly train: Measurement[];
  readonly test: Measurement[];
}

/** Holds back `testShare` of each species, chosen at random by `seed`, as the test set. */
export function stratifiedSplit(
  rows: readonly Measurement[],
  { seed, testShare }: { readonly seed: number; readonly testShare: number },
): Split {
  const random = seededRandom(seed);
  const bySpecies = Map.groupBy(rows, (row) => row[4]);
  const split: Split = { train: [], test: [] };
  for (const group of bySpecies.values()) {
    const order = shuffled(group, random);
    const held = Math.round(order.length * testShare);
    split.test.push(...order.slice(0, held));
    split.train.push(...order.slice(held));
  }
  return split;
}
