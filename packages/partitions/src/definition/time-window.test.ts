import { describe, expect, test } from "vitest";
import {
  dailyPartitions,
  hourlyPartitions,
  monthlyPartitions,
  timeWindowPartitions,
  weeklyPartitions,
  type TimePartitions,
} from "../index.ts";

const at = (currentTime: string): { readonly currentTime: string } => ({ currentTime });
const window = (definition: TimePartitions, key: string): string[] => {
  const { start, end } = definition.timeWindowForPartitionKey(key);
  return [start.toISOString(), end.toISOString()];
};
const days = (from: number, to: number, month = "2021-01"): string[] =>
  Array.from(
    { length: to - from + 1 },
    (_, index) => `${month}-${String(from + index).padStart(2, "0")}`,
  );

test("P002 a daily definition with an exclusive end has the guide's 31 keys", () => {
  const january = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
  expect(january.getPartitionKeys()).toEqual(days(1, 31, "2023-01"));
  expect(january.getNumPartitions()).toBe(31);
  expect(january.hasPartitionKey("2023-02-01")).toBe(false);
  expect(january.getNextPartitionKey("2023-01-31")).toBeUndefined();
});

test("P002 leap days exist in leap years only", () => {
  expect(dailyPartitions({ start: "2020-02-28" }).getPartitionKeys(at("2020-03-03T01:20"))).toEqual(
    ["2020-02-28", "2020-02-29", "2020-03-01", "2020-03-02"],
  );
  expect(dailyPartitions({ start: "2021-02-28" }).getPartitionKeys(at("2021-03-03T01:20"))).toEqual(
    ["2021-02-28", "2021-03-01", "2021-03-02"],
  );
});

describe("P005 end offsets", () => {
  test.each([
    [0, "2021-01-06T01:20", days(1, 5)],
    [1, "2021-01-06T01:20", days(1, 6)],
    [2, "2021-01-06T01:20", days(1, 7)],
    [-2, "2021-01-08T01:20", days(1, 5)],
  ])("%i at %s", (endOffset, now, keys) => {
    expect(dailyPartitions({ start: "2021-01-01", endOffset }).getPartitionKeys(at(now))).toEqual(
      keys,
    );
  });
  test("never go beyond the end", () => {
    const capped = dailyPartitions({ start: "2021-01-01", end: "2021-01-04", endOffset: 5 });
    expect(capped.getPartitionKeys(at("2021-01-03T12:00"))).toEqual(days(1, 3));
  });
  test("nothing exists before the start", () => {
    const later = dailyPartitions({ start: "2024-01-01" });
    expect(later.getPartitionKeys(at("2023-01-01"))).toEqual([]);
    expect(later.getLastPartitionKey(at("2023-01-01"))).toBeUndefined();
    expect(later.getLastPartitionWindow(at("2023-01-01"))).toBeUndefined();
  });
});

describe("P003 cadences with offsets", () => {
  const cases: readonly (readonly [string, TimePartitions, string, readonly string[]])[] = [
    [
      "daily :15",
      dailyPartitions({ start: "2021-05-05", minuteOffset: 15 }),
      "2021-05-07",
      ["2021-05-05"],
    ],
    [
      "monthly",
      monthlyPartitions({ start: "2021-01-01" }),
      "2021-03-01T01:20",
      ["2021-01-01", "2021-02-01"],
    ],
    ["monthly from the third", monthlyPartitions({ start: "2021-01-03" }), "2021-01-31", []],
    [
      "monthly on the 12th 03:15",
      monthlyPartitions({ start: "2021-05-01", dayOffset: 12, hourOffset: 3, minuteOffset: 15 }),
      "2021-07-13",
      ["2021-05-12", "2021-06-12"],
    ],
    [
      "weekly",
      weeklyPartitions({ start: "2021-01-01" }),
      "2021-01-31T01:20",
      ["2021-01-03", "2021-01-10", "2021-01-17", "2021-01-24"],
    ],
    [
      "weekly on Wednesday 04:15",
      weeklyPartitions({ start: "2021-05-01", dayOffset: 3, hourOffset: 4, minuteOffset: 15 }),
      "2021-05-20",
      ["2021-05-05", "2021-05-12"],
    ],
    [
      "hourly",
      hourlyPartitions({ start: "2021-05-05-01:00" }),
      "2021-05-05T03:00",
      ["2021-05-05-01:00", "2021-05-05-02:00"],
    ],
    [
      "hourly :15",
      hourlyPartitions({ start: "2021-05-05-01:00", minuteOffset: 15 }),
      "2021-05-05T03:30",
      ["2021-05-05-01:15", "2021-05-05-02:15"],
    ],
  ];
  test.each(cases)("%s", (_name, definition, now, keys) => {
    expect(definition.getPartitionKeys(at(now))).toEqual(keys);
  });
});

