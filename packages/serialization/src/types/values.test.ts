import { expect, test } from "vitest";
import {
  Complex,
  Counter,
  DataFrame,
  DefaultDict,
  Deque,
  Dtype,
  dumps,
  loads,
  MaskedArray,
  NdArray,
  NpScalar,
  OrderedDict,
  type Protocol,
  PyArray,
  PyDate,
  PyDateTime,
  PyDecimal,
  type PyError,
  PyFraction,
  PyGlobal,
  PyNamespace,
  PyPath,
  PyRange,
  PyRegExp,
  PySlice,
  PyTime,
  PyTimedelta,
  PyTimezone,
  PyTuple,
  PyUuid,
} from "../index.ts";

const protocols: readonly Protocol[] = [0, 1, 2, 3, 4, 5];

const values: [string, unknown][] = [
  ["complex", new Complex(1.5, -2)],
  ["Decimal", new PyDecimal("1.50")],
  ["Fraction", new PyFraction(-3n, 7n)],
  ["UUID", PyUuid.parse("12345678-1234-5678-1234-567812345678")],
  ["range", new PyRange(0, 10, 3)],
  ["slice", new PySlice(1, null, -1)],
  ["date", new PyDate(2024, 2, 29)],
  ["time", new PyTime(23, 59, 58, 999_999)],
  ["datetime", new PyDateTime(new PyDate(1999, 12, 31), new PyTime(1, 2, 3, 4, PyTimezone.utc))],
  ["timedelta", new PyTimedelta(-1, 5, 7)],
  ["timezone", new PyTimezone(new PyTimedelta(0, 3600), "CET")],
  ["path", new PyPath("PurePosixPath", ["/", "usr", "x.txt"])],
  ["pattern", new PyRegExp("a+", 34)],
  ["OrderedDict", new OrderedDict([["a", 1]])],
  ["defaultdict", new DefaultDict(new PyGlobal("builtins", "list"), [["a", 1]])],
  ["Counter", new Counter([["a", 2]])],
  ["array", new PyArray("d", new Float64Array([1.5, -2]))],
  ["SimpleNamespace", new PyNamespace([["a", 1]])],
];

test.each(values)("%s comes back from every protocol", (_name, value) => {
  for (const protocol of protocols) {
    const back = loads(dumps(value, { protocol }));
    expect(back).toEqual(value);
    expect(back?.constructor.name.replace("OpenNamespace", "PyNamespace")).toBe(
      value?.constructor.name,
    );
  }
});

test("deque keeps its bound", () => {
  const deque = new Deque<unknown>(1, 2);
  deque.maxlen = 5;
  const back = loads(dumps(deque)) as Deque;
  expect(Array.from(back)).toEqual([1, 2]);
  expect(back.maxlen).toBe(5);
});

test("views of values: dates, paths, ranges, numbers", () => {
  const moment = new Date(Date.UTC(2024, 1, 29, 12, 0, 0, 5));
  const back = loads(dumps(moment)) as PyDateTime;
  expect(back.toDate()).toEqual(moment);
  expect(back.toString()).toBe("2024-02-29T12:00:00.005000");
  expect(loads(dumps(moment), { dates: "js" })).toEqual(moment);
  expect((loads(dumps(moment, { dates: "naive" })) as PyDateTime).tzinfo).toBe(undefined);
  expect(new PyDate(99, 1, 1).toDate().getUTCFullYear()).toBe(99);
  expect([...new PyRange(5, 0, -2)]).toEqual([5, 3, 1]);
  expect(new PyPath("PureWindowsPath", ["C:\\", "a"]).toString()).toBe("C:\\a");
  expect(new PyDecimal("-Infinity").toNumber()).toBe(Number.NEGATIVE_INFINITY);
  expect(new PyRegExp("a+", 34).toRegExp()).toEqual(/a+/iu);
  expect(new PyRegExp("(?P<a>x)", 32).toRegExp()).toBe(undefined);
});

