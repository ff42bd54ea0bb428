import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canDeserializeSubset,
  dailyPartitions,
  deserializeSubset,
  hourlyPartitions,
  multiPartitions,
  staticPartitions,
  type Partitions,
  type PartitionsSubset,
} from "../index.ts";

const context = { currentTime: "2015-03-01T00:00Z" };
const daily = dailyPartitions({ start: "2015-01-01" });
const letters = staticPartitions(Array.from("zyxwvutsrqponmlkjihgfedcba"));
const grid = multiPartitions({ date: daily, letter: letters, size: staticPartitions(["s", "m"]) });
const definitions: readonly (readonly [string, Partitions])[] = [
  ["time windows", daily],
  [
    "hours across a change of the clock",
    hourlyPartitions({ start: "2015-02-27-00:00", timezone: "Europe/Berlin" }),
  ],
  ["static", letters],
  ["multi", grid],
];

test("P020 touching windows are merged, in whatever order they come", () => {
  const subset = daily.subsetWithKeys(
    ["2015-01-04", "2015-01-02", "2015-01-03", "2015-01-08"],
    context,
  );
  expect(subset.size).toBe(4);
  expect(subset.keyRanges()).toEqual([
    { start: "2015-01-02", end: "2015-01-04" },
    { start: "2015-01-08", end: "2015-01-08" },
  ]);
  const split = subset.difference(daily.subsetWithKeys(["2015-01-03"], context));
  expect(split.keyRanges()).toHaveLength(3);
  expect(subset.has("2015-01-03")).toBe(true);
  expect(subset.has("nonsense")).toBe(false);
  expect(subset.has(null as unknown as string)).toBe(false);
});

const compact = (subset: PartitionsSubset): readonly string[] => [...subset.keys()];

