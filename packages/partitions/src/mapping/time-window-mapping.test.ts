import { describe, expect, test } from "vitest";
import {
  dailyPartitions,
  hourlyPartitions,
  monthlyPartitions,
  previousPartition,
  staticPartitions,
  timeWindowMapping,
  timeWindowPartitions,
  weeklyPartitions,
  type PartitionMapping,
  type Partitions,
} from "../index.ts";

const later = { currentTime: "2021-09-01T00:00Z" };

function up(
  mapping: PartitionMapping,
  upstream: Partitions,
  downstream: Partitions,
  keys: readonly string[],
  context = later,
): { readonly keys: readonly string[]; readonly missing: readonly string[] } {
  const subset = downstream.subsetWithKeys(keys, { currentTime: "2035-01-01T00:00Z" });
  const result = mapping.upstreamOf(subset, upstream, context);
  return { keys: [...result.subset.keys()], missing: [...result.requiredButNonexistent.keys()] };
}

function down(
  mapping: PartitionMapping,
  upstream: Partitions,
  downstream: Partitions,
  keys: readonly string[],
  context = later,
): readonly string[] {
  return [
    ...mapping.downstreamOf(upstream.subsetWithKeys(keys, context), downstream, context).keys(),
  ];
}

const daily = dailyPartitions({ start: "2021-05-05" });
const hourly = hourlyPartitions({ start: "2021-05-05-00:00" });
const monthly = monthlyPartitions({ start: "2021-05-01" });
const plain = timeWindowMapping();
const back = timeWindowMapping({ startOffset: -1, endOffset: -1 });
const withPrevious = timeWindowMapping({ startOffset: -1, endOffset: 0 });

describe("P025 windows that overlap", () => {
  test("the same window, in another format", () => {
    const slashes = dailyPartitions({ start: "2021/05/05", format: "%Y/%m/%d" });
    expect(up(plain, slashes, daily, ["2021-05-07", "2021-05-08"]).keys).toEqual([
      "2021/05/07",
      "2021/05/08",
    ]);
  });
  test("hours of a day and the day of an hour", () => {
    const hours = up(plain, hourly, daily, ["2021-05-07"]).keys;
    expect(hours).toHaveLength(24);
    expect(hours[0]).toBe("2021-05-07-00:00");
    expect(up(plain, daily, hourly, ["2021-05-07-05:00"]).keys).toEqual(["2021-05-07"]);
    expect(down(plain, daily, hourly, ["2021-05-07"])).toHaveLength(24);
    expect(down(plain, hourly, daily, ["2021-05-07-05:00"])).toEqual(["2021-05-07"]);
  });
  test("days of months", () => {
    const days = dailyPartitions({ start: "2021-05-01" });
    const keys = up(plain, days, monthly, ["2021-05-01", "2021-06-01", "2021-07-01"]).keys;
    expect([keys.length, keys[0], keys.at(-1)]).toEqual([92, "2021-05-01", "2021-07-31"]);
  });
  test("days of weeks across the year's end", () => {
    const days = dailyPartitions({ start: "2020-12-01" });
    const weeks = weeklyPartitions({ start: "2020-12-01" });
    expect(up(plain, days, weeks, ["2020-12-27"]).keys).toEqual([
      "2020-12-27",
      "2020-12-28",
      "2020-12-29",
      "2020-12-30",
      "2020-12-31",
      "2021-01-01",
      "2021-01-02",
    ]);
  });
  test("borders that do not align", () => {
    const eleven = timeWindowPartitions({
      cron: "0 11 * * *",
      start: "2021-05-01",
      format: "%Y-%m-%d",
    });
    const midnight = dailyPartitions({ start: "2021-05-01" });
    expect(up(plain, eleven, midnight, ["2021-05-02", "2021-05-03", "2021-05-04"]).keys).toEqual([
      "2021-05-01",
      "2021-05-02",
      "2021-05-03",
      "2021-05-04",
    ]);
    const halves = timeWindowPartitions({
      cron: "0 0,11 * * *",
      start: "2021-05-01-00",
      format: "%Y-%m-%d-%H",
    });
    expect(up(plain, halves, midnight, ["2021-05-01"]).keys).toEqual([
      "2021-05-01-00",
      "2021-05-01-11",
    ]);
  });
});

