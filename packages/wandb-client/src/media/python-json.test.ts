import fc from "fast-check";
import { expect, test } from "vitest";
import { pythonJson } from "./python-json.ts";

test.each([
  [1, "1"],
  [-0, "-0.0"],
  [1.5, "1.5"],
  [1e16, "1e+16"],
  [123_456_789_012_345_680_000, "1.2345678901234568e+20"],
  [1e-5, "1e-05"],
  [0.0001, "0.0001"],
  [-1.25e-7, "-1.25e-07"],
  [5e-324, "5e-324"],
  [1.7e308, "1.7e+308"],
  [Number.NaN, "NaN"],
  [-Infinity, "-Infinity"],
])("writes %d as Python does", (value, text) => {
  expect(pythonJson(value)).toBe(text);
});

test("escapes everything beyond ASCII and sorts keys by code point", () => {
  expect(pythonJson({ "\u{1f600}": 1, "\uff5e": 2, a: [null, true, 'é\u007f\n"/'] })).toBe(
    '{"a": [null, true, "\\u00e9\\u007f\\n\\"/"], "\\uff5e": 2, "\\ud83d\\ude00": 1}',
  );
});

test("writes JSON that reads back as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = pythonJson(value as never);
      expect(pythonJson(JSON.parse(text) as never)).toBe(text);
      // Through JSON once more, which knows no -0.
      expect(JSON.parse(JSON.stringify(JSON.parse(text)))).toEqual(
        JSON.parse(JSON.stringify(value)),
      );
    }),
    { numRuns: 500 },
  );
});