test("P004 a cron expression gives windows from tick to tick", () => {
  const halves = timeWindowPartitions({
    cron: "0 0,11 * * *",
    start: "2021-05-05-00",
    format: "%Y-%m-%d-%H",
  });
  const now = at("2021-05-07");
  expect(halves.getPartitionKeys(now)).toEqual([
    "2021-05-05-00",
    "2021-05-05-11",
    "2021-05-06-00",
    "2021-05-06-11",
  ]);
  expect(halves.timeWindowForPartitionKey("2021-05-05-11")).toEqual({
    start: new Date("2021-05-05T11:00Z"),
    end: new Date("2021-05-06T00:00Z"),
    timezone: "UTC",
  });
  expect(halves.cadence).toBeUndefined();
});

test("P004 counts and finds ticks of an irregular expression without listing them", () => {
  const workdays = timeWindowPartitions({
    cron: "30 9 * * MON-FRI",
    start: "1990-01-01",
    format: "%Y-%m-%d",
  });
  const now = at("2040-01-01");
  const keys = workdays.getPartitionKeys(now);
  expect(workdays.getNumPartitions(now)).toBe(keys.length);
  expect(keys[9999]).toBe(workdays.getPartitionKeyAt(9999, now));
  expect(workdays.getPartitionKeyIndex(keys[12345] as string, now)).toBe(12345);
});

test("P007 a skipped hour gives no key and a repeated hour two", () => {
  const zone = { timezone: "US/Central" };
  expect(
    hourlyPartitions({ start: "2021-03-14-01:00", ...zone }).getPartitionKeys(
      at("2021-03-14T04:01"),
    ),
  ).toEqual(["2021-03-14-01:00", "2021-03-14-03:00"]);
  expect(
    hourlyPartitions({ start: "2021-11-07-00:00", ...zone }).getPartitionKeys(
      at("2021-11-07T04:01"),
    ),
  ).toEqual([
    "2021-11-07-00:00",
    "2021-11-07-01:00",
    "2021-11-07-01:00-0600",
    "2021-11-07-02:00",
    "2021-11-07-03:00",
  ]);
});

test("P006 P007 reads an unpadded end and writes offsets where the format has them", () => {
  const short = hourlyPartitions({
    start: "2020-10-31-23:00",
    end: "2020-11-01-5:00",
    timezone: "US/Pacific",
  });
  expect(short.getNumPartitions(at("2021-01-01"))).toBe(7);
  const offsets = timeWindowPartitions({
    cron: "0 * * * *",
    start: "2020-10-31-23:00:00-0700",
    end: "2020-11-01-05:00:00-0800",
    format: "%Y-%m-%d-%H:%M:%S%z",
    timezone: "US/Pacific",
  });
  expect(offsets.getPartitionKeysBetweenIndexes(2, 4, at("2021-01-01"))).toEqual([
    "2020-11-01-01:00:00-0700",
    "2020-11-01-01:00:00-0800",
  ]);
});

test("P007 windows shrink and grow with the clock", () => {
  const zone = { timezone: "America/New_York" };
  const daily = dailyPartitions({ start: "2024-01-01", ...zone });
  expect(window(daily, "2024-03-10")).toEqual([
    "2024-03-10T05:00:00.000Z",
    "2024-03-11T04:00:00.000Z",
  ]);
  expect(window(daily, "2024-11-03")).toEqual([
    "2024-11-03T04:00:00.000Z",
    "2024-11-04T05:00:00.000Z",
  ]);
  const early = dailyPartitions({ start: "2024-01-01", hourOffset: 2, minuteOffset: 30, ...zone });
  expect(window(early, "2024-03-09")).toEqual([
    "2024-03-09T07:30:00.000Z",
    "2024-03-10T07:00:00.000Z",
  ]);
  expect(window(early, "2024-03-10")).toEqual([
    "2024-03-10T07:00:00.000Z",
    "2024-03-11T06:30:00.000Z",
  ]);
});

