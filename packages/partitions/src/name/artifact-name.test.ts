import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  artifactName,
  artifactNameCandidates,
  artifactNameLimit,
  artifactNamesCanMeet,
  dailyPartitions,
  decodeNamePart,
  decodePartitionKey,
  dynamicPartitions,
  encodeNamePart,
  encodePartitionKey,
  hourlyPartitions,
  multiPartitions,
  staticPartitions,
} from "../index.ts";

const daily = dailyPartitions({ start: "2023-01-01" });
const colorDay = multiPartitions({ date: daily, color: staticPartitions(["red", "blue"]) });

describe("P033 names artifacts as the guide does", () => {
  test.each([
    [["my_daily_partitioned_asset"], "2023-01-01", daily, "my_daily_partitioned_asset.2023-01-01"],
    [["my_asset"], "red|2023-01-02", colorDay, "my_asset.red.2023-01-02"],
    [
      ["my_asset"],
      colorDay.key({ color: "red", date: "2023-01-02" }),
      colorDay,
      "my_asset.red.2023-01-02",
    ],
    [["team_a", "model"], undefined, undefined, "team_a.model"],
    [
      ["events"],
      "2023-01-01-13:00",
      hourlyPartitions({ start: "2023-01-01-00:00" }),
      "events.2023-01-01-13_x3A00",
    ],
    [["a"], "v1.2", staticPartitions(["v1.2"]), "a.v1.2"],
    [["a"], "x|y", staticPartitions(["x|y"]), "a.x_x7Cy"],
    [
      ["a"],
      "v1.2|s",
      multiPartitions({ a: staticPartitions(["v1.2"]), b: staticPartitions(["s"]) }),
      "a.v1_x2E2.s",
    ],
    [["a"], "_x41", staticPartitions(["_x41"]), "a._x5Fx41"],
    [["a"], "é", staticPartitions(["é"]), "a._xC3_xA9"],
  ])("%j %s", (assetKey, partitionKey, partitions, name) => {
    expect(artifactName({ assetKey, partitionKey, partitions })).toBe(name);
  });
});

test("P033 cuts a long name and ends it in the digest of the whole", () => {
  const name = artifactName({ assetKey: ["a".repeat(200)] });
  expect(name).toHaveLength(artifactNameLimit);
  expect(name).toBe(`${"a".repeat(95)}-c2a908d98f5df987ade41b5fce213067`);
  expect(artifactName({ assetKey: ["a".repeat(128)] })).toBe("a".repeat(128));
  expect(artifactName({ assetKey: ["a".repeat(201)] })).not.toBe(name);
});

test("P033 lists the names to try when reading, best first", () => {
  const parts = {
    assetKey: ["team", "model"],
    partitionKey: "red|2023-01-02",
    partitions: colorDay,
  };
  expect(artifactNameCandidates(parts)).toEqual([
    { origin: "configured", name: "team.model.red.2023-01-02" },
    { origin: "other-style", name: "team.model.red-2023-01-02" },
    { origin: "python", name: "team.red-2023-01-02" },
  ]);
  expect(
    artifactNameCandidates(parts, {
      partitionNameStyle: "hyphen",
      assetKeyToArtifactName: "first",
    }),
  ).toEqual([
    { origin: "configured", name: "team.red-2023-01-02" },
    { origin: "other-style", name: "team.red.2023-01-02" },
  ]);
  expect(artifactNameCandidates({ assetKey: ["solo"] })).toEqual([
    { origin: "configured", name: "solo" },
  ]);
});

const anyText = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
  fc.stringMatching(/^[_x0-9A-Fa-f.|-]{1,12}$/),
);

test("P033 encoding gives legal names and is reversible, so it is injective", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const encoded = encodeNamePart(text);
      expect(encoded).toMatch(/^[A-Za-z0-9_.-]*$/);
      expect(decodeNamePart(encoded)).toBe(text);
      expect(decodeNamePart(encodeNamePart(text, { dots: "escape" }))).toBe(text);
      expect(encodeNamePart(text, { dots: "escape" })).not.toContain(".");
    }),
    { numRuns: 500 },
  );
});

