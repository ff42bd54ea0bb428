import { describe, expect, test } from "vitest";
import {
  DataFrame,
  Dtype,
  dumps,
  loads,
  NdArray,
  type PandasIndex,
  PickleError,
  PyGlobal,
  PyObject,
  PyReduce,
  PySlice,
  PyTuple,
  type Series,
  toJson,
} from "@heddle/serialization";

const node = (path: string, ...args: unknown[]): PyReduce => {
  const cut = path.lastIndexOf(".");
  return new PyReduce(new PyGlobal(path.slice(0, cut), path.slice(cut + 1)), PyTuple.from(args));
};
const newIndex = (kind: string, fields: object): PyReduce =>
  node("pandas.core.indexes.base._new_Index", new PyGlobal("pandas", kind), fields);
const range = (stop: number): PyReduce => newIndex("RangeIndex", { start: 0, stop, step: 1 });

/** An instance of a class of pandas with a state. */
function instance(name: string, state: unknown): PyObject {
  const made = new PyObject(new PyGlobal("pandas.arrays", name), new PyTuple());
  made.operations.push({ kind: "state", value: state });
  return made;
}

/** A frame of blocks, given as values and placement. */
function frame(
  blocks: readonly (readonly [unknown, unknown])[],
  columns: unknown,
  index: unknown,
): PyObject {
  const made = new PyObject(new PyGlobal("pandas", "DataFrame"), new PyTuple());
  const parts = blocks.map((block) => node("pandas._libs.internals._unpickle_block", ...block, 2));
  const manager = node("pandas.core.internals.managers.BlockManager", PyTuple.from(parts), [
    columns,
    index,
  ]);
  made.operations.push({ kind: "state", value: { _mgr: manager } });
  return made;
}

const matrix = (rows: number, columns: number): NdArray =>
  new NdArray(Dtype.parse("i1"), [rows, columns], new Int8Array(rows * columns));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PickleError) return error.code;
    throw error;
  }
  return "none";
}

/** What becomes of a value that was read by the default policy, when someone looks at it. */
function looks(value: unknown): string[] {
  const read = loads(dumps(value)) as DataFrame | Series;
  const view = read instanceof DataFrame ? () => read.toRows() : () => read.toArray();
  return [codeOf(view), codeOf(() => toJson(read))];
}

const limit = "SERIALIZATION_LIMIT";
const broken = "SERIALIZATION_BAD_ARGUMENT";

/** Dense arrays of Arrow's types that need no bytes. */
const arrow = (type: unknown, length: number, children: unknown[] = []): PyReduce =>
  node(
    "pyarrow.lib._restore_array",
    PyTuple.of<unknown>(type, length, 0, 0, [null], children, null),
  );

describe("a few bytes that ask for billions of values are a clear error wherever they are looked at", () => {
  const bombs: [string, () => unknown][] = [
    ["a range of labels", () => range(2 ** 40)],
    [
      "a frame whose columns are a range",
      () => frame([[matrix(1, 3), new PySlice(0, 2 ** 33, 1)]], range(2 ** 33), range(3)),
    ],
    [
      "sparse values of which none is stored",
      () =>
        instance("SparseArray", {
          _sparse_index: node("pandas._libs.sparse.IntIndex", 2 ** 40, new Int32Array()),
          _sparse_values: new Float64Array(),
          _dtype: instanceOf("SparseDtype", { _fill_value: 0.5 }),
        }),
    ],
    [
      "Arrow's nulls",
      () =>
        instance("ArrowExtensionArray", {
          _pa_array: arrow(node("pyarrow.lib.type_for_alias", "null"), 2 ** 40),
        }),
    ],
    [
      "Arrow's structs without fields",
      () =>
        instance("ArrowExtensionArray", {
          _pa_array: arrow(node("pyarrow.lib.struct", []), 2 ** 40),
        }),
    ],
    [
      "labels of a thousand shared levels",
      () => {
        const codes = new Int8Array(1_000_000);
        const level = newIndex("Index", { data: new NdArray(Dtype.parse("O"), [1], ["a"]) });
        const many = Array.from({ length: 1000 });
        return newIndex("MultiIndex", {
          levels: many.map(() => level),
          codes: many.map(() => codes),
          names: [],
        });
      },
    ],
    [
      "a block that is thousands of columns",
      () => {
        const values = matrix(1, 100_000);
        const blocks = Array.from(
          { length: 10_000 },
          (_, at) => [values, new PySlice(at, at + 1, 1)] as const,
        );
        return frame(blocks, range(10_000), range(100_000));
      },
    ],
  ];
  test.each(bombs)("%s", (_name, bomb) => {
    const [view, json] = looks(bomb());
    expect([limit, broken]).toContain(view);
    expect([limit, broken]).toContain(json);
  });
});

