import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC, tableToIPC } from "apache-arrow";
import { expect, test } from "vitest";
import { DataFrame, loads, PandasIndex, PickleError, type Series } from "@heddle/serialization";
import { columnToArrow, toArrow } from "@heddle/serialization/arrow";

const file = join(import.meta.dirname, "../types/__fixtures__/pandas3-columns.json");
const written = JSON.parse(readFileSync(file, "utf8")) as Record<
  string,
  { readonly pickle: string; readonly values: readonly unknown[] | null }
>;
const read = (name: string): Series =>
  loads(new Uint8Array(Buffer.from(written[name]!.pickle, "base64"))) as Series;

/** The column after a way through Arrow's own file format: its type, and which values are missing. */
function throughFile(name: string): { type: string; missing: boolean[]; length: number } {
  const table = toArrow({ column: read(name) });
  const back = tableFromIPC(tableToIPC(table)).getChildAt(0)!;
  return { type: String(back.type), missing: [...back].map(isMissing), length: back.length };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

const levels = "index of several levels";
const mixed = ["period", "objects"];
const columns = Object.entries(written).filter(
  ([name, { values }]) => values !== null && name !== levels && !mixed.includes(name),
);

test.each(columns)("becomes a column of Arrow's with the same gaps: %s", (name, { values }) => {
  const back = throughFile(name);
  expect(back.length).toBe(values!.length);
  expect(back.missing).toEqual(values!.map((value) => value === null));
});

test("columns of Arrow's keep their type", () => {
  const names = [
    "bool",
    "uint16",
    "float16",
    "large_string",
    "binary of two",
    "date32",
    "time64",
    "timestamp of a zone",
    "duration",
    "decimal",
    "list of lists",
    "list of two",
    "struct",
    "map",
    "dictionary",
    "period M",
    "interval of times",
  ];
  expect(Object.fromEntries(names.map((name) => [name, throughFile(name).type])))
    .toMatchInlineSnapshot(`
    {
      "binary of two": "FixedSizeBinary[2]",
      "bool": "Bool",
      "date32": "Date32<DAY>",
      "decimal": "Decimal[10e+2]",
      "dictionary": "Dictionary<Int8, Utf8>",
      "duration": "Duration<MICROSECOND>",
      "float16": "Float16",
      "interval of times": "Struct<{left:Timestamp<MICROSECOND, Europe/Berlin>, right:Timestamp<MICROSECOND, Europe/Berlin>}>",
      "large_string": "Utf8",
      "list of lists": "List<List<Utf8>>",
      "list of two": "FixedSizeList[2]<Int8>",
      "map": "Map<{key:Utf8, value:Int32}>",
      "period M": "Int64",
      "struct": "Struct<{a:Int8, b:Utf8}>",
      "time64": "Time64<MICROSECOND>",
      "timestamp of a zone": "Timestamp<MICROSECOND, Europe/Berlin>",
      "uint16": "Uint16",
    }
  `);
});

test("bytes that pyarrow stored are shared, not copied, where they are aligned", () => {
  const column = read("uint8");
  const [first, second] = [columnToArrow(column), columnToArrow(column)];
  expect((first.data[0]!.values as Uint8Array).buffer).toBe(
    (second.data[0]!.values as Uint8Array).buffer,
  );
  expect([...first]).toEqual([1, null, 3]);
});

test("periods and intervals carry what pandas reads them back by", () => {
  const fields = toArrow({
    p: read("period Q-MAR"),
    i: read("interval"),
    t: read("interval of times"),
  }).schema.fields;
  expect(fields.map(({ metadata }) => Object.fromEntries(metadata))).toEqual([
    {
      "ARROW:extension:name": "pandas.period",
      "ARROW:extension:metadata": '{"freq":"Q-MAR"}',
    },
    {
      "ARROW:extension:name": "pandas.interval",
      "ARROW:extension:metadata": '{"subtype":"int64","closed":"right"}',
    },
    {},
  ]);
});

test("labels of periods and intervals become columns beside the frame's own", () => {
  const frame = DataFrame.fromColumns({ n: Int8Array.of(1, 2) });
  expect(toArrow(frame).schema.fields.map(({ name }) => name)).toEqual(["n"]);
  const index = read("index of intervals") as unknown;
  expect(index).toBeInstanceOf(PandasIndex);
  expect(String(columnToArrow(index).type)).toBe("Struct<{left:Int64, right:Int64}>");
});

test.each(mixed)("objects of pandas in a column of mixed values are an error: %s", (name) => {
  expect(() => columnToArrow(read(name).values)).toThrow(PickleError);
});