test("dates that Python does not have are refused", () => {
  expect(() => dumps(new Date(Number.NaN))).toThrow(/invalid Date/);
  expect(() => dumps(new Date(Date.UTC(12_000, 0)))).toThrow(/years/);
  const bytes = Buffer.from("cdatetime\ndate\n(C\x04\x07\xe8\x02\x1etR.", "latin1");
  expect(() => loads(bytes)).toThrow(/2024-2-30 is not a date/);
});

test("errors, expressions, URLs and boxed values get their Python counterparts", () => {
  const error = loads(dumps(new RangeError("too far"))) as PyError;
  expect([error.className, error.message]).toEqual(["builtins.ValueError", "too far"]);
  expect(loads(dumps(/a+/gi))).toEqual(new PyRegExp("a+", 34));
  expect(loads(dumps(new URL("http://a/b?c#d")))).toBe("http://a/b?c#d");
  expect(loads(dumps(Object("text")))).toBe("text");
  expect(loads(dumps(new Uint8Array([1, 2]).buffer))).toEqual(Uint8Array.of(1, 2));
  expect(loads(dumps(new DataView(new ArrayBuffer(2))))).toEqual(new Uint8Array(2));
});

test("instances without a registered class follow the option", () => {
  class Loose {
    readonly a = 1;
    toJSON(): string {
      return "json";
    }
  }
  expect(() => dumps(new Loose())).toThrow(/Loose/);
  expect(loads(dumps(new Loose(), { instances: "dict" }))).toEqual({ a: 1 });
  expect(loads(dumps(new Loose(), { instances: "namespace" }))).toEqual(
    new PyNamespace([["a", 1]]),
  );
  expect(loads(dumps(new Loose(), { toJSON: true }))).toBe("json");
});

test("undefined is None, an error, or left out", () => {
  const value = { a: undefined, b: 1 };
  expect(loads(dumps(value))).toEqual({ a: null, b: 1 });
  expect(loads(dumps(value, { undefined: "skip" }))).toEqual({ b: 1 });
  expect(() => dumps(value, { undefined: "error" })).toThrow(/path \$\.a/);
});

const arrays = [
  new Int8Array([-1]),
  new Int16Array([-2]),
  new Uint16Array([2]),
  new Int32Array([-3]),
  new Uint32Array([3]),
  new BigInt64Array([-4n]),
  new BigUint64Array([4n]),
  new Float32Array([0.5]),
  new Float64Array([0.25]),
];

test.each(arrays.map((array) => [array.constructor.name, array] as const))(
  "%s becomes an ndarray and comes back",
  (_name, array) => {
    for (const protocol of protocols) {
      expect(loads(dumps(array, { protocol }))).toEqual(array);
      expect(loads(dumps(array, { protocol, numpy: 2 }))).toEqual(array);
    }
  },
);

test("typed arrays become what the option says", () => {
  const array = new Float64Array([1.5]);
  expect(loads(dumps(array, { typedArrays: "list" }))).toEqual([1.5]);
  expect(loads(dumps(array, { typedArrays: "bytes" }))).toHaveLength(8);
  expect(loads(dumps(array, { typedArrays: "array" }))).toEqual(new PyArray("d", array));
});

