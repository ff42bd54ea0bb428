import { expect, test } from "vitest";
import {
  asset,
  assetOut,
  assetSelection,
  defineAssetJob,
  definitions,
  multiAsset,
  parseSelection,
  resolveSelection,
  sourceAsset,
  type AssetSelectionLike,
} from "@heddle/core";

// a → b → c → d, b → e, raw_v1_x and ns/a by themselves; m1 and m2 are made together from c.
const a = asset({ name: "a", group: "in", tags: { stage: "raw" }, owners: ["team:data"] }, () => 1);
const b = asset({ name: "b", ins: { a }, kinds: ["sql"] }, ({ a: value }) => value);
const c = asset(
  { name: "c", ins: { b }, group: "mid", tags: { stage: "clean" } },
  ({ b: value }) => value,
);
const d = asset({ name: "d", ins: { c } }, ({ c: value }) => value);
const e = asset({ name: "e", ins: { b }, owners: ["me@example.com"] }, ({ b: value }) => value);
const raw = asset({ name: "raw_v1_x" }, () => 1);
const nested = asset({ key: ["ns", "a"] }, () => 1);
const multi = multiAsset(
  { name: "multi", ins: { c }, outs: { m1: assetOut(), m2: assetOut() } },
  ({ c: value }) => ({ m1: value, m2: value }),
);
const source = sourceAsset({ name: "source", group: "in" });
const project = definitions({ assets: [a, b, c, d, e, raw, nested, multi, source] });
const select = (selection: AssetSelectionLike): string =>
  [...resolveSelection(project.graph, selection)].toSorted().join(" ");

test.each([
  ["*", "a b c d e m1 m2 ns/a raw_v1_x source"],
  ['key:"ns/a"', "ns/a"],
  ["ns/a", "ns/a"],
  ['key:"raw_*_x"', "raw_v1_x"],
  ["key:*a", "a ns/a"],
  ["b", "b"],
  ["tag:stage", "a c"],
  ['tag:"stage"="raw"', "a"],
  ['owner:"team:data"', "a"],
  ['owner:"me@example.com"', "e"],
  ["group:in", "a source"],
  ["group:default and not kind:sql", "d e m1 m2 ns/a raw_v1_x"],
  ["kind:sql", "b"],
  ["a or b AND c", "a"],
  ["(a or b) and not b", "a"],
  ["not not a", "a"],
])("O026 %s selects %s", (text, expected) => {
  expect(select(text)).toBe(expected);
});

test.each([
  ["+c", "a b c"],
  ["c+", "c d m1 m2"],
  ["1+c", "b c"],
  ["b+1", "b c e"],
  ["1+c+1", "b c d m1 m2"],
  ["+c+", "a b c d m1 m2"],
  ["++c", "a b c"],
  ["b++", "b c d e m1 m2"],
  ["b+ and +d", "b c d"],
  ["sinks(b+)", "d e m1 m2"],
  ["roots(+d)", "a"],
  ["sinks(a or c)", "a c"],
  ["+(d or e)", "a b c d e"],
])("O027 %s selects %s", (text, expected) => {
  expect(select(text)).toBe(expected);
});

test("O025 selections are built in code, and lists are unions", () => {
  expect(select(["a", "c+1"])).toBe("a c d m1 m2");
  expect(select([a, multi])).toBe("a m1 m2");
  expect(select(assetSelection.group("mid").or(assetSelection.keys("e")).upstream(1))).toBe(
    "b c e",
  );
  expect(select(assetSelection.assets(c).downstream(undefined, false))).toBe("d m1 m2");
  expect(select(assetSelection.all().without(assetSelection.groups("default", "mid")))).toBe(
    "a source",
  );
  expect(select(assetSelection.groups("in").materializable())).toBe("a");
  expect(select(assetSelection.keys("m1").requiredMultiAssetNeighbors())).toBe("m1 m2");
  expect(select(assetSelection.tag("stage", "clean").and(assetSelection.all()))).toBe("c");
  expect(select(assetSelection.owner("team:data").or(assetSelection.assetKind("sql")))).toBe("a b");
  expect(select(assetSelection.keys("c").upstream().roots())).toBe("a");
  expect(select(assetSelection.keys("c").downstream().sinks())).toBe("d m1 m2");
});

test("O025 an asset job runs the steps of its selection", async () => {
  const jobs = definitions({
    assets: [a, b, c, d, e, multi],
    jobs: [defineAssetJob("upper", { selection: "+c" })],
  });
  expect(await (await jobs.getJob("upper").executeInProcess()).steps("succeeded")).toEqual([
    "a",
    "b",
    "c",
  ]);
});

test("O031 unknown keys, empty selections and faulty texts are errors with near names and positions", () => {
  expect(() => select("raw_v1_y")).toThrow(/do(es)? not exist: "raw_v1_y"/);
  expect(() => select("bb")).toThrow(
    expect.objectContaining({
      code: "CORE_INVALID_SELECTION",
      hint: expect.stringContaining('"b"'),
    }),
  );
  expect(() => select("group:none")).toThrow(/matches no asset/);
  for (const [text, position] of [
    ["a and", 6],
    ["(a", 3],
    ["a b", 3],
    ['key:"a', 5],
    ["", 1],
    ["colour:red", 1],
    ["group:a=b", 8],
    [")", 1],
  ] as const) {
    expect(() => parseSelection(text)).toThrow(new RegExp(`position ${position} `));
  }
  expect(() => parseSelection("(".repeat(10_000))).toThrow(/nested too deeply/);
  expect(() => parseSelection(`${"not ".repeat(10_000)}a`)).toThrow(/nested too deeply/);
});