function instanceOf(name: string, state: unknown): PyObject {
  const made = new PyObject(new PyGlobal("pandas", name), new PyTuple());
  made.operations.push({ kind: "state", value: state });
  return made;
}

describe("parts that do not fit each other are a clear error", () => {
  const faults: [string, () => unknown][] = [
    ["no blocks", () => frame([], range(2), range(2))],
    [
      "two blocks in one place",
      () =>
        frame(
          [
            [matrix(1, 2), new PySlice(0, 1, 1)],
            [matrix(1, 2), new PySlice(0, 1, 1)],
          ],
          range(2),
          range(2),
        ),
    ],
    ["a place past the labels", () => frame([[matrix(1, 2), [7]]], range(1), range(2))],
    [
      "sparse places past the end",
      () =>
        instance("SparseArray", {
          _sparse_index: node("pandas._libs.sparse.IntIndex", 2, Int32Array.of(2)),
          _sparse_values: Float64Array.of(1),
          _dtype: instanceOf("SparseDtype", { _fill_value: 0 }),
        }),
    ],
    [
      "sparse blocks of negative length",
      () =>
        instance("SparseArray", {
          _sparse_index: node(
            "pandas._libs.sparse.BlockIndex",
            9,
            Int32Array.of(0, 1),
            Int32Array.of(-5, 6),
          ),
          _sparse_values: Float64Array.of(1),
          _dtype: instanceOf("SparseDtype", { _fill_value: 0 }),
        }),
    ],
  ];
  test.each(faults)("%s", (_name, fault) => {
    expect(looks(fault())[0]).toBe(broken);
  });
});

test("categories inside each other stop at a limit", () => {
  const categories = new Map<string, unknown>();
  const cycle = newIndex("Index", categories);
  const dtype = instanceOf("CategoricalDtype", new Map<string, unknown>([["categories", cycle]]));
  const values = node(
    "pandas._libs.arrays.__pyx_unpickle_NDArrayBacked",
    new PyGlobal("pandas", "Categorical"),
    1,
    null,
  );
  values.operations.push({ kind: "state", value: PyTuple.of<unknown>(dtype, Int8Array.of(0)) });
  categories.set("data", values);
  expect(codeOf(() => (loads(dumps([values])) as [Series])[0].toArray())).toBe(limit);
});

test("columns and labels are found whatever kind of integer they are", () => {
  const labels = newIndex("Index", { data: BigInt64Array.of(10n, 20n) });
  const numbered = loads(
    dumps(frame([[matrix(2, 3), new PySlice(0, 2, 1)]], labels, range(3))),
  ) as DataFrame;
  expect(numbered.shape).toEqual([3, 2]);
  expect((numbered.column(20) as NdArray).size).toBe(3);
  expect(numbered.column(20n)).toBeDefined();
  expect([numbered.column(30), numbered.column("20"), numbered.columnAt(2)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const counted = loads(dumps(range(5))) as PandasIndex;
  expect([
    counted.length,
    counted.indexOf(4),
    counted.indexOf(4n),
    counted.indexOf(5),
    counted.indexOf("1"),
  ]).toEqual([5, 4, 4, -1, -1]);
});

test("a frame of very many columns is read in a moment", () => {
  const wide = DataFrame.fromColumns(
    Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`c${at}`, Int8Array.of(at % 100)])),
  );
  expect((loads(dumps(wide)) as DataFrame).toRows()[0]).toMatchObject({ c0: 0, c2999: 99 });
});