test("an array knows its items, order, fields and bytes", () => {
  const fortran = new NdArray(Dtype.parse("f8"), [2, 3], new Float64Array([1, 4, 2, 5, 3, 6]), "F");
  expect(fortran.toNested()).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(fortran.get(1, 0)).toBe(4);
  expect(fortran.get(2, 0)).toBe(undefined);
  const back = loads(dumps(fortran)) as NdArray;
  expect([back.order, back.shape, back.toNested()]).toEqual(["F", [2, 3], fortran.toNested()]);
  const half = new NdArray(Dtype.parse("f2"), [2], new Uint16Array([0x3c00, 0xfc00]));
  expect(half.toArray()).toEqual([1, Number.NEGATIVE_INFINITY]);
  const text = new NdArray(Dtype.parse("U2"), [1], new Uint8Array([0x41, 0, 0, 0, 0, 0, 0, 0]));
  expect(text.toArray()).toEqual(["A"]);
  const record = new Dtype("V", 6);
  record.fields = [
    { name: "n", dtype: Dtype.parse("<i4"), offset: 0 },
    { name: "s", dtype: Dtype.parse("S2"), offset: 4 },
  ];
  const records = new NdArray(record, [1], Uint8Array.of(7, 0, 0, 0, 65, 66));
  expect(records.get(0)).toEqual(PyTuple.of<unknown>(7, "AB"));
  expect(records.field("n")!.toArray()).toEqual([7]);
  expect((loads(dumps(records)) as NdArray).field("s")!.toArray()).toEqual(["AB"]);
});

test("big-endian data is swapped, and kept as it is where NumPy keeps it", () => {
  const big = new NdArray(Dtype.parse(">i4"), [2, 1], new Int32Array([1, 2]));
  const back = loads(dumps(big)) as NdArray;
  expect([back.dtype.text, back.toArray()]).toEqual([">i4", [1, 2]]);
  expect(big.bytes()).toEqual(Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 2));
});

test("an array's size is checked before anything is allocated", () => {
  const hostile = new NdArray(Dtype.parse("f8"), [2 ** 40, 2 ** 40], new Float64Array(1));
  expect(() => loads(dumps(hostile))).toThrow(/bytes has 8/);
  const negative = new NdArray(Dtype.parse("f8"), [-1], new Float64Array(1));
  expect(() => loads(dumps(negative))).toThrow(/shape/);
});

test("scalars keep their dtype on request", () => {
  const scalar = new NpScalar(Dtype.parse("f4"), new Uint8Array(new Float32Array([0.5]).buffer));
  expect(loads(dumps(scalar))).toBe(0.5);
  expect((loads(dumps(scalar), { npScalars: "wrap" }) as NpScalar).dtype.text).toBe("<f4");
});

test("masked arrays keep mask and fill value", () => {
  const masked = new MaskedArray();
  masked.dtype = Dtype.parse("i8");
  masked.shape = [2];
  masked.data = new BigInt64Array([1n, 2n]);
  masked.mask = Uint8Array.of(0, 1);
  masked.fillValue = 9;
  const back = loads(dumps(masked)) as MaskedArray;
  expect([back.toArray(), back.isMasked(1), back.fillValue]).toEqual([[1n, 2n], true, 9]);
});

test("data frames are made and read column by column", () => {
  const frame = DataFrame.fromColumns({ n: new Float64Array([1, 2]), s: ["a", null] });
  const back = loads(dumps(frame)) as DataFrame;
  expect(back.columns!.toArray()).toEqual(["n", "s"]);
  expect(back.index!.toArray()).toEqual([0, 1]);
  expect((back.column("n") as NdArray).toArray()).toEqual([1, 2]);
  expect(back.column("missing")).toBe(undefined);
  expect(back.toRows()).toEqual([
    { n: 1, s: "a" },
    { n: 2, s: null },
  ]);
  expect(() => DataFrame.fromColumns({ a: [1], b: [1, 2] })).toThrow(/same length/);
});

test("F114 an exception tells its arguments, whatever keys a dict among them has, and takes no stack", () => {
  const program = "cbuiltins\nKeyError\n}\x8c\x0bconstructor}\x8c\x04name}ss]\x8c\x01a\x87R.";
  const { stackTraceLimit } = Error;
  const error = loads(Buffer.from(program, "latin1")) as PyError;
  expect(error.message).toBe("[object], [Array], a");
  expect(error.stack).toBeUndefined();
  expect(Error.stackTraceLimit).toBe(stackTraceLimit);
});
