import { describe, expect, test } from "vitest";
import {
  dailyPartitions,
  dynamicPartitions,
  dynamicPartitionsSnapshot,
  multiPartitions,
  staticPartitions,
} from "../index.ts";

const date = dailyPartitions({ start: "2023-01-01", end: "2023-01-04" });
const color = staticPartitions(["red", "blue"]);
const both = multiPartitions({ date, color });

test("P014 a key joins dimension keys by | in the order of dimension names", () => {
  const key = both.key({ date: "2023-01-02", color: "red" });
  expect(String(key)).toBe("red|2023-01-02");
  expect([key].join()).toBe("red|2023-01-02");
  expect(JSON.stringify({ key })).toBe('{"key":"red|2023-01-02"}');
  expect(key.color).toBe("red");
  expect({ ...key }).toEqual({ color: "red", date: "2023-01-02" });
  expect(both.parseKey("blue|2023-01-03")).toMatchObject({ color: "blue", date: "2023-01-03" });
  expect(both.dimensionNames).toEqual(["color", "date"]);
});

test("P015 lists the first dimension outermost", () => {
  const small = multiPartitions({
    abc: staticPartitions(["a", "b"]),
    "123": staticPartitions(["1", "2"]),
  });
  expect(small.getPartitionKeys()).toEqual(["1|a", "1|b", "2|a", "2|b"]);
  expect([...small.iteratePartitionKeys()]).toEqual(small.getPartitionKeys());
  expect(small.getPartitionKeysBetweenIndexes(1, 3)).toEqual(["1|b", "2|a"]);
  expect(small.getPartitionKeyIndex("2|a")).toBe(2);
  expect(small.getNextPartitionKey("1|b")).toBe("2|a");
});

describe("P015 membership", () => {
  test.each([
    ["red|2023-01-02", true],
    ["2023-01-02|red", false],
    ["red", false],
    ["red|2023-01-02|x", false],
    ["green|2023-01-02", false],
    ["red|2023-01-04", false],
  ])("%s: %s", (key, has) => {
    expect(both.hasPartitionKey(key)).toBe(has);
    expect(both.allSubset().has(key)).toBe(has);
  });
  test("a key of the wrong dimension is an error that names the dimensions", () => {
    const wrong = { size: "s", date: "2023-01-02" } as unknown as { color: "red"; date: string };
    expect(() => both.key(wrong)).toThrow(
      expect.objectContaining({
        code: "PARTITIONS_WRONG_DIMENSION",
        details: { dimensions: ["color", "date"] },
      }),
    );
    expect(() => both.key({ date: "2023-01-02" } as { color: "red"; date: string })).toThrow(
      /names no "color"/,
    );
    expect(() => both.parseKey("red")).toThrow(/2 parts/);
    expect(() => both.checkPartitionKey("rad|2023-01-02")).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("red|2023-01-02") as string }),
    );
  });
});

test("P015 a range is a rectangle", () => {
  expect(both.getPartitionKeysInRange({ start: "red|2023-01-02", end: "blue|2023-01-03" })).toEqual(
    ["red|2023-01-02", "red|2023-01-03", "blue|2023-01-02", "blue|2023-01-03"],
  );
  expect(() =>
    both.getPartitionKeysInRange({ start: "red|2023-01-03", end: "blue|2023-01-02" }),
  ).toThrow(expect.objectContaining({ code: "PARTITIONS_INVALID_RANGE" }));
});

test("P015 selects by dimension", () => {
  expect(both.getKeysWithDimensionValue("color", "blue")).toEqual([
    "blue|2023-01-01",
    "blue|2023-01-02",
    "blue|2023-01-03",
  ]);
  expect([...both.subsetWhere({ date: ["2023-01-01", "2023-01-03"], color: "*" }).keys()]).toEqual([
    "red|2023-01-01",
    "red|2023-01-03",
    "blue|2023-01-01",
    "blue|2023-01-03",
  ]);
  expect(() => both.subsetWhere({ size: "s" } as unknown as { color: "red" })).toThrow(
    /no dimension "size"/,
  );
  expect(both.primaryDimension).toBe("date");
  expect(both.timeDimension).toBe("date");
  expect(multiPartitions({ b: color, a: color }).primaryDimension).toBe("a");
  expect(() => multiPartitions({ a: color }).timeDimension).toThrow(
    expect.objectContaining({ code: "PARTITIONS_NO_TIME_DIMENSION" }),
  );
});

test("P016 has any number of dimensions, dynamic ones too", () => {
  const cube = multiPartitions({
    size: staticPartitions(["s", "l"]),
    customer: dynamicPartitions("customers"),
    date,
    color,
  });
  const context = { dynamicStore: dynamicPartitionsSnapshot({ customers: ["ann", "bob"] }) };
  expect(cube.getNumPartitions(context)).toBe(24);
  const keys = cube.getPartitionKeys(context);
  expect(keys[0]).toBe("red|ann|2023-01-01|s");
  expect(keys.every((key, index) => cube.getPartitionKeyIndex(key, context) === index)).toBe(true);
  expect([...cube.allSubset(context).keys()]).toEqual(keys);
  expect(
    cube.getPartitionKeysInRange(
      { start: "red|bob|2023-01-01|s", end: "blue|bob|2023-01-02|s" },
      context,
    ),
  ).toEqual([
    "red|bob|2023-01-01|s",
    "red|bob|2023-01-02|s",
    "blue|bob|2023-01-01|s",
    "blue|bob|2023-01-02|s",
  ]);
  expect(multiPartitions({ only: color }).getPartitionKeys()).toEqual(["red", "blue"]);
});

test("P014 reports every fault of a definition at once", () => {
  const paths = ["a|b", "inner", "letters", "letters", "time", "nothing"];
  expect(() =>
    multiPartitions({
      "a|b": color,
      inner: both as unknown as typeof color,
      letters: staticPartitions(["x|y", "[z]"]),
      time: dailyPartitions({ start: "2023|01|01", format: "%Y|%m|%d" }),
      nothing: undefined as unknown as typeof color,
    }),
  ).toThrow(
    expect.objectContaining({
      code: "PARTITIONS_INVALID_DEFINITION",
      problems: paths.map((name): unknown =>
        expect.objectContaining({ path: `dimensions.${name}` }),
      ),
    }),
  );
  expect(() => multiPartitions({})).toThrow(/at least one dimension/);
});

test("P016 a product of ten million keys is counted and asked, not listed", () => {
  const big = multiPartitions({
    a: staticPartitions(Array.from({ length: 4000 }, (_, index) => `a${index}`)),
    b: staticPartitions(Array.from({ length: 2500 }, (_, index) => `b${index}`)),
  });
  expect(big.getNumPartitions()).toBe(10_000_000);
  expect(big.hasPartitionKey("a3999|b2499")).toBe(true);
  expect(big.getPartitionKeyAt(9_999_999)).toBe("a3999|b2499");
  expect(big.allSubset().size).toBe(10_000_000);
  expect(() => big.getPartitionKeys()).toThrow(
    expect.objectContaining({ code: "PARTITIONS_TOO_MANY_KEYS" }),
  );
  expect(() => big.getPartitionKeysInRange({ start: "a0|b0", end: "a3999|b2499" })).toThrow(
    /10000000 keys/,
  );
  expect(() => big.checkPartitionKey("a1")).toThrow(
    expect.objectContaining({ code: "PARTITIONS_UNKNOWN_KEY" }),
  );
});
