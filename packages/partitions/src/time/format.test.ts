import { describe, expect, test } from "vitest";
import { timeWindowPartitions } from "../index.ts";
import { timeWriter } from "./format.ts";
import { timeReader } from "./parse.ts";

const read = (format: string, text: string): string | undefined => {
  const parsed = timeReader(format)(text);
  return parsed === undefined
    ? undefined
    : new Date((parsed.wall - (parsed.offset ?? 0)) * 1000).toISOString();
};

describe("P006 reads as strptime does", () => {
  test.each([
    ["%Y-%m-%d-%H:%M", "2020-11-01-2:30", "2020-11-01T02:30:00.000Z"],
    ["%Y-%m-%d", "2020-1-5", "2020-01-05T00:00:00.000Z"],
    ["%d %b %Y", "05 MAY 2021", "2021-05-05T00:00:00.000Z"],
    ["%d %B %Y", "5 may 2021", "2021-05-05T00:00:00.000Z"],
    ["%y%m%d", "690101", "1969-01-01T00:00:00.000Z"],
    ["%y%m%d", "680101", "2068-01-01T00:00:00.000Z"],
    ["%Y-%j", "2020-366", "2020-12-31T00:00:00.000Z"],
    ["%I:%M %p %Y-%m-%d", "12:05 AM 2021-01-01", "2021-01-01T00:05:00.000Z"],
    ["%I:%M %p %Y-%m-%d", "12:05 pm 2021-01-01", "2021-01-01T12:05:00.000Z"],
    ["%Y-%m-%dT%H:%M:%S.%f%z", "2021-01-01T00:00:00.25-0530", "2021-01-01T05:30:00.250Z"],
    ["%Y-%m-%d%z", "2021-01-01+05:45", "2020-12-31T18:15:00.000Z"],
    ["%Y-%m-%d%z", "2021-01-01Z", "2021-01-01T00:00:00.000Z"],
    ["%G-W%V-%u", "2020-W53-5", "2021-01-01T00:00:00.000Z"],
    ["%Y %U %w", "2021 01 0", "2021-01-03T00:00:00.000Z"],
    ["%Y %W %a", "2021 00 Fri", "2021-01-01T00:00:00.000Z"],
    ["%A %Y %W", "monday 2021 01", "2021-01-04T00:00:00.000Z"],
    ["100%% %Y", "100% 2021", "2021-01-01T00:00:00.000Z"],
    ["(%Y)", "(2021)", "2021-01-01T00:00:00.000Z"],
  ])("%s %s", (format, text, expected) => {
    expect(read(format, text)).toBe(expected);
  });
  test.each([
    ["%Y-%m-%d", "2021-02-29"],
    ["%Y-%m-%d", "2021-13-01"],
    ["%Y-%m-%d", "2021-00-01"],
    ["%Y-%m-%d", "0000-01-01"],
    ["%Y-%m-%d", "21-01-01"],
    ["%Y-%m-%d", "2021-01-01 "],
    ["%H", "24"],
    ["%Y-%j", "2021-366"],
    ["%S", "60"],
    ["%Y-%m-%d", ""],
  ])("%s refuses %s", (format, text) => {
    expect(read(format, text)).toBeUndefined();
  });
});

test("P006 keys of unusual formats lead back to their windows", () => {
  for (const format of [
    "%Y-%j",
    "%G-W%V-%u",
    "%d %b %Y",
    "%A %d. %B %Y",
    "%Y-%U-%w",
    "%y%m%d",
    "%Y/%m/%d 100%%",
  ]) {
    const start = new Date("2021-01-01T00:00Z");
    const definition = timeWindowPartitions({ cron: "0 0 * * *", start, format });
    const now = { currentTime: "2022-01-10" };
    const keys = definition.getPartitionKeys(now);
    expect(new Set(keys).size).toBe(374);
    expect(keys.map((key) => definition.getPartitionKeyIndex(key, now))).toEqual([...keys.keys()]);
  }
});

test("P006 writes the zone's short name", () => {
  expect(timeWriter("%Z", () => "CET").write(0, 3600)).toBe("CET");
  const definition = timeWindowPartitions({
    cron: "0 0 * * *",
    start: new Date("2021-01-01T00:00Z"),
    format: "%Y-%m-%d %Z",
  });
  expect(definition.getPartitionKeyAt(0, { currentTime: "2021-02-01" })).toBe("2021-01-01 UTC");
});
