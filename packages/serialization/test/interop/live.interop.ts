import { beforeAll, describe, expect, test } from "vitest";
import {
  asBytearray,
  Complex,
  DataFrame,
  defaultCodecs,
  Deque,
  Dtype,
  dumps,
  Ellipsis,
  joblibCodec,
  loadJoblib,
  loads,
  NdArray,
  NotImplemented,
  OrderedDict,
  type Protocol,
  PyFloat,
  PyFrozenSet,
  PyInt,
  PyTuple,
  type Series,
} from "@heddle/serialization";
import { toArrow } from "@heddle/serialization/arrow";
import { again, base64, bytesOf, decode, type Line, problemsOf, pythonWrites } from "./python.ts";

/** Arrays and tuples as plain arrays, for comparison with JSON. */
function plain(value: unknown): unknown {
  if (value instanceof NdArray) return value.toNested();
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}

describe.skipIf(process.env["HEDDLE_PYTHON"] === undefined)("what Python writes", () => {
  let lines: Line[] = [];
  const of = (kind: string): Line[] => lines.filter((line) => line.kind === kind);

  beforeAll(() => {
    lines = pythonWrites();
  });

  test("F112 F114 plain data of pickle, dill and cloudpickle has the same value", () => {
    expect(of("data")).toHaveLength(320);
    for (const line of of("data")) expect(plain(decode(line, false))).toEqual(line.expected);
  });

  test("F112 F114 plain data is written again with the same bytes", () => {
    for (const line of of("data").filter(({ module }) => module === "pickle")) {
      const protocol = Number(line.name.at(-1)) as Protocol;
      const bytes = bytesOf(line);
      const value = loads(bytes, { floats: "wrap", dicts: "map", str: "wrap" });
      expect([line.name, base64(dumps(value, { protocol }))]).toEqual([line.name, line.bytes]);
    }
  });

  test("F114 joblib files of every compression and level have the same arrays", () => {
    expect(of("arrays")).toHaveLength(93);
    for (const line of of("arrays")) {
      expect([line.name, plain(decode(line, false))]).toEqual([line.name, line.expected]);
    }
  });

  test("F114 joblib files are written with joblib's bytes, at every level and protocol", () => {
    expect(of("same")).toHaveLength(315);
    for (const line of of("same")) {
      const value = loadJoblib(bytesOf(line), { floats: "wrap", arrays: "ndarray" });
      const ours = joblibCodec.dump(value, line.parameters) as Uint8Array;
      expect([line.name, base64(ours) === line.bytes]).toEqual([line.name, true]);
    }
  });

  test("F114 functions, closures and classes are called in Python after a way through here", () => {
    expect(of("call")).toHaveLength(14);
    const written = of("call").map((line) => ({ ...line, bytes: again(line) }));
    expect(problemsOf(written)).toEqual([]);
  });

  test("F114 models predict the same in Python after a way through here", () => {
    expect(of("predict")).toHaveLength(9);
    const written = of("predict").map((line) => ({ ...line, bytes: again(line) }));
    expect(problemsOf(written)).toEqual([]);
  });

  test("frames are equal in Python after a way through here, and become Arrow tables", () => {
    expect(of("frame")).toHaveLength(24);
    const written = of("frame").map((line) => ({
      ...line,
      kind: "same-as",
      original: line.bytes,
      bytes: again(line),
    }));
    expect(problemsOf(written)).toEqual([]);
    for (const line of of("frame")) {
      const value = decode(line, false) as DataFrame | Series;
      const rows = value instanceof DataFrame ? value.toRows().length : value.toArray().length;
      expect([line.name, toArrow(value).numRows]).toEqual([line.name, rows]);
    }
  });
});

