import { comparePaths } from "../artifacts/manifest.ts";

/** What a sample is labelled with. */
export type Label = number | string;

/** The labels that occur, each once: numbers by size, then words by code point. */
export function sortedLabels(labels: Iterable<Label>): Label[] {
  return [...new Set(labels)].toSorted((left, right) => {
    if (typeof left === "number" && typeof right === "number") return left - right;
    if (typeof left === "string" && typeof right === "string") return comparePaths(left, right);
    return typeof left === "number" ? -1 : 1;
  });
}