describe("P008 zones that change at midnight or by half an hour", () => {
  test.each([
    ["Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00.000Z"],
    ["America/Santiago", "2024-09-08", "2024-09-08T04:00:00.000Z"],
  ])("%s %s starts at %s", (timezone, key, start) => {
    const definition = dailyPartitions({ start: "2024-01-01", timezone });
    expect(definition.timeWindowForPartitionKey(key).start.toISOString()).toBe(start);
  });
  test("Lord Howe goes back by half an hour", () => {
    const options = { start: "2024-04-07-00:00", timezone: "Australia/Lord_Howe" };
    expect(hourlyPartitions(options).getPartitionKeys(at("2024-04-07T03:00"))).toEqual([
      "2024-04-07-00:00",
      "2024-04-07-01:00",
      "2024-04-07-02:00",
    ]);
    expect(
      hourlyPartitions({ ...options, minuteOffset: 30 }).getPartitionKeys(at("2024-04-07T03:30")),
    ).toEqual([
      "2024-04-07-00:30",
      "2024-04-07-01:30",
      "2024-04-07-01:30+1030",
      "2024-04-07-02:30",
    ]);
  });
  test("Kathmandu's hours start at :15 UTC", () => {
    const definition = hourlyPartitions({ start: "2024-01-01-00:00", timezone: "Asia/Kathmandu" });
    expect(definition.timeWindowForPartitionKey("2024-01-01-05:00").start.toISOString()).toBe(
      "2023-12-31T23:15:00.000Z",
    );
  });
});

describe("P009 a key must be written exactly", () => {
  const now = at("2021-01-01T00:00Z");
  test.each([
    ["US/Pacific", "2020-11-01-01:00", true],
    ["US/Pacific", "2020-11-01-01:00-0800", true],
    ["US/Pacific", "2020-11-01-02:00", true],
    ["US/Pacific", "2020-11-01-01:00-0700", false],
    ["US/Pacific", "2020-11-01-02:00-0800", false],
    ["US/Pacific", "2020-11-01-2:00", false],
    ["US/Pacific", "2020-02-30-01:00", false],
    ["US/Pacific", "nonsense", false],
    ["UTC", "2020-11-01-01:00", true],
    ["UTC", "2020-11-01-01:00-0700", false],
  ])("%s %s: %s", (timezone, key, has) => {
    expect(
      hourlyPartitions({ start: "2020-10-01-00:00", timezone }).hasPartitionKey(key, now),
    ).toBe(has);
  });
});

describe("P010 moments, windows and neighbours", () => {
  const weekly = weeklyPartitions({ start: "2021-05-01" });
  test("finds the key of a moment, with closed ends too", () => {
    expect(weekly.getPartitionKeyForTimestamp("2021-05-05T12:00")).toBe("2021-05-02");
    expect(weekly.getPartitionKeyForTimestamp("2021-05-09")).toBe("2021-05-09");
    expect(weekly.getPartitionKeyForTimestamp("2021-05-09", { endClosed: true })).toBe(
      "2021-05-02",
    );
  });
  test("a text that is no key has a window only on request", () => {
    expect(() => weekly.timeWindowForPartitionKey("2021-05-01")).toThrow(
      expect.objectContaining({ code: "PARTITIONS_UNKNOWN_KEY" }),
    );
    expect(weekly.timeWindowForPartitionKey("2021-05-01", { strict: false }).start).toEqual(
      new Date("2021-05-02"),
    );
  });
  test("gives windows around a moment, inside the bounds unless told otherwise", () => {
    const now = at("2021-05-20");
    expect(weekly.getNextPartitionWindow("2021-05-03", {}, now)?.start).toEqual(
      new Date("2021-05-09"),
    );
    expect(weekly.getNextPartitionWindow("2021-05-18", {}, now)).toBeUndefined();
    expect(
      weekly.getNextPartitionWindow("2021-05-18", { respectBounds: false }, now)?.start,
    ).toEqual(new Date("2021-05-23"));
    expect(weekly.getPreviousPartitionWindow("2021-05-03", {}, now)).toBeUndefined();
    expect(
      weekly.getPreviousPartitionWindow("2021-05-03", { respectBounds: false }, now)?.start,
    ).toEqual(new Date("2021-04-25"));
    expect(weekly.getFirstPartitionWindow(now)?.start).toEqual(new Date("2021-05-02"));
    expect(weekly.getPartitionKeysInTimeWindow({ start: "2021-05-01", end: "2021-05-17" })).toEqual(
      ["2021-05-02", "2021-05-09", "2021-05-16"],
    );
    expect(weekly.isBefore("2021-05-02", "2021-05-09")).toBe(true);
    expect(weekly.isBefore("2021-05-09", "2021-05-09")).toBe(false);
  });
  test("gives the cron schedule with other hours", () => {
    expect(
      dailyPartitions({ start: "2021-01-01" }).getCronSchedule({ hourOfDay: 4, minuteOfHour: 30 }),
    ).toBe("30 4 * * *");
    expect(weekly.getCronSchedule()).toBe("0 0 * * 0");
    expect(() =>
      dailyPartitions({ start: "2021-01-01" }).getCronSchedule({ dayOfWeek: 1 }),
    ).toThrow(/dayOfWeek cannot be set for daily/);
    expect(() =>
      hourlyPartitions({ start: "2021-01-01-00:00" }).getCronSchedule({ hourOfDay: 1 }),
    ).toThrow(/hourly/);
  });
});

