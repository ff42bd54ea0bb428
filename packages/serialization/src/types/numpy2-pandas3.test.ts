import { expect, test } from "vitest";
import {
  type DataFrame,
  dumps,
  loads,
  type MaskedArray,
  type NdArray,
  type PandasIndex,
  PickleError,
  PyArray,
  type PyDateTime,
  PyGlobal,
  PyReduce,
  type Timestamp,
  toJson,
} from "../index.ts";
import * as written from "./__fixtures__/numpy2-pandas3.ts";

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));
const read = (base64: string): unknown => loads(bytesOf(base64));
const notATime = -(2n ** 63n);

test.each(Object.entries(written))(
  "F114 what NumPy 2, pandas 3 and the standard library write is data without a laxer policy: %s",
  (_name, base64) => {
    expect(() => toJson(read(base64))).not.toThrow();
    expect(() => dumps(read(base64))).not.toThrow();
  },
);

test("columns that share a block of datetimes have their own values each", () => {
  const frame = read(written.frame) as DataFrame;
  const rows = frame.toRows().map((row) => ({ ...row, period: String(row["period"]) }));
  expect(rows).toEqual([
    { early: 86_400n, late: 1_577_836_800n, text: "a", zone: 1_577_833_200n, period: "1970-01" },
    { early: 172_800n, late: notATime, text: null, zone: 1_577_919_600n, period: "1970-02" },
  ]);
});

test("values that stay inert nodes are an error with their column, and shown as nodes in JSON", () => {
  const bytes = Buffer.from(bytesOf(written.intervals));
  const at = bytes.indexOf("__pyx_unpickle_IntervalMixin");
  bytes.write("__pyx_unpickle_AnotherMixin_", at, "latin1");
  const frame = loads(bytes, { policy: "inspect" }) as DataFrame;
  const error = failure(() => frame.toRows());
  expect([error.code, error.path]).toEqual(["SERIALIZATION_UNSUPPORTED_VALUE", "$.cut"]);
  expect(toJson(frame)).toMatchObject({ $type: "object", class: "pandas.DataFrame" });
});

test("a column of intervals gives intervals", () => {
  const rows = (read(written.intervals) as DataFrame).toRows();
  expect(rows.map((row) => String(row["cut"]))).toMatchInlineSnapshot(`
    [
      "(0, 1]",
      "(1, 2]",
    ]
  `);
});

test("indexes of nullable integers and of durations give their labels", () => {
  expect((read(written.maskedIndex) as PandasIndex).toArray()).toEqual([1n, null]);
  expect((read(written.durations) as PandasIndex).toArray()).toEqual([1n, 2n]);
});

test("an array of StringDType holds texts and is written as one", () => {
  const texts = read(written.texts) as NdArray;
  expect([texts.dtype.text, texts.shape]).toEqual(["StringDType()", [2]]);
  expect(texts.toNested()).toEqual(["a", "longer than sixteen bytes"]);
  expect((loads(dumps(texts)) as NdArray).toArray()).toEqual(texts.toArray());
});

test("masked arrays, their constant and record arrays are known by NumPy 2's names", () => {
  const [masked, constant, records] = read(written.masked) as [MaskedArray, PyReduce, NdArray];
  expect([masked.isMasked(0), masked.isMasked(1)]).toEqual([false, true]);
  expect(constant.functionName).toBe("numpy.ma.core.MaskedConstant");
  expect(records.field("a")!.toArray()).toEqual([1]);
});

test("a read-only array is written as one", () => {
  const array = loads(bytesOf(written.readonlyArray), { arrays: "ndarray" }) as NdArray;
  expect(array.readonly).toBe(true);
  const again = loads(dumps(array), { arrays: "ndarray" }) as NdArray;
  expect(again.readonly).toBe(true);
  const writable = loads(dumps(new Float64Array(3)), { arrays: "ndarray" }) as NdArray;
  expect(writable.readonly).toBe(false);
});

test("scalar types and zones are inert names", () => {
  expect(read(written.scalarTypes)).toEqual([
    new PyGlobal("numpy", "float64"),
    new PyGlobal("numpy", "str_"),
  ]);
  const { tzinfo } = read(written.zoned) as PyDateTime;
  expect(tzinfo).toBeInstanceOf(PyReduce);
  expect((tzinfo as PyReduce).args[0]).toBe("Europe/Berlin");
});

test("arrays of characters hold code points, at every protocol", () => {
  const expected = new PyArray("u", Uint32Array.of(0x68, 0xe9, 0x1f9f5));
  expect(read(written.characters)).toEqual(expected);
  expect(read(written.characters2)).toEqual(expected);
  for (const protocol of [0, 1, 2, 3, 4, 5] as const) {
    expect(loads(dumps(expected, { protocol }))).toEqual(expected);
  }
});

test("a timestamp before 1970 is cut to the earlier millisecond", () => {
  expect((read(written.beforeEpoch) as Timestamp).toDate().getTime()).toBe(-1);
});

function failure(run: () => unknown): PickleError {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