describe.each(definitions)("P020 set laws hold for %s", (_name, definition) => {
  const keys = definition.getPartitionKeysBetweenIndexes(0, 60, context);
  const chosen = fc.subarray(keys);
  const set = (list: readonly string[]): PartitionsSubset =>
    definition.subsetWithKeys(list, context);
  const inOrder = (list: readonly string[]): string[] => keys.filter((key) => list.includes(key));

  test("union, intersection, difference and complement are those of sets", () => {
    fc.assert(
      fc.property(chosen, chosen, (left, right) => {
        const [a, b] = [set(left), set(right)];
        expect(compact(a.union(b))).toEqual(inOrder([...left, ...right]));
        expect(compact(a.intersection(b))).toEqual(
          inOrder(left.filter((key) => right.includes(key))),
        );
        expect(compact(a.difference(b))).toEqual(
          inOrder(left.filter((key) => !right.includes(key))),
        );
        expect(a.union(b).size).toBe(new Set([...left, ...right]).size);
        expect(a.complement(context).size).toBe(definition.getNumPartitions(context) - left.length);
        expect(a.complement(context).intersection(a).isEmpty).toBe(true);
        expect(a.withKeys(right, context).equals(a.union(b))).toBe(true);
        expect(a.equals(b)).toBe(
          left.length === right.length && left.every((key) => right.includes(key)),
        );
      }),
      { numRuns: 40 },
    );
  });

  test("P021 equal subsets have equal texts, and texts read back", () => {
    fc.assert(
      fc.property(chosen, (list) => {
        const subset = set(list);
        expect(set(list.toReversed()).serialize()).toBe(subset.serialize());
        expect(deserializeSubset(subset.serialize(), definition).equals(subset)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  test("key ranges cover every key once", () => {
    fc.assert(
      fc.property(chosen, (list) => {
        const subset = set(list);
        const covered = subset
          .keyRanges()
          .flatMap((range) => definition.getPartitionKeysInRange(range, context));
        expect(covered.toSorted()).toEqual(list.toSorted());
      }),
      { numRuns: 20 },
    );
  });
});

test("P021 writes and reads Dagster's forms", () => {
  const subset = daily.subsetWithKeys(["2015-01-02", "2015-01-04"], context);
  const text =
    '{"version": 1, "time_windows": [[1420156800.0, 1420243200.0], [1420329600.0, 1420416000.0]], "num_partitions": 2}';
  expect(subset.serialize()).toBe(text);
  for (const form of [
    text,
    "[[1420156800,1420243200],[1420329600,1420416000]]",
    '{"time_windows": [[1420156800, 1420243200], [1420329600, 1420416000]], "num_partitions": -1}',
    '["2015-01-04", "2015-01-02"]',
  ]) {
    expect(deserializeSubset(form, daily).equals(subset)).toBe(true);
  }
  expect(letters.subsetWithKeys(["z", "b"]).serialize()).toBe(
    '{"version": 1, "subset": ["b", "z"]}',
  );
});

test.each([
  ['{"version": 2, "subset": []}', "PARTITIONS_SUBSET_VERSION"],
  ['{"version": "1", "subset": []}', "PARTITIONS_SUBSET_VERSION"],
  ["{", "PARTITIONS_INVALID_SUBSET"],
  ["3", "PARTITIONS_INVALID_SUBSET"],
  ["null", "PARTITIONS_INVALID_SUBSET"],
  ["{}", "PARTITIONS_INVALID_SUBSET"],
  ['{"version": 1, "time_windows": [[1]]}', "PARTITIONS_INVALID_SUBSET"],
  ['{"version": 1, "time_windows": [[2, 1]]}', "PARTITIONS_INVALID_SUBSET"],
  ['{"version": 1, "subset": [1]}', "PARTITIONS_INVALID_SUBSET"],
])("P021 refuses %s with %s", (text, code) => {
  expect(() => deserializeSubset(text, daily)).toThrow(expect.objectContaining({ code }));
  expect(canDeserializeSubset(text, daily)).toBe(false);
});

test("P018 P021 a changed definition keeps what it can still name", () => {
  const stored = daily
    .subsetWithKeys(["2015-01-02", "2015-01-03", "2015-01-20"], context)
    .serialize();
  const later = deserializeSubset(stored, dailyPartitions({ start: "2015-01-03" }));
  expect([...later.keys()]).toEqual(["2015-01-03", "2015-01-20"]);
  const ended = dailyPartitions({ start: "2015-01-01", end: "2015-01-10" });
  expect([...deserializeSubset(stored, ended).keys()]).toEqual(["2015-01-02", "2015-01-03"]);
  expect(deserializeSubset(stored, hourlyPartitions({ start: "2015-01-01-00:00" })).size).toBe(72);
  expect(deserializeSubset('["a", "gone"]', letters).size).toBe(1);
  expect(canDeserializeSubset(stored, letters)).toBe(false);
});

test("P020 subsets of different definitions do not combine", () => {
  const code = "PARTITIONS_INCOMPATIBLE_SUBSETS";
  const other = dailyPartitions({ start: "2015-01-02" });
  for (const [left, right] of [
    [daily.allSubset(context), other.allSubset(context)],
    [letters.allSubset(), daily.allSubset(context)],
    [grid.allSubset(context), letters.allSubset()],
  ] as const) {
    expect(() => left.union(right)).toThrow(expect.objectContaining({ code }));
    expect(left.equals(right)).toBe(false);
  }
  expect(() => daily.subsetWithKeys(["2016-01-01"], context)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_UNKNOWN_KEY" }),
  );
});

test("P043 a million keys in a thousand runs stay small", () => {
  const minutes = hourlyPartitions({ start: "1900-01-01-00:00" });
  const now = { currentTime: "2024-01-01T00:00Z" };
  const runs = Array.from({ length: 1000 }, (_, run) =>
    minutes.subsetInRange(
      {
        start: minutes.getPartitionKeyAt(run * 1050, now) as string,
        end: minutes.getPartitionKeyAt(run * 1050 + 999, now) as string,
      },
      now,
    ),
  );
  const million = runs.reduce((all, run) => all.union(run));
  expect(million.size).toBe(1_000_000);
  expect(million.serialize().length).toBeLessThan(40_000);
  expect(million.complement(now).size).toBe(minutes.getNumPartitions(now) - 1_000_000);
});