describe("P025 offsets count downstream windows", () => {
  test.each([
    [back, daily, daily, ["2021-05-07"], ["2021-05-06"]],
    [back, daily, daily, ["2021-05-05"], []],
    [back, daily, daily, ["2021-05-05", "2021-05-06", "2021-05-07"], ["2021-05-05", "2021-05-06"]],
    [
      withPrevious,
      daily,
      dailyPartitions({ start: "2021-05-06" }),
      ["2021-07-04", "2021-07-05"],
      ["2021-07-03", "2021-07-04", "2021-07-05"],
    ],
    [back, daily, hourly, ["2021-07-04-00:00"], ["2021-07-03"]],
    [back, daily, hourly, ["2021-07-04-01:00"], ["2021-07-04"]],
  ] as const)("case %#", (mapping, upstream, downstream, keys, expected) => {
    expect(up(mapping, upstream, downstream, keys)).toEqual({ keys: expected, missing: [] });
  });
  test("hours of the day before, with and without the day", () => {
    const both = up(withPrevious, hourly, daily, ["2021-07-04"]).keys;
    expect([both.length, both[0], both.at(-1)]).toEqual([
      48,
      "2021-07-03-00:00",
      "2021-07-04-23:00",
    ]);
    expect(up(back, hourly, daily, ["2021-07-04"]).keys).toHaveLength(24);
    expect(down(back, hourly, daily, ["2021-07-03-23:00"])).toEqual(["2021-07-04"]);
    const next = down(back, daily, hourly, ["2021-07-04"]);
    expect([next[0], next.at(-1)]).toEqual(["2021-07-04-01:00", "2021-07-05-00:00"]);
  });
  test("and downstream again", () => {
    expect(down(back, daily, daily, ["2021-05-06"])).toEqual(["2021-05-07"]);
    expect(
      down(withPrevious, daily, dailyPartitions({ start: "2021-05-06" }), ["2021-07-03"]),
    ).toEqual(["2021-07-03", "2021-07-04"]);
  });
  test("the guide's previous day is clamped at the first day", () => {
    const guide = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
    const now = { currentTime: "2023-06-01" };
    const mapping = timeWindowMapping({ startOffset: -1 });
    expect(up(mapping, guide, guide, ["2023-01-01"], now)).toEqual({
      keys: ["2023-01-01"],
      missing: [],
    });
    expect(up(mapping, guide, guide, ["2023-01-02"], now).keys).toEqual([
      "2023-01-01",
      "2023-01-02",
    ]);
  });
  test("days are calendar days across a change of the clock", () => {
    const west = dailyPartitions({ start: "2024-03-01", timezone: "America/Los_Angeles" });
    const now = { currentTime: "2024-04-01" };
    expect(up(back, west, west, ["2024-03-10", "2024-03-11"], now).keys).toEqual([
      "2024-03-09",
      "2024-03-10",
    ]);
    expect(down(back, west, west, ["2024-03-10"], now)).toEqual(["2024-03-11"]);
  });
});

