import { expect, test } from "vitest";
import {
  asset,
  assetIn,
  definitions,
  materialize,
  resource,
  multiAsset,
  assetOut,
  sourceAsset,
  type LogRecord,
} from "../src/index.ts";

const rows = asset({ name: "rows" }, () => [1]);
const reads = (inputManagerKey?: string) =>
  asset(
    {
      name: "reads",
      ins: { x: assetIn("rwos", inputManagerKey === undefined ? {} : { inputManagerKey }) },
    },
    () => 1,
  );

test("O028 O031 warns of deps that no definition provides, with place and nearest key, and accepts them", () => {
  const late = asset({ name: "late", deps: ["rwos"] }, () => 1);
  const pair = multiAsset(
    { name: "pair", outs: { a: assetOut(), b: assetOut() }, deps: [["far", "away"]] },
    () => ({
      a: 1,
      b: 2,
    }),
  );
  const { warnings } = definitions({ assets: [rows, late, pair] });
  expect(warnings).toEqual([
    {
      code: "CORE_UNKNOWN_ASSET",
      message: 'asset "late": deps names asset "rwos", which no definition provides',
      hint: 'did you mean "rows"?',
      path: expect.stringMatching(/definition-warnings\.test\.ts:\d+:\d+$/),
    },
    {
      code: "CORE_UNKNOWN_ASSET",
      message: 'multi-asset "pair": deps names asset "far/away", which no definition provides',
      hint: 'If it is made elsewhere, declare it: sourceAsset({ key: ["far","away"] }).',
      path: expect.stringMatching(/definition-warnings\.test\.ts:\d+:\d+$/),
    },
  ]);
});

test("O014 O028 warns of a key with a slash within a part, and keeps it as one part", () => {
  const slashed = asset({ name: "a/b" }, () => 1);
  const parts = asset({ key: ["c", "d"] }, () => 1);
  const project = definitions({ assets: [slashed, parts] });
  expect(project.warnings).toEqual([
    {
      code: "CORE_AMBIGUOUS_ASSET_KEY",
      message:
        'asset "a/b": the key ["a/b"] has a "/" within a part; selections and the command line read "a/b" as 2 parts',
      hint: 'If parts are meant, write the key as ["a","b"].',
      path: expect.stringMatching(/definition-warnings\.test\.ts:\d+:\d+$/),
    },
  ]);
});

test("O012 O028 does not warn of deps that are there, as assets, keys or source assets", () => {
  const outside = sourceAsset({ name: "outside" });
  const all = asset({ name: "all", deps: [rows, "outside"] }, () => 1);
  const object = asset({ name: "object", deps: [outside] }, () => 1);
  expect(definitions({ assets: [rows, outside, all, object] }).warnings).toEqual([]);
});

test("O028 an unknown key that is loaded is a fault, unless an input manager loads it", () => {
  expect(() => definitions({ assets: [rows, reads()] })).toThrow(
    expect.objectContaining({
      code: "CORE_INVALID_DEFINITION",
      problems: [expect.objectContaining({ code: "CORE_UNKNOWN_ASSET" })],
    }),
  );
  const outside = resource({}, () => ({ loadInput: () => 1 }));
  const { warnings } = definitions({ assets: [rows, reads("outside")], resources: { outside } });
  expect(warnings).toEqual([]);
});

test("O012 O028 a run logs the warnings of what it makes before its first step", async () => {
  const late = asset({ name: "late", deps: ["rwos"] }, () => 1);
  const other = asset({ name: "other", deps: ["nothing"] }, () => 1);
  const records: LogRecord[] = [];
  const result = await materialize([rows, late, other], {
    selection: "late",
    loggers: [{ log: (record) => records.push(record) }],
  });
  const logged = await result.events("LOG", "STEP_START");
  expect(logged.map(({ type, level, message }) => [type, level, message])).toEqual([
    ["LOG", "WARNING", 'asset "late": deps names asset "rwos", which no definition provides'],
    ["STEP_START", "DEBUG", expect.any(String)],
  ]);
  expect(records).toMatchObject([{ level: "WARNING", fields: { hint: 'did you mean "rows"?' } }]);
  const defs = definitions({ assets: [rows, late, other] });
  expect((await defs.dryRun("__ASSET_JOB", { assetSelection: [["other"]] })).warnings).toEqual([
    defs.warnings[1],
  ]);
});