test("P033 multi keys are reversible, dots and all", () => {
  const part = anyText.filter((text) => !text.includes("|"));
  const cube = multiPartitions({
    a: dynamicPartitions("a"),
    b: dynamicPartitions("b"),
    c: dynamicPartitions("c"),
  });
  fc.assert(
    fc.property(part, part, part, (a, b, c) => {
      const key = `${a}|${b}|${c}`;
      expect(decodePartitionKey(encodePartitionKey(key, cube), cube)).toBe(key);
    }),
    { numRuns: 300 },
  );
  expect(decodePartitionKey("x_x7Cy", staticPartitions(["x|y"]))).toBe("x|y");
});

test("P033 refuses to decode what was not encoded", () => {
  const code = "PARTITIONS_INVALID_NAME";
  expect(() => decodeNamePart("_xFF")).toThrow(expect.objectContaining({ code }));
  expect(() => decodePartitionKey("red", colorDay)).toThrow(expect.objectContaining({ code }));
});

describe("P033 tells assets whose artifacts could get one name", () => {
  const dynamic = dynamicPartitions("any");
  test.each([
    ["a with key b, and a/b", ["a"], staticPartitions(["b"]), ["a", "b"], undefined, true],
    ["a with key c, and a/b", ["a"], staticPartitions(["c"]), ["a", "b"], undefined, false],
    ["a.b and a/b", ["a.b"], undefined, ["a", "b"], undefined, true],
    ["a.b partitioned and a/b", ["a.b"], daily, ["a", "b"], undefined, false],
    ["a daily and a/2023-01-02", ["a"], daily, ["a", "2023-01-02"], undefined, true],
    ["a daily and a/b", ["a"], daily, ["a", "b"], undefined, false],
    ["a dynamic and a/b", ["a"], dynamic, ["a", "b"], undefined, true],
    ["a dynamic and a/b daily", ["a"], dynamic, ["a", "b"], daily, true],
    ["a by color and day, and a/red daily", ["a"], colorDay, ["a", "red"], daily, true],
    ["a by color and day, and a/x daily", ["a"], colorDay, ["a", "x"], daily, false],
    [
      "a by color and day, and a/red/2023-01-01",
      ["a"],
      colorDay,
      ["a", "red", "2023-01-01"],
      undefined,
      true,
    ],
    [
      "a with key b.c, and a/b with key c",
      ["a"],
      staticPartitions(["b.c"]),
      ["a", "b"],
      staticPartitions(["c"]),
      true,
    ],
    [
      "a with key b.c, and a/b with key d",
      ["a"],
      staticPartitions(["b.c"]),
      ["a", "b"],
      staticPartitions(["d"]),
      false,
    ],
    ["a daily and a/b daily", ["a"], daily, ["a", "b"], daily, false],
    ["a and b", ["a"], daily, ["b"], daily, false],
    ["a and ab", ["a"], dynamic, ["ab"], undefined, false],
    [
      "a.b static and a/b static, different keys",
      ["a.b"],
      staticPartitions(["x"]),
      ["a", "b"],
      staticPartitions(["y"]),
      false,
    ],
    [
      "a.b static and a/b daily",
      ["a.b"],
      staticPartitions(["2023-01-05"]),
      ["a", "b"],
      daily,
      true,
    ],
    ["a.b daily and a/b daily", ["a.b"], daily, ["a", "b"], daily, true],
  ] as const)("%s: %#", (_name, left, leftPartitions, right, rightPartitions, meet) => {
    const a = { assetKey: left, partitions: leftPartitions };
    const b = { assetKey: right, partitions: rightPartitions };
    expect(artifactNamesCanMeet(a, b)).toBe(meet);
    expect(artifactNamesCanMeet(b, a)).toBe(meet);
  });
  test("under Python's rule all assets with one first component meet", () => {
    const options = { assetKeyToArtifactName: "first" } as const;
    expect(
      artifactNamesCanMeet({ assetKey: ["team", "a"] }, { assetKey: ["team", "b"] }, options),
    ).toBe(true);
    expect(
      artifactNamesCanMeet(
        { assetKey: ["a"], partitions: colorDay },
        { assetKey: ["a", "red-x"] },
        { partitionNameStyle: "hyphen" },
      ),
    ).toBe(true);
  });
});
