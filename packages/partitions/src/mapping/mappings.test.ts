import { describe, expect, test } from "vitest";
import {
  allPartitions,
  dailyPartitions,
  defaultPartitionMapping,
  dynamicPartitions,
  dynamicPartitionsSnapshot,
  hourlyPartitions,
  identityMapping,
  lastPartition,
  monthlyPartitions,
  multiPartitionMapping,
  multiPartitions,
  multiToSingleMapping,
  previousPartition,
  selfDependencyProblems,
  specificPartitions,
  staticMapping,
  staticPartitions,
  timeWindowMapping,
  weeklyPartitions,
  type PartitionMapping,
  type Partitions,
} from "../index.ts";

const context = {
  currentTime: "2023-01-06T12:00Z",
  dynamicStore: dynamicPartitionsSnapshot({ customers: ["ann", "bob"] }),
};
const daily = dailyPartitions({ start: "2023-01-01" });
const colors = staticPartitions(["red", "yellow", "blue"]);
const sizes = staticPartitions(["s", "m", "l"]);
const colorDay = multiPartitions({ date: daily, color: colors });

function up(
  mapping: PartitionMapping,
  upstream: Partitions,
  downstream: Partitions | undefined,
  keys: readonly string[] = [],
): { readonly keys: readonly string[]; readonly missing: readonly string[] } {
  const result = mapping.upstreamOf(downstream?.subsetWithKeys(keys, context), upstream, context);
  return { keys: [...result.subset.keys()], missing: [...result.requiredButNonexistent.keys()] };
}

function down(
  mapping: PartitionMapping,
  upstream: Partitions,
  downstream: Partitions,
  keys: readonly string[],
): string[] {
  return [
    ...mapping.downstreamOf(upstream.subsetWithKeys(keys, context), downstream, context).keys(),
  ];
}

describe("P022 the mapping of a dependency that names none", () => {
  test.each([
    ["none to any", undefined, daily, undefined],
    ["any to none", daily, undefined, "all"],
    ["equal static", colors, colors, "identity"],
    ["static to another static", colors, sizes, "identity"],
    ["time to time", hourlyPartitions({ start: "2023-01-01-00:00" }), daily, "time-window"],
    ["multi to its static dimension", colorDay, colors, "multi-to-single"],
    ["its time dimension to multi", daily, colorDay, "multi-to-single"],
    [
      "time to multi with one time dimension",
      monthlyPartitions({ start: "2023-01-01" }),
      colorDay,
      "multi-to-single",
    ],
    ["multi to an unrelated static", colorDay, sizes, "identity"],
    ["multi to multi", colorDay, colorDay, "identity"],
    ["dynamic to static", dynamicPartitions("customers"), colors, "identity"],
  ] as const)("%s", (_name, upstream, downstream, kind) => {
    expect(defaultPartitionMapping(upstream, downstream)?.kind).toBe(kind);
  });
});

test("P023 an unpartitioned reader gets all of the guide's 31 days", () => {
  const january = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
  const mapping = defaultPartitionMapping(january, undefined) as PartitionMapping;
  expect(mapping.upstreamOf(undefined, january).subset.size).toBe(31);
  expect(mapping.shape).toBe("keyed");
});

