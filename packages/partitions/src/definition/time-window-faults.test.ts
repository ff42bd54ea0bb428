import { describe, expect, test } from "vitest";
import {
  dailyPartitions,
  hourlyPartitions,
  monthlyPartitions,
  PartitionsError,
  timeWindowPartitions,
  weeklyPartitions,
} from "../index.ts";

const faults = (define: () => unknown): readonly (string | undefined)[] => {
  try {
    define();
  } catch (error) {
    if (PartitionsError.is(error, "PARTITIONS_INVALID_DEFINITION")) {
      return error.problems.map(({ path, message }) => `${path}: ${message}`);
    }
    throw error;
  }
  return [];
};

describe("P003 P004 refuses", () => {
  test.each([
    [
      "an impossible date",
      () => dailyPartitions({ start: "2023-02-30" }),
      /start: "2023-02-30" is not a date/,
    ],
    [
      "a date in another format",
      () => dailyPartitions({ start: "2023-01-01", format: "%Y%m%d" }),
      /"%Y%m%d"/,
    ],
    [
      "an end before the start",
      () => dailyPartitions({ start: "2023-02-01", end: "2023-01-01" }),
      /end: .*before the start/,
    ],
    [
      "an unknown zone",
      () => dailyPartitions({ start: "2023-01-01", timezone: "Mars/Base" }),
      /timezone: "Mars\/Base"/,
    ],
    [
      "a weekday 8",
      () => weeklyPartitions({ start: "2023-01-01", dayOffset: 8 }),
      /cron: "0 0 \* \* 8"/,
    ],
    ["a day 32", () => monthlyPartitions({ start: "2023-01-01", dayOffset: 32 }), /cron:/],
    ["an hour 24", () => dailyPartitions({ start: "2023-01-01", hourOffset: 24 }), /cron:/],
    [
      "a minute 60",
      () => hourlyPartitions({ start: "2023-01-01-00:00", minuteOffset: 60 }),
      /cron:/,
    ],
    [
      "six cron fields",
      () => timeWindowPartitions({ cron: "0 0 0 * * *", start: "2023-01-01", format: "%Y-%m-%d" }),
      /exactly five fields/,
    ],
    [
      "a cron that never fires",
      () => timeWindowPartitions({ cron: "0 0 30 2 *", start: "2023-01-01", format: "%Y-%m-%d" }),
      /never fires/,
    ],
    [
      "a cron of words",
      () =>
        timeWindowPartitions({
          cron: "every day at noon please",
          start: "2023-01-01",
          format: "%Y-%m-%d",
        }),
      /not a valid cron/,
    ],
    [
      "an unknown directive",
      () => dailyPartitions({ start: "2023-01-01", format: "%Y-%Q" }),
      /format: .*"%Q"/,
    ],
    [
      "a format that is too coarse",
      () => dailyPartitions({ start: "2023-01", format: "%Y-%m" }),
      /does not tell windows/,
    ],
    [
      "a format without the year",
      () => dailyPartitions({ start: "01-01", format: "%m-%d" }),
      /does not tell windows|not a date/,
    ],
    [
      "a broken end offset",
      () => dailyPartitions({ start: "2023-01-01", endOffset: 1.5 }),
      /endOffset/,
    ],
    [
      "a broken exclusion",
      () => dailyPartitions({ start: "2023-01-01", exclusions: ["0 0 99 * *"] }),
      /exclusions\[0\]/,
    ],
    ["a year out of range", () => dailyPartitions({ start: "9999-01-01" }), /1800 to 2199/],
    ["an invalid Date", () => dailyPartitions({ start: new Date(Number.NaN) }), /not a time/],
    [
      "wall-clock nonsense",
      () => dailyPartitions({ start: { year: 2023, month: 2, day: 31 } }),
      /2023-2-31/,
    ],
  ])("%s", (_name, define, expected) => {
    expect(faults(define).join("\n")).toMatch(expected);
  });

  test("all faults in one error", () => {
    expect(
      faults(() =>
        weeklyPartitions({
          start: "soon",
          end: "never",
          dayOffset: 9,
          endOffset: Number.NaN,
          exclusions: ["a b c d e"],
        }),
      ),
    ).toHaveLength(5);
  });
});

test("accepts instants and converts them, and wall-clock fields as they stand", () => {
  const zone = { timezone: "America/New_York" };
  const now = { currentTime: "2023-01-05T00:00" };
  const first = (start: Parameters<typeof dailyPartitions>[0]["start"]): string | undefined =>
    dailyPartitions({ start, ...zone }).getFirstPartitionKey(now);
  expect(first(new Date("2023-01-01T04:00:00Z"))).toBe("2023-01-01");
  expect(first(Date.UTC(2023, 0, 1, 6))).toBe("2023-01-02");
  expect(first({ epochMilliseconds: Date.UTC(2023, 0, 1, 5) })).toBe("2023-01-01");
  expect(first({ year: 2023, month: 1, day: 1 })).toBe("2023-01-01");
  expect(first({ year: 2023, month: 1, day: 1, hour: 1 })).toBe("2023-01-02");
});

test("refuses a current time that is no time", () => {
  const daily = dailyPartitions({ start: "2023-01-01" });
  for (const currentTime of ["yesterday", Number.NaN, new Date("x"), {} as Date]) {
    expect(() => daily.getNumPartitions({ currentTime })).toThrow(
      expect.objectContaining({ code: "PARTITIONS_INVALID_TIME" }),
    );
  }
});

test("a key from the far future or past is no key, at once", () => {
  const daily = dailyPartitions({ start: "2023-01-01", timezone: "America/New_York" });
  for (const key of ["9999-12-31", "0001-01-01", "1066-10-14"])
    expect(daily.hasPartitionKey(key)).toBe(false);
});

test("a list of too many keys is refused, counting it is not", () => {
  const minutes = timeWindowPartitions({
    cron: "* * * * *",
    start: "2000-01-01-00:00",
    format: "%Y-%m-%d-%H:%M",
  });
  const now = { currentTime: "2024-01-01T00:00Z" };
  expect(minutes.getNumPartitions(now)).toBe(12_623_040);
  expect(() => minutes.getPartitionKeys(now)).toThrow(
    expect.objectContaining({ code: "PARTITIONS_TOO_MANY_KEYS" }),
  );
  expect(minutes.iteratePartitionKeys(now).next().value).toBe("2000-01-01-00:00");
  expect(minutes.allSubset(now).size).toBe(12_623_040);
});