/** Values of JavaScript and the Python expression that they must equal. */
const values: readonly (readonly [name: string, value: unknown, expected: string])[] = [
  ["null and undefined", [null, undefined], "[None, None]"],
  ["booleans", [true, false], "[True, False]"],
  [
    "integers",
    [0, 255, 256, 65536, -1, 2 ** 31, -(2 ** 31), 2 ** 53 - 1],
    "[0, 255, 256, 65536, -1, 2**31, -2**31, 2**53-1]",
  ],
  [
    "floats",
    [0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 2 ** 60],
    "[0.1, -0.0, float('nan'), float('inf'), 1e300, 2.0**60]",
  ],
  ["wrapped numbers", [new PyFloat(2), new PyInt(3)], "[2.0, 3]"],
  ["bigints", [5n, 2n ** 64n, -(2n ** 2039n)], "[5, 2**64, -2**2039]"],
  [
    "text",
    ["", "é", "漢字", "🧵", "a\nb\\c\0", "\ud800"],
    "['', 'é', '漢字', '🧵', 'a\\nb\\\\c\\0', '\\ud800']",
  ],
  ["long text", "x".repeat(70_000), "'x' * 70000"],
  ["bytes", Uint8Array.of(0, 255, 10), "b'\\x00\\xff\\n'"],
  ["a bytearray", asBytearray(Uint8Array.of(1, 2)), "bytearray(b'\\x01\\x02')"],
  ["an ArrayBuffer", Uint8Array.of(1, 2).buffer, "b'\\x01\\x02'"],
  ["an array with holes", Object.assign(Array.from({ length: 0 }), { 0: 1, 2: 3 }), "[1, None, 3]"],
  ["tuples", PyTuple.of<unknown>(1, PyTuple.of(), PyTuple.of(1, 2, 3, 4)), "(1, (), (1, 2, 3, 4))"],
  ["an object", { a: 1, b: { c: [] } }, "{'a': 1, 'b': {'c': []}}"],
  [
    "a map",
    new Map<unknown, unknown>([
      [1, "a"],
      ["b", 2],
      [PyTuple.of(1, 2), null],
    ]),
    "{1: 'a', 'b': 2, (1, 2): None}",
  ],
  ["sets", [new Set([1, "a"]), new PyFrozenSet([1, 2])], "[{1, 'a'}, frozenset({1, 2})]"],
  ["a large list", Array.from({ length: 3001 }, (_, at) => at), "list(range(3001))"],
  [
    "a large dict",
    new Map(Array.from({ length: 2000 }, (_, at) => [at, at])),
    "{n: n for n in range(2000)}",
  ],
  [
    "a date",
    new Date(Date.UTC(2024, 1, 29, 12, 30, 1, 250)),
    "datetime.datetime(2024, 2, 29, 12, 30, 1, 250000, datetime.timezone.utc)",
  ],
  ["a regular expression", /a.b/is, "re.compile('a.b', re.I | re.S)"],
  [
    "errors",
    [new Error("x"), new TypeError("y"), new RangeError("z")],
    "[Exception('x'), TypeError('y'), ValueError('z')]",
  ],
  ["an address", new URL("https://example.org/a?b"), "'https://example.org/a?b'"],
  ["complex", new Complex(1, -2), "1-2j"],
  ["singletons", [Ellipsis, NotImplemented], "[..., NotImplemented]"],
  [
    "collections",
    [new OrderedDict([["a", 1]]), new Deque(1, 2)],
    "[collections.OrderedDict(a=1), collections.deque([1, 2])]",
  ],
  [
    "typed arrays",
    [
      Int8Array.of(-1),
      Uint16Array.of(1),
      Float32Array.of(0.5),
      Float64Array.of(1, 2),
      BigInt64Array.of(-1n),
      BigUint64Array.of(2n ** 64n - 1n),
    ],
    "[numpy.array([-1], 'i1'), numpy.array([1], 'u2'), numpy.array([.5], 'f4'), numpy.array([1., 2.]), numpy.array([-1]), numpy.array([2**64-1], 'u8')]",
  ],
  [
    "a matrix in Fortran order",
    new NdArray(Dtype.parse("<i4"), [2, 3], Int32Array.of(1, 4, 2, 5, 3, 6), "F"),
    "numpy.array([[1, 2, 3], [4, 5, 6]], 'i4')",
  ],
  [
    "an array of objects",
    new NdArray(Dtype.parse("O"), [2], ["a", null]),
    "numpy.array(['a', None], object)",
  ],
  [
    "a frame",
    DataFrame.fromColumns({ a: Float64Array.of(1, 2), s: ["x", "y"] }),
    "pandas.DataFrame({'a': [1., 2.], 's': pandas.Series(['x', 'y'], dtype=object)}).set_axis(pandas.Index(['a', 's'], dtype=object), axis=1)",
  ],
];

const double = (value: number): number => value * 2;

describe.skipIf(process.env["HEDDLE_PYTHON"] === undefined)("what JavaScript writes", () => {
  test("F112 F114 every kind of value is loaded by Python, by every codec at every protocol", () => {
    const files = values.flatMap(([name, value, expected]) =>
      (["pickle", "dill", "cloudpickle", "joblib"] as const).flatMap((module) =>
        ([0, 1, 2, 3, 4, 5] as const).map((protocol) => ({
          kind: "value",
          name: `${name} at ${protocol}`,
          module,
          expected,
          bytes: base64(defaultCodecs.get(module).dump(value, { protocol }) as Uint8Array),
        })),
      ),
    );
    expect(problemsOf(files)).toEqual([]);
  });

  test("F114 joblib loads every compression and level that is written", () => {
    const value = { rows: Float64Array.from({ length: 5000 }, (_, at) => at / 3), text: "text" };
    const choices = [
      ...["zlib", "gzip", "bz2", "lzma", "xz", "lz4"].flatMap((method) =>
        Array.from({ length: 10 }, (_, level): unknown => [method, level]),
      ),
      false,
      true,
      0,
      3,
      9,
      "zlib",
      "gzip",
      "bz2",
      "lzma",
      "xz",
      "lz4",
    ];
    const files = choices.flatMap((compress) =>
      (["exact", "fast"] as const).map((deflate) => ({
        kind: "value",
        name: `${JSON.stringify(compress)} ${deflate}`,
        module: "joblib",
        expected: "{'rows': numpy.arange(5000) / 3, 'text': 'text'}",
        bytes: base64(
          joblibCodec.dump(value, { compress: compress as number, deflate }) as Uint8Array,
        ),
      })),
    );
    expect(problemsOf(files)).toEqual([]);
  });

  test("F113 F114 functions are stored as source that Python reads without our code", () => {
    const files = (["dill", "cloudpickle", "joblib"] as const).map((module) => ({
      kind: "value",
      name: "source",
      module,
      expected: `types.SimpleNamespace(__js__='function', name='double', source=${JSON.stringify(String(double))}, length=1, lang='javascript')`,
      bytes: base64(defaultCodecs.get(module).dump(double, { functions: "source" }) as Uint8Array),
    }));
    expect(problemsOf(files)).toEqual([]);
    expect(() => defaultCodecs.get("pickle").dump(double)).toThrow(
      expect.objectContaining({ code: "SERIALIZATION_UNSUPPORTED_FUNCTION" }),
    );
  });
});