describe("P024", () => {
  test("all: everything upstream, and everything downstream of anything", () => {
    expect(up(allPartitions(), colors, sizes, ["s"]).keys).toEqual(["red", "yellow", "blue"]);
    expect(down(allPartitions(), colors, sizes, ["red"])).toEqual(["s", "m", "l"]);
    expect(down(allPartitions(), colors, sizes, [])).toEqual([]);
    expect(allPartitions().validate(colors, undefined)).toEqual([]);
  });
  test("identity: equal keys, and the rest is required", () => {
    const warm = staticPartitions(["yellow", "orange"]);
    expect(up(identityMapping(), colors, warm, ["yellow", "orange"])).toEqual({
      keys: ["yellow"],
      missing: ["orange"],
    });
    expect(down(identityMapping(), colors, warm, ["red", "yellow"])).toEqual(["yellow"]);
    expect(up(identityMapping(), colors, colors, ["red"])).toEqual({ keys: ["red"], missing: [] });
    expect(down(identityMapping(), colors, colors, ["red"])).toEqual(["red"]);
    expect(identityMapping().validate(colors, undefined)).toHaveLength(1);
    expect(() => identityMapping().upstreamOf(undefined, colors)).toThrow(/partitioned downstream/);
  });
  test("last: the last existing key", () => {
    expect(up(lastPartition(), daily, undefined).keys).toEqual(["2023-01-05"]);
    expect(up(lastPartition(), dailyPartitions({ start: "2024-01-01" }), undefined).keys).toEqual(
      [],
    );
    expect(down(lastPartition(), daily, sizes, ["2023-01-05"])).toEqual(["s", "m", "l"]);
    expect(down(lastPartition(), daily, sizes, ["2023-01-04"])).toEqual([]);
  });
  test("specific: exactly these, with what is missing named", () => {
    expect(up(specificPartitions(["red", "blue"]), colors, sizes, ["s"]).keys).toEqual([
      "red",
      "blue",
    ]);
    expect(down(specificPartitions(["red"]), colors, sizes, ["red"])).toHaveLength(3);
    expect(down(specificPartitions(["red"]), colors, sizes, ["blue"])).toEqual([]);
    expect(specificPartitions(["green"]).validate(colors, undefined)).toEqual([
      expect.objectContaining({ hint: "its keys are red, yellow, blue" }),
    ]);
    expect(
      up(specificPartitions(["zoe", "ann"]), dynamicPartitions("customers"), undefined),
    ).toEqual({ keys: ["ann"], missing: ["zoe"] });
    expect(() => specificPartitions([])).toThrow(
      expect.objectContaining({ code: "PARTITIONS_INVALID_MAPPING" }),
    );
  });
  test("static: by a table, in both directions", () => {
    const mapping = staticMapping({ red: "s", yellow: ["s", "m"] });
    expect(up(mapping, colors, sizes, ["s"]).keys).toEqual(["red", "yellow"]);
    expect(up(mapping, colors, sizes, ["l"]).keys).toEqual([]);
    expect(down(mapping, colors, sizes, ["yellow", "blue"])).toEqual(["s", "m"]);
    expect(staticMapping({ green: "s", red: "xl" }).validate(colors, sizes)).toEqual([
      { message: "mapping source partitions not in the upstream partitions definition: green" },
      { message: "mapping target partitions not in the downstream partitions definition: xl" },
    ]);
    expect(mapping.validate(daily, undefined)).toHaveLength(2);
    expect(() => mapping.upstreamOf(undefined, colors)).toThrow(/partitioned downstream/);
  });
});

describe("P027 multi and single", () => {
  test("all keys with the dimension's key, in both directions", () => {
    const mapping = multiToSingleMapping();
    expect(up(mapping, colorDay, colors, ["red"]).keys).toEqual(
      daily.getPartitionKeys(context).map((day) => `red|${day}`),
    );
    expect(down(mapping, colorDay, daily, ["red|2023-01-02", "blue|2023-01-02"])).toEqual([
      "2023-01-02",
    ]);
    expect(up(mapping, daily, colorDay, ["red|2023-01-02", "blue|2023-01-03"]).keys).toEqual([
      "2023-01-02",
      "2023-01-03",
    ]);
    expect(down(mapping, colors, colorDay, ["red"])).toHaveLength(5);
  });
  test("time windows of the only time dimension", () => {
    const weekly = weeklyPartitions({ start: "2022-12-25" });
    const result = up(multiToSingleMapping(), colorDay, weekly, ["2022-12-25"]);
    expect(result.keys).toEqual([]);
    expect(result.missing).toHaveLength(21);
    expect(result.missing).toContain("blue|2022-12-31");
  });
  test("honours the name that was given", () => {
    const twice = multiPartitions({ a: colors, b: colors });
    expect(multiToSingleMapping().validate(twice, colors)[0]?.message).toMatch(
      /"a" and "b" both equal/,
    );
    const named = multiToSingleMapping({ dimension: "b" });
    expect(named.validate(twice, colors)).toEqual([]);
    expect(up(named, twice, colors, ["red"]).keys).toEqual(["red|red", "yellow|red", "blue|red"]);
    expect(down(named, twice, colors, ["red|blue"])).toEqual(["blue"]);
    expect(multiToSingleMapping({ dimension: "c" }).validate(twice, colors)[0]?.message).toMatch(
      /no dimension "c"/,
    );
  });
  test("says which conditions are not met", () => {
    expect(multiToSingleMapping().validate(colorDay, sizes)[0]?.message).toMatch(/\(a\).*\(b\)/);
    expect(multiToSingleMapping().validate(colors, sizes)[0]?.message).toMatch(/exactly one/);
    expect(multiToSingleMapping().validate(colorDay, undefined)[0]?.message).toMatch(
      /partitioned downstream/,
    );
    expect(() => up(multiToSingleMapping(), colorDay, sizes, ["s"])).toThrow(
      expect.objectContaining({ code: "PARTITIONS_INVALID_MAPPING" }),
    );
  });
});