describe("P012 exclusions", () => {
  const workdays = dailyPartitions({
    start: "2021-01-01",
    exclusions: ["0 0 * * 0,6", "2021-01-06"],
  });
  const now = at("2021-01-13T12:00");
  test("are counted and skipped, and neighbours do not grow", () => {
    const keys = [
      "2021-01-01",
      "2021-01-04",
      "2021-01-05",
      "2021-01-07",
      "2021-01-08",
      "2021-01-11",
      "2021-01-12",
    ];
    expect(workdays.getPartitionKeys(now)).toEqual(keys);
    expect(workdays.getNumPartitions(now)).toBe(7);
    expect(workdays.hasPartitionKey("2021-01-02", now)).toBe(false);
    expect(workdays.getNextPartitionKey("2021-01-05", now)).toBe("2021-01-07");
    expect(workdays.timeWindowForPartitionKey("2021-01-05").end).toEqual(new Date("2021-01-06"));
  });
  test("leave a subset in one run of keys", () => {
    const all = workdays.allSubset(now);
    expect(all.keyRanges()).toEqual([{ start: "2021-01-01", end: "2021-01-12" }]);
    expect(all.size).toBe(7);
  });
  test("end offsets count what remains", () => {
    const ahead = dailyPartitions({
      start: "2021-01-01",
      exclusions: ["0 0 * * 0,6"],
      endOffset: 1,
    });
    expect(ahead.getLastPartitionKey(at("2021-01-09T12:00"))).toBe("2021-01-11");
  });
});

test("P019 a page keeps its time while the clock moves", () => {
  const daily = dailyPartitions({ start: "2021-01-01" });
  const first = daily.getPartitionKeysPage({ limit: 3 }, at("2021-01-06T01:20"));
  expect(first).toMatchObject({ results: days(1, 3), hasMore: true });
  const second = daily.getPartitionKeysPage({ limit: 3, cursor: first.cursor }, at("2021-02-01"));
  expect(second).toMatchObject({ results: days(4, 5), hasMore: false });
  const back = daily.getPartitionKeysPage({ limit: 2, ascending: false }, at("2021-01-06T01:20"));
  expect(back.results).toEqual(["2021-01-05", "2021-01-04"]);
  expect(
    daily.getPartitionKeysPage({ limit: 9, cursor: back.cursor }, at("2022-01-01")).results,
  ).toEqual(["2021-01-03", "2021-01-02", "2021-01-01"]);
});

test.each(["%%%", "e30", "bnVsbA", "eyJuIjoxLCJhIjp0cnVlLCJvIjotMX0"])(
  "P019 refuses the foreign cursor %s",
  (cursor) => {
    expect(() =>
      dailyPartitions({ start: "2021-01-01" }).getPartitionKeysPage({ limit: 1, cursor }),
    ).toThrow(expect.objectContaining({ code: "PARTITIONS_INVALID_CURSOR" }));
  },
);

test("P044 an unknown day is answered with its neighbours and the legal range", () => {
  const daily = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
  expect(() => daily.checkPartitionKey("2023-02-05")).toThrow(
    expect.objectContaining({
      message: '"2023-02-05" is not a key of daily partitions from 2023-01-01',
      hint: 'nearest: "2023-01-31"; keys go from "2023-01-01" to "2023-01-31"',
    }),
  );
});

test("P018 an id changes with start, zone, format and exclusions", () => {
  const ids = [
    dailyPartitions({ start: "2023-01-01" }),
    dailyPartitions({ start: "2023-01-02" }),
    dailyPartitions({ start: "2023-01-01", timezone: "Europe/Berlin" }),
    dailyPartitions({ start: "2023-01-01", exclusions: ["0 0 1 * *"] }),
    dailyPartitions({ start: "2023/01/01", format: "%Y/%m/%d" }),
    dailyPartitions({ start: "2023-01-01", endOffset: 1 }),
  ].map((definition) => definition.getDefinitionId());
  expect(new Set(ids).size).toBe(ids.length);
  const cron = timeWindowPartitions({ cron: "0 0 * * *", start: "2023-01-01", format: "%Y-%m-%d" });
  expect(cron.getDefinitionId()).toBe(ids[0]);
  expect(cron.equals(dailyPartitions({ start: "2023-01-01" }))).toBe(true);
});
