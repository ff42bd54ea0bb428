import { describe, expect, test } from "vitest";
import {
  dailyPartitions,
  multiPartitions,
  selectPartitionKeys,
  staticPartitions,
} from "../index.ts";

const january = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
const colors = staticPartitions(["red", "yellow", "blue"]);
const both = multiPartitions({ date: january, color: colors });
const selected = (
  text: string,
  partitions: Parameters<typeof selectPartitionKeys>[1],
): string[] => [...selectPartitionKeys(text, partitions).keys()];

describe("P001 P002 reads what people write", () => {
  test.each([
    ["2023-01-01...2023-01-31", january, 31],
    ["[2023-01-05...2023-01-07]", january, 3],
    ["2023-01-05, [2023-01-05...2023-01-06] ,2023-01-09", january, 3],
    ["2023-01-1*", january, 10],
    ["*", january, 31],
    ["", january, 0],
    ["red,blue", colors, 2],
    ["*e*", colors, 3],
  ] as const)("%s", (text, partitions, count) => {
    expect(selectPartitionKeys(text, partitions).size).toBe(count);
  });
});

test("P015 reads one item for each dimension, with wildcards and ranges", () => {
  expect(selected("red|2023-01-02", both)).toEqual(["red|2023-01-02"]);
  expect(selected("*|2023-01-02", both)).toEqual([
    "red|2023-01-02",
    "yellow|2023-01-02",
    "blue|2023-01-02",
  ]);
  expect(selectPartitionKeys("blue|2023-01-*", both).size).toBe(31);
  expect(selectPartitionKeys("blue|[2023-01-01...2023-01-05],red|*", both).size).toBe(36);
  expect(selected("yellow|2023-01-02...blue|2023-01-03", both)).toEqual([
    "yellow|2023-01-02",
    "yellow|2023-01-03",
    "blue|2023-01-02",
    "blue|2023-01-03",
  ]);
  expect(selectPartitionKeys("*", multiPartitions({ color: colors })).size).toBe(3);
});

test("P044 lists every unknown item", () => {
  expect(() => selectPartitionKeys("red,gren,purple", colors)).toThrow(
    expect.objectContaining({
      code: "PARTITIONS_UNKNOWN_KEY",
      problems: [
        expect.objectContaining({ message: expect.stringContaining('"gren"') as string }),
        expect.anything(),
      ],
    }),
  );
  expect(() => selectPartitionKeys("rd", colors)).toThrow(/"rd" is not a key/);
  expect(() => selectPartitionKeys("2024-*", january)).toThrow(/matches no key/);
  expect(() => selectPartitionKeys("red", both)).toThrow(/2 parts/);
  expect(() => selectPartitionKeys("a...b...c", colors)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_INVALID_RANGE" }),
  );
  expect(() => selectPartitionKeys("blue...red", colors)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_INVALID_RANGE" }),
  );
});