describe("P027 multi and multi", () => {
  const sizeDay = multiPartitions({ day: daily, size: sizes });
  test("dimension by dimension; the others whole", () => {
    const mapping = multiPartitionMapping({
      date: { dimension: "day", mapping: identityMapping() },
    });
    expect(up(mapping, colorDay, sizeDay, ["2023-01-02|s"]).keys).toEqual([
      "red|2023-01-02",
      "yellow|2023-01-02",
      "blue|2023-01-02",
    ]);
    expect(down(mapping, colorDay, sizeDay, ["red|2023-01-02"])).toEqual([
      "2023-01-02|s",
      "2023-01-02|m",
      "2023-01-02|l",
    ]);
  });
  test("each key by itself, not the product of all", () => {
    const mapping = multiPartitionMapping({
      date: { dimension: "day", mapping: previousPartition() },
      color: { dimension: "size", mapping: staticMapping({ red: "s", blue: ["m", "l"] }) },
    });
    expect(up(mapping, colorDay, sizeDay, ["2023-01-02|s", "2023-01-04|m"]).keys).toEqual([
      "red|2023-01-01",
      "blue|2023-01-03",
    ]);
    expect(down(mapping, colorDay, sizeDay, ["red|2023-01-01", "blue|2023-01-03"])).toEqual([
      "2023-01-02|s",
      "2023-01-04|m",
      "2023-01-04|l",
    ]);
  });
  test("reports every wrong name", () => {
    const mapping = multiPartitionMapping({
      date: { dimension: "day", mapping: identityMapping() },
      color: { dimension: "day", mapping: identityMapping() },
      taste: { dimension: "size", mapping: identityMapping() },
    });
    expect(mapping.validate(colorDay, sizeDay).map(({ path, message }) => [path, message])).toEqual(
      [
        ["color", 'downstream dimension "day" is connected twice'],
        ["taste", 'the upstream has no dimension "taste"'],
      ],
    );
    expect(
      multiPartitionMapping({ date: { dimension: "hour", mapping: identityMapping() } }).validate(
        colorDay,
        sizeDay,
      ),
    ).toEqual([{ path: "date", message: 'the downstream has no dimension "hour"' }]);
    expect(mapping.validate(daily, sizeDay)).toHaveLength(1);
    expect(mapping.validate(colorDay, daily)).toHaveLength(1);
  });
});

describe("P028 other dimensions", () => {
  test("can be read by their last or some keys: one key for each group", () => {
    const last = multiToSingleMapping({
      dimension: "color",
      otherDimensions: { date: lastPartition() },
    });
    expect(up(last, colorDay, colors, ["red", "blue"]).keys).toEqual([
      "red|2023-01-05",
      "blue|2023-01-05",
    ]);
    expect(down(last, colorDay, colors, ["red|2023-01-05", "blue|2023-01-04"])).toEqual(["red"]);
    const some = multiToSingleMapping({
      dimension: "date",
      otherDimensions: { color: specificPartitions(["red"]) },
    });
    expect(up(some, colorDay, daily, ["2023-01-02"]).keys).toEqual(["red|2023-01-02"]);
  });
  test("in a multi mapping as well", () => {
    const sizeDay = multiPartitions({ day: daily, size: sizes });
    const mapping = multiPartitionMapping(
      { date: { dimension: "day", mapping: identityMapping() } },
      { otherDimensions: { color: specificPartitions(["blue"]) } },
    );
    expect(up(mapping, colorDay, sizeDay, ["2023-01-02|s"]).keys).toEqual(["blue|2023-01-02"]);
    expect(down(mapping, colorDay, sizeDay, ["red|2023-01-02"])).toEqual([]);
  });
  test("are checked", () => {
    const problems = multiToSingleMapping({
      dimension: "date",
      otherDimensions: { date: lastPartition(), taste: lastPartition(), color: identityMapping() },
    }).validate(colorDay, daily);
    expect(problems.map(({ path }) => path)).toEqual([
      "otherDimensions.date",
      "otherDimensions.taste",
      "otherDimensions.color",
    ]);
  });
});

describe("P029 a self-dependency", () => {
  test.each([
    ["through earlier windows", previousPartition(), daily, 0],
    [
      "through two earlier windows",
      timeWindowMapping({ startOffset: -2, endOffset: -1 }),
      daily,
      0,
    ],
    ["that includes the window itself", timeWindowMapping({ startOffset: -1 }), daily, 1],
    ["without a mapping", undefined, daily, 1],
    ["by identity", identityMapping(), daily, 1],
    ["of static partitions", previousPartition(), colors, 1],
    ["of no partitions", previousPartition(), undefined, 1],
    [
      "on the time dimension",
      multiPartitionMapping({ date: { dimension: "date", mapping: previousPartition() } }),
      colorDay,
      0,
    ],
    [
      "on another dimension",
      multiPartitionMapping({ color: { dimension: "color", mapping: identityMapping() } }),
      colorDay,
      1,
    ],
    ["of multi partitions without mapping", undefined, colorDay, 1],
  ] as const)("%s", (_name, mapping, partitions, faults) => {
    expect(selfDependencyProblems(mapping, partitions)).toHaveLength(faults);
  });
});

test("every mapping describes itself", () => {
  for (const mapping of [
    allPartitions(),
    identityMapping(),
    lastPartition(),
    specificPartitions(["a"]),
    staticMapping({ a: "b" }),
    timeWindowMapping({ startOffset: -1 }),
    multiToSingleMapping(),
    multiPartitionMapping({ a: { dimension: "b", mapping: identityMapping() } }),
  ]) {
    expect(mapping.description).toMatch(/^[a-z].*\w$/);
  }
});
