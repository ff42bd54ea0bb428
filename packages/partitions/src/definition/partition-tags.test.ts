import { expect, test } from "vitest";
import {
  dailyPartitions,
  multiPartitions,
  partitionRangeTags,
  partitionTags,
  staticPartitions,
} from "../index.ts";

const both = multiPartitions({
  date: dailyPartitions({ start: "2023-01-01" }),
  color: staticPartitions(["red"]),
});

test("names the whole key and each dimension's", () => {
  expect(partitionTags("red|2023-01-02", both)).toEqual({
    "dagster/partition": "red|2023-01-02",
    "dagster/partition/color": "red",
    "dagster/partition/date": "2023-01-02",
  });
  expect(partitionTags("a|b", staticPartitions(["a|b"]))).toEqual({ "dagster/partition": "a|b" });
  expect(() => partitionTags("red", both)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_UNKNOWN_KEY" }),
  );
});

test("names the ends of a range", () => {
  expect(partitionRangeTags({ start: "a", end: "c" })).toEqual({
    "dagster/asset_partition_range_start": "a",
    "dagster/asset_partition_range_end": "c",
  });
});
