import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { answerCase, type GoldenCase } from "./answer-case.ts";
import { storedGolden } from "./cases.ts";
import { differences } from "./differences.ts";

const { cases } = storedGolden();
const unequal = new Map<GoldenCase, unknown>();
for (const given of cases) {
  const ours = answerCase(given);
  if (!isDeepStrictEqual(ours, given.output)) unequal.set(given, ours);
}
const unexplained = (kind: GoldenCase["kind"]): readonly unknown[] =>
  [...unequal]
    .filter(
      ([given, ours]) =>
        given.kind === kind && !differences.some(({ explains }) => explains(given, ours)),
    )
    .map(([given, ours]) => ({ ...given, ours }));

test("the golden cases are at least 3000", () => {
  expect(cases.length).toBeGreaterThanOrEqual(3000);
});

describe("equals Dagster, but for the listed differences, in", () => {
  test("P002 P003 P004 P005 keys of time windows over cadences, zones, ends and end offsets", () => {
    expect(unexplained("keys")).toEqual([]);
  });
  test("P007 P010 windows, next keys and keys of moments", () => {
    expect(unexplained("window")).toEqual([]);
  });
  test("P009 membership", () => {
    expect(unexplained("has")).toEqual([]);
  });
  test("P006 strftime directives", () => {
    expect(unexplained("format")).toEqual([]);
  });
  test("P022 P024 P025 P026 P027 mappings in both directions", () => {
    expect(unexplained("mapping")).toEqual([]);
  });
  test("P020 P021 subsets, their operations and their text", () => {
    expect(unexplained("subset")).toEqual([]);
  });
  test("P015 rectangles of multi definitions", () => {
    expect(unexplained("range")).toEqual([]);
  });
});

test.each(differences)(
  "the difference $name occurs as often as stated",
  ({ cases: stated, explains }) => {
    expect([...unequal].filter(([given, ours]) => explains(given, ours))).toHaveLength(stated);
  },
);
