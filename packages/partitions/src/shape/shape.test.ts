import { describe, expect, test } from "vitest";
import {
  allPartitions,
  dailyPartitions,
  defaultInputShape,
  dynamicPartitions,
  gridShapes,
  hourlyPartitions,
  identityMapping,
  lastPartition,
  monthlyPartitions,
  multiPartitionMapping,
  multiPartitions,
  multiToSingleMapping,
  previousPartition,
  resolveInputShape,
  specificPartitions,
  staticMapping,
  staticPartitions,
  timeWindowMapping,
  timeWindowPartitions,
  weeklyPartitions,
} from "../index.ts";

const time = {
  hourly: hourlyPartitions({ start: "2023-01-01-00:00" }),
  daily: dailyPartitions({ start: "2023-01-01" }),
  weekly: weeklyPartitions({ start: "2023-01-01" }),
  monthly: monthlyPartitions({ start: "2023-01-01" }),
  custom: timeWindowPartitions({ cron: "0 0 * * *", start: "2023-01-01", format: "%Y-%m-%d" }),
};
const colors = staticPartitions(["red", "blue"]);
const colorDay = multiPartitions({ color: colors, date: time.daily });
const customers = dynamicPartitions("customers");

describe("P022 shape by declaration", () => {
  for (const [up, upstream] of Object.entries(time)) {
    for (const [down, downstream] of Object.entries(time)) {
      test(`${up} read by ${down}`, () => {
        const expected = (gridShapes as Record<string, Record<string, string>>)[up]?.[down];
        expect(defaultInputShape(upstream, downstream)).toBe(expected);
        expect(
          defaultInputShape(upstream, multiPartitions({ date: downstream, color: colors })),
        ).toBe(expected);
      });
    }
  }
  test.each([
    ["none by any", undefined, colorDay, "single"],
    ["any by none", colors, undefined, "keyed"],
    ["multi by multi", colorDay, colorDay, "single"],
    ["multi by time", colorDay, time.daily, "keyed"],
    ["multi by static", colorDay, colors, "keyed"],
    ["multi by dynamic", colorDay, customers, "keyed"],
    ["static by multi", colors, colorDay, "single"],
    ["static by time", colors, time.daily, "single"],
    ["dynamic by static", customers, colors, "single"],
    ["time by static", time.daily, colors, "single"],
    ["time by multi without time", time.daily, multiPartitions({ color: colors }), "single"],
  ] as const)("%s", (_name, upstream, downstream, shape) => {
    expect(defaultInputShape(upstream, downstream)).toBe(shape);
  });
});

test("offsets make the grid custom by their presence, whatever their value", () => {
  expect(dailyPartitions({ start: "2023-01-01", hourOffset: 0 }).grid).toBe("custom");
  expect(dailyPartitions({ start: "2023-01-01" }).grid).toBe("daily");
  expect(weeklyPartitions({ start: "2023-01-01", dayOffset: 0 }).grid).toBe("custom");
  expect(monthlyPartitions({ start: "2023-01-01", minuteOffset: 0 }).grid).toBe("custom");
  expect(hourlyPartitions({ start: "2023-01-01-00:00", minuteOffset: 0 }).grid).toBe("custom");
});

test("each mapping has its shape", () => {
  expect(identityMapping().shape).toBe("single");
  expect(timeWindowMapping().shape).toBe("default");
  expect(timeWindowMapping({ allowNonexistentUpstream: true }).shape).toBe("default");
  expect(timeWindowMapping({ startOffset: 0 }).shape).toBe("keyed");
  expect(timeWindowMapping({ startOffset: -1, endOffset: -1 }).shape).toBe("keyed");
  expect(allPartitions().shape).toBe("keyed");
  expect(specificPartitions(["a"]).shape).toBe("keyed");
  expect(staticMapping({ a: "b" }).shape).toBe("keyed");
  expect(previousPartition().shape).toBe("optional");
  expect(lastPartition().shape).toBe("optional");
  expect(multiToSingleMapping().shape).toBe("default");
  expect(multiPartitionMapping({}).shape).toBe("keyed");
});

test("P022 the input's own shape wins, then the mapping's, then the table", () => {
  const { hourly, daily } = time;
  expect(resolveInputShape({ shape: "optional", mapping: allPartitions() }, hourly, daily)).toBe(
    "optional",
  );
  expect(resolveInputShape({ mapping: identityMapping() }, hourly, daily)).toBe("single");
  expect(resolveInputShape({ mapping: timeWindowMapping() }, hourly, daily)).toBe("keyed");
  expect(resolveInputShape({}, daily, hourly)).toBe("single");
});
