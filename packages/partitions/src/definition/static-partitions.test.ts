import { describe, expect, test } from "vitest";
import { PartitionsError, staticPartitions } from "../index.ts";

const problemsOf = (keys: readonly string[]): readonly (string | undefined)[] => {
  try {
    staticPartitions(keys);
  } catch (error) {
    if (PartitionsError.is(error, "PARTITIONS_INVALID_DEFINITION"))
      return error.problems.map(({ message }) => message);
    throw error;
  }
  return [];
};

const letters = staticPartitions(["a", "b", "c", "d", "e"]);

test("P001 keeps the given order, positions and neighbours", () => {
  const sizes = staticPartitions(["small", "large", "medium"]);
  expect(sizes.getPartitionKeys()).toEqual(["small", "large", "medium"]);
  expect(sizes.getFirstPartitionKey()).toBe("small");
  expect(sizes.getLastPartitionKey()).toBe("medium");
  expect(sizes.getPartitionKeyIndex("large")).toBe(1);
  expect(sizes.getPartitionKeyIndex("huge")).toBeUndefined();
  expect(sizes.getPartitionKeyAt(2)).toBe("medium");
  expect(sizes.getPartitionKeyAt(3)).toBeUndefined();
  expect(sizes.getNextPartitionKey("large")).toBe("medium");
  expect(sizes.getNextPartitionKey("medium")).toBeUndefined();
  expect(sizes.getPreviousPartitionKey("small")).toBeUndefined();
  expect(sizes.getPartitionKeysBetweenIndexes(1, 9)).toEqual(["large", "medium"]);
});

test("P001 reads a range by position, both ends included", () => {
  expect(letters.getPartitionKeysInRange({ start: "b", end: "d" })).toEqual(["b", "c", "d"]);
  expect(letters.getPartitionKeysInRange({ start: "c", end: "c" })).toEqual(["c"]);
});

test("P001 a reversed range names both keys", () => {
  expect(() => letters.getPartitionKeysInRange({ start: "d", end: "b" })).toThrow(
    expect.objectContaining({
      code: "PARTITIONS_INVALID_RANGE",
      details: { start: "d", end: "b" },
    }),
  );
});

describe("P001 refuses with all faults at once", () => {
  test.each([
    ["an empty list", [], [/is empty/]],
    ["duplicates", ["a", "b", "a", "b"], [/"a", "b"/]],
    ["the range operator", ["a...b"], [/\.\.\./]],
    ["an empty key", [""], [/cannot be empty/]],
    ["control characters", ["a\n", "b\u0000", "c\t"], [/control/, /control/, /control/]],
    ["several faults", ["", "x...y", "z", "z"], [/empty/, /\.\.\./, /more than once: "z"/]],
  ])("%s", (_name, keys, expected) => {
    const problems = problemsOf(keys);
    expect(problems).toHaveLength(expected.length);
    expected.forEach((pattern, index) => expect(problems[index]).toMatch(pattern));
  });
  test("a list of a million duplicates, without listing them all", () => {
    const problems = problemsOf(
      Array.from({ length: 1_000_000 }, (_, index) => `k${index % 500_000}`),
    );
    expect(problems.join().length).toBeLessThan(1000);
  });
});

test("P001 allows | , [ ] in keys that are no dimension", () => {
  expect(staticPartitions(["a|b", "[c]", "d,e"]).hasPartitionKey("a|b")).toBe(true);
});

test("P044 an unknown key is answered with the nearest keys", () => {
  const colors = staticPartitions(["red", "yellow", "blue", "green"]);
  expect(() => colors.checkPartitionKey("geen")).toThrow(
    expect.objectContaining({
      code: "PARTITIONS_UNKNOWN_KEY",
      message: '"geen" is not a key of static partitions (red, yellow, blue, … 4 keys)',
      hint: expect.stringContaining('"green"') as string,
      details: { key: "geen", nearest: expect.arrayContaining(["green"]) as string[] },
    }),
  );
  expect(colors.checkPartitionKey("green")).toBe("green");
});

test("P018 has an id that changes with the keys and nothing else", () => {
  expect(staticPartitions(["a", "b"]).getDefinitionId()).toBe(
    staticPartitions(["a", "b"]).getDefinitionId(),
  );
  expect(staticPartitions(["b", "a"]).getDefinitionId()).not.toBe(
    staticPartitions(["a", "b"]).getDefinitionId(),
  );
  expect(staticPartitions(["a", "b"]).equals(staticPartitions(["a", "b"]))).toBe(true);
  expect(staticPartitions(["a", "b"]).equals(staticPartitions(["a"]))).toBe(false);
});
