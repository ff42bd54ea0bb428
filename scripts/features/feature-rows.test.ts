import { expect, test } from "vitest";
import { featureRows, unknownIds } from "./feature-rows.ts";
import { readIds } from "./read-ids.ts";

const promises = [
  { id: "A01", promise: "one", inScope: true },
  { id: "F002", promise: "two", inScope: true },
  { id: "O003", promise: "three", inScope: false },
];

test("reads the ids that a title begins with and stops at the first other word", () => {
  expect(readIds("A17 F068, F071 adds files, not P001")).toEqual(["A17", "F068", "F071"]);
  expect(readIds("adds files F068")).toEqual([]);
});

test("a promise is passed only when a test names it and all that do passed", () => {
  const rows = featureRows(promises, [
    { titles: ["A01 F002 both"], file: "a.test.ts", passed: true },
    { titles: ["F002 suite", "again"], file: "b.test.ts", passed: false },
  ]);
  expect(rows.map(({ id, state }) => [id, state])).toEqual([
    ["A01", "passed"],
    ["F002", "failed"],
    ["O003", "missing"],
  ]);
  expect(rows[1]?.tests).toEqual(["a.test.ts > A01 F002 both", "b.test.ts > F002 suite > again"]);
});

test("reports ids that no promise has", () => {
  expect(unknownIds(promises, [{ titles: ["A99 x"], file: "a", passed: true }])).toEqual(["A99"]);
});
