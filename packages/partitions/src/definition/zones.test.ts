import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyPartitions, hourlyPartitions, timeWindowPartitions } from "../index.ts";

const zones = Intl.supportedValuesOf("timeZone");
const day = (days: number): string =>
  new Date(Date.UTC(1990, 0, 1 + days)).toISOString().slice(0, 10);

test(
  "P011 P043 key to window to key, and key to index to key, over all zones, 1990 to 2040",
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 18_000 }),
        fc.integer({ min: 0, max: 23 }),
        fc.constantFrom(0, 15, 30, 59),
        fc.constantFrom("daily", "hourly", "fast", "slow"),
        (timezone, offset, hour, minute, kind) => {
          const start = day(offset);
          const now = { currentTime: Date.parse(`${start}T00:00Z`) + 40 * 86_400_000 };
          const stamped = { start: `${start}-00:00`, timezone };
          const definition =
            kind === "daily"
              ? dailyPartitions({ start, timezone, hourOffset: hour, minuteOffset: minute })
              : kind === "hourly"
                ? hourlyPartitions({ ...stamped, minuteOffset: minute })
                : timeWindowPartitions({
                    ...stamped,
                    cron: kind === "fast" ? "*/20 * * * *" : `${minute} 1,${hour} * * *`,
                    format: "%Y-%m-%d-%H:%M",
                  });
          const keys = definition.getPartitionKeys(now);
          expect(new Set(keys).size).toBe(keys.length);
          expect(definition.getNumPartitions(now)).toBe(keys.length);
          const step = Math.ceil(keys.length / 80);
          for (let index = 0; index < keys.length; index += step) {
            const key = keys[index] as string;
            const { start: from, end } = definition.timeWindowForPartitionKey(key);
            expect(definition.getPartitionKeyForTimestamp(from)).toBe(key);
            expect(definition.getPartitionKeyForTimestamp(end, { endClosed: true })).toBe(key);
            expect(definition.getPartitionKeyIndex(key, now)).toBe(index);
            expect(end.getTime()).toBeGreaterThan(from.getTime());
          }
        },
      ),
      { numRuns: 150 },
    );
  },
);

test("P011 windows follow each other without gap, overlap or dependence on what was asked before", () => {
  for (const timezone of [
    "Pacific/Apia",
    "Africa/Casablanca",
    "America/Havana",
    "Antarctica/Troll",
    "Asia/Pyongyang",
  ]) {
    const options = { start: "2010-01-01", timezone };
    const now = { currentTime: "2026-01-01T00:00Z" };
    const fresh = dailyPartitions(options);
    const late = fresh.getLastPartitionWindow(now);
    const keys = fresh.getPartitionKeys(now);
    const windows = keys.map((key) => fresh.timeWindowForPartitionKey(key));
    expect(windows.slice(1).map(({ start }) => start)).toEqual(
      windows.slice(0, -1).map(({ end }) => end),
    );
    expect(windows.at(-1)?.end).toEqual(late?.end);
  }
});

test("P008 historic offsets with seconds are exact", () => {
  const monrovia = dailyPartitions({ start: "1970-01-01", timezone: "Africa/Monrovia" });
  expect(monrovia.timeWindowForPartitionKey("1970-06-01").start.toISOString()).toBe(
    "1970-06-01T00:44:30.000Z",
  );
  const london = dailyPartitions({ start: "1900-01-01", timezone: "Europe/London" });
  expect(london.getPartitionKeyIndex("2000-01-01", { currentTime: "2024-01-01" })).toBe(36_524);
});
