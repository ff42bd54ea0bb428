import type { ClassNames } from "./media.ts";

/** Names for class numbers that nobody named, as W&B's SDK makes them: `class_3`. */
export function unnamedClasses(numbers: Iterable<number>): ClassNames {
  const sorted = [...new Set(numbers)].toSorted((left, right) => left - right);
  return Object.fromEntries(sorted.map((number) => [number, `class_${number}`]));
}