describe("P026 what does not exist upstream", () => {
  const may6 = { currentTime: "2021-05-06T01:00Z" };
  const hours = ["2021-05-05-23:00", "2021-05-06-00:00", "2021-05-06-01:00"];
  test("is required and named", () => {
    expect(up(plain, daily, hourly, hours, may6)).toEqual({
      keys: ["2021-05-05"],
      missing: ["2021-05-06"],
    });
    expect(
      up(plain, dailyPartitions({ start: "2021-05-05", endOffset: 1 }), hourly, hours, may6),
    ).toEqual({
      keys: ["2021-05-05", "2021-05-06"],
      missing: [],
    });
    const zone = { timezone: "US/Central" };
    expect(
      up(
        plain,
        dailyPartitions({ start: "2021-05-05", ...zone }),
        hourlyPartitions({ start: "2021-05-05-00:00", ...zone }),
        ["2021-05-05-22:00"],
        { currentTime: "2021-05-06T04:00Z" },
      ),
    ).toEqual({ keys: [], missing: ["2021-05-05"] });
  });
  test("before the start and after the end", () => {
    const year = dailyPartitions({ start: "2021-01-01" });
    const next = dailyPartitions({ start: "2022-01-01" });
    const now = { currentTime: "2022-01-06" };
    expect(up(plain, next, year, ["2021-12-31"], now)).toEqual({
      keys: [],
      missing: ["2021-12-31"],
    });
    expect(up(plain, next, year, ["2022-01-01"], now)).toEqual({
      keys: ["2022-01-01"],
      missing: [],
    });
    const january = dailyPartitions({ start: "2023-01-01", end: "2023-01-31" });
    const february = dailyPartitions({ start: "2023-01-01", end: "2023-02-28" });
    expect(up(plain, january, february, ["2023-02-15"], { currentTime: "2024-01-01" })).toEqual({
      keys: [],
      missing: ["2023-02-15"],
    });
  });
  test("is left out when allowed", () => {
    const days = dailyPartitions({ start: "2023-01-01" });
    const years = timeWindowPartitions({
      cron: "0 0 1 1 *",
      start: "2023-01-01",
      format: "%Y-%m-%d",
      endOffset: 1,
    });
    const now = { currentTime: "2023-01-05" };
    expect(
      up(timeWindowMapping({ allowNonexistentUpstream: true }), days, years, ["2023-01-01"], now),
    ).toEqual({
      keys: ["2023-01-01", "2023-01-02", "2023-01-03", "2023-01-04"],
      missing: [],
    });
    expect(up(plain, days, years, ["2023-01-01"], now).missing).toHaveLength(361);
  });
  test("and downstream only existing keys are found", () => {
    expect(
      down(plain, hourly, daily, ["2021-05-05-00:00"], { currentTime: "2021-05-05T01:00Z" }),
    ).toEqual([]);
    expect(down(plain, hourly, daily, ["2021-05-05-23:00"], may6)).toEqual(["2021-05-05"]);
  });
});

describe("P025 between time zones", () => {
  const berlin = dailyPartitions({ start: "2021-05-05", timezone: "Europe/Berlin" });
  test("is a fault by default, that names both", () => {
    expect(plain.validate(berlin, daily)).toEqual([
      expect.objectContaining({
        message: "time zones Europe/Berlin (upstream) and UTC (downstream) differ",
      }),
    ]);
    expect(() => up(plain, berlin, daily, ["2021-05-07"])).toThrow(
      expect.objectContaining({ code: "PARTITIONS_INVALID_MAPPING" }),
    );
  });
  test("maps by instants when asked for", () => {
    const across = timeWindowMapping({ betweenTimezones: true });
    expect(across.shape).toBe("keyed");
    expect(up(across, berlin, daily, ["2021-05-07"]).keys).toEqual(["2021-05-07", "2021-05-08"]);
    expect(down(across, berlin, daily, ["2021-05-07"])).toEqual(["2021-05-06", "2021-05-07"]);
  });
});

test("P025 refuses other kinds of definitions and broken offsets", () => {
  const colors = staticPartitions(["red"]);
  expect(plain.validate(colors, daily)[0]?.message).toMatch(
    /upstream partitions must be time windows/,
  );
  expect(plain.validate(daily, colors)[0]?.message).toMatch(
    /downstream partitions must be time windows/,
  );
  expect(plain.validate(daily, undefined)[0]?.message).toMatch(/needs a partitioned downstream/);
  expect(() => plain.upstreamOf(undefined, daily)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_INVALID_MAPPING" }),
  );
  expect(() => timeWindowMapping({ startOffset: 0.5 })).toThrow(/startOffset is a whole number/);
});

test("P029 the previous partition of the first is none", () => {
  expect(up(previousPartition(), daily, daily, ["2021-05-05"])).toEqual({ keys: [], missing: [] });
  expect(up(previousPartition(), daily, daily, ["2021-05-06"]).keys).toEqual(["2021-05-05"]);
});
