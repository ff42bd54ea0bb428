import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  ArrowArray,
  dumps,
  Interval,
  loads,
  NotATime,
  PandasIndex,
  Period,
  PickleError,
  PyDate,
  PyDecimal,
  type Series,
  toJson,
} from "../index.ts";

interface Case {
  readonly pickle: string;
  readonly values: readonly unknown[] | null;
}

const file = join(import.meta.dirname, "__fixtures__/pandas3-columns.json");
const written = JSON.parse(readFileSync(file, "utf8")) as Record<string, Case>;
const cases = Object.entries(written);
const known = cases.filter(([, { values }]) => values !== null);

const bytesOf = ({ pickle }: Case): Uint8Array => new Uint8Array(Buffer.from(pickle, "base64"));
const read = (one: Case): Series => loads(bytesOf(one)) as Series;

/** A value in the words of the program that wrote the file. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (value === -(2n ** 63n) || value instanceof NotATime) return null;
  if (value instanceof Interval) {
    return { interval: [plain(value.left), plain(value.right)], closed: value.closed };
  }
  if (value instanceof Period) {
    const start = value.toDate()!.getTime();
    return { period: value.toString(), ordinal: Number(value.ordinal), start };
  }
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("hex") };
  if (value instanceof PyDate || value instanceof PyDecimal) return value.toString();
  if (value instanceof Map) return [...value].map((pair) => plain(pair));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

test.each(known)("F114 has pandas' own values under the default policy: %s", (_name, one) => {
  const column = read(one);
  expect(plain(column.toArray())).toEqual(one.values);
  expect(column.length).toBe(one.values!.length);
});

test.each(known)("is written again as the same: %s", (_name, one) => {
  const again = loads(dumps(read(one))) as Series;
  expect(plain(again.toArray())).toEqual(one.values);
});

test.each(cases)("is shown in JSON alike after it was written again: %s", (_name, one) => {
  const column = read(one);
  const again = loads(dumps(column)) as Series;
  expect(JSON.stringify(toJson(again))).toBe(JSON.stringify(toJson(column)));
});

test("types of Arrow's without a counterpart are an error that names them", () => {
  const views = read(written["views of texts, which have no counterpart"]!);
  expect(views).toBeInstanceOf(ArrowArray);
  expect(() => views.toArray()).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_UNSUPPORTED_VALUE" }),
  );
  expect(() => views.toArray()).toThrow(/string_view/);
});

test("names of dtypes, ends and frequencies are pandas' own", () => {
  const dtypes = ["int64", "timestamp", "str", "string[pyarrow]", "period Q-MAR", "sparse"];
  expect(
    dtypes.map((name) => (read(written[name]!) as unknown as { dtype: string }).dtype),
  ).toEqual([
    "int64[pyarrow]",
    "timestamp[pyarrow]",
    "str",
    "string",
    "period[Q-MAR]",
    "Sparse[<i8]",
  ]);
  const [first] = read(written["interval with a gap"]!).toArray() as [Interval];
  expect(String(first)).toBe("[0, 1.5)");
  const index = loads(bytesOf(written["index of intervals"]!)) as PandasIndex;
  expect(index).toBeInstanceOf(PandasIndex);
  expect(index.intervals?.closed).toBe("left");
});

test("periods and intervals show themselves in JSON", () => {
  const periods = toJson(loads(bytesOf(written["period M"]!))) as { values: unknown[] };
  expect(periods.values[0]).toEqual({ $type: "Period", value: "2021-05", freq: "M" });
  const intervals = toJson(loads(bytesOf(written["interval with a gap"]!))) as {
    values: unknown[];
  };
  expect(intervals.values).toEqual([
    { $type: "Interval", left: 0, right: 1.5, closed: "left" },
    null,
  ]);
});

test("parts of a column that do not fit each other are a PickleError", () => {
  let refused = 0;
  for (const [, one] of known) {
    const bytes = bytesOf(one);
    for (let at = 60; at < bytes.length; at += 7) {
      const changed = bytes.slice();
      changed[at]! ^= 0x55;
      try {
        const value: unknown = loads(changed, { policy: "inspect" });
        if (typeof value === "object" && value !== null && "toArray" in value) {
          (value as Series).toArray();
        }
        toJson(value);
      } catch (error) {
        if (!(error instanceof PickleError)) throw error;
        refused += 1;
      }
    }
  }
  expect(refused).toBeGreaterThan(100);
});
