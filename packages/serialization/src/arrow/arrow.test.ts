import { join } from "node:path";
import { tableFromIPC, tableToIPC, type Table } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { DataFrame, Dtype, loads, NdArray, PickleError, Series } from "@heddle/serialization";
import { columnToArrow, toArrow } from "@heddle/serialization/arrow";
import { openVectors } from "../../test/vectors/index-file.ts";

const vectors = openVectors(join(import.meta.dirname, "../../test/vectors/pickle.zip"));

function golden(name: string): unknown {
  const { files } = vectors.cases.find((one) => one.name === name)!;
  return loads(vectors.read(files.at(-1)!.file), { policy: "inspect" });
}

/** Every value after a way through Arrow's own file format, columns by name. */
function contents(table: Table): Record<string, unknown[]> {
  const back = tableFromIPC(tableToIPC(table));
  return Object.fromEntries(
    back.schema.fields.map(({ name }, at) => [name, [...back.getChildAt(at)!]]),
  );
}

const typeNames = (table: Table): string[] =>
  table.schema.fields.map(({ name, type }) => `${name}: ${String(type)}`);

describe("golden frames and series", () => {
  const pandas = vectors.cases.filter(
    ({ group, expect: expected }) => group === "pandas" && expected === undefined,
  );

  test.each(pandas.map(({ name }) => [name]))("%s becomes a table or a clear error", (name) => {
    const value = golden(name);
    if (!(value instanceof DataFrame || value instanceof Series)) return;
    const table = tableOr(() => toArrow(value));
    const rows = value instanceof DataFrame ? value.toRows().length : value.toArray().length;
    expect([undefined, rows]).toContain(table?.numRows);
  });
});

function tableOr(run: () => Table): Table | undefined {
  try {
    const table = run();
    contents(table);
    return table;
  } catch (error) {
    if (error instanceof PickleError && error.code === "SERIALIZATION_UNSUPPORTED_VALUE") {
      return undefined;
    }
    throw error;
  }
}

test("shares numbers with the frame and keeps their types", () => {
  const frame = DataFrame.fromColumns({
    f: Float64Array.of(1.5, -2),
    i: Int16Array.of(1, -1),
    l: BigInt64Array.of(2n ** 62n, -1n),
    text: ["a", null],
    flags: [true, false],
  });
  const table = toArrow(frame);
  expect(typeNames(table)).toEqual([
    "f: Float64",
    "i: Int16",
    "l: Int64",
    "text: Utf8",
    "flags: Bool",
  ]);
  expect(contents(table)).toEqual({
    f: [1.5, -2],
    i: [1, -1],
    l: [2n ** 62n, -1n],
    text: ["a", null],
    flags: [true, false],
  });
  const values = frame.column("f") as NdArray;
  expect(table.getChild("f")!.data[0]!.values.buffer).toBe((values.data as Float64Array).buffer);
});

test("takes the fields of records as columns, and times with NaT as null", () => {
  const times = new NdArray(Dtype.parse("<i8"), [2], BigInt64Array.of(1000n, -(2n ** 63n)));
  times.dtype = new Dtype("M", 8, "<");
  times.dtype.unit = { unit: "ms", count: 1, rest: [] };
  const table = toArrow({ when: times, n: Uint8Array.of(1, 2) });
  expect(typeNames(table)).toEqual(["when: Timestamp<MILLISECOND>", "n: Uint8"]);
  expect(contents(table)).toEqual({ when: [1000, null], n: [1, 2] });
  expect(typeNames(toArrow(golden("np-structured") as NdArray))).toEqual([
    "i: Int32",
    "f: Float64",
    "s: Utf8",
  ]);
});

test("takes the labels of the rows as columns, one per level, unless told not to", () => {
  const levels = golden("pd-df-multi") as DataFrame;
  const { fields } = toArrow(levels).schema;
  const plain = toArrow(levels, { index: "omit" }).schema.fields;
  expect(fields.length - plain.length).toBe(levels.index!.levels!.length);
  expect(fields.at(-1)!.name).toBe(String(levels.index!.names!.at(-1)));
  expect(typeNames(toArrow(golden("pd-series-str") as Series))).toContain(
    "__index_level_0__: Utf8",
  );
});

test("takes only the columns that were asked for, and names those it lacks", () => {
  const frame = DataFrame.fromColumns({ a: Int8Array.of(1), b: Int8Array.of(2) });
  expect(contents(toArrow(frame, { columns: ["b"] }))).toEqual({ b: [2] });
  expect(() => toArrow(frame, { columns: ["c"] })).toThrow(/no column "c"; there are "a", "b"/);
});

test.each<[string, unknown]>([
  ["mixed objects", [1, "a"]],
  ["objects of another kind", [new Date()]],
  ["complex numbers", new NdArray(Dtype.parse("<c16"), [1], new Float64Array(2))],
  ["two dimensions", new NdArray(Dtype.parse("<f8"), [1, 1], new Float64Array(1))],
  ["what is no array", 7],
])("refuses %s with the column's path", (_, values) => {
  const column = Array.isArray(values)
    ? new NdArray(Dtype.parse("O"), [values.length], values)
    : values;
  expect(() => toArrow({ x: column })).toThrow(
    expect.objectContaining({ code: "SERIALIZATION_UNSUPPORTED_VALUE", path: '$["x"]' }),
  );
  expect(() => columnToArrow(column)).toThrow(PickleError);
});
