import { PickleError } from "../../errors.ts";
import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { PySlice } from "../stdlib/values.ts";
import { Dtype } from "../numpy/dtype.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { segment } from "../../pickle/decode/path.ts";
import { blockManagerOf, columnsOf } from "./block-manager.ts";
import { columnLength, columnToArray } from "./column-values.ts";
import { PandasIndex } from "./pandas-index.ts";
import { asNdArray, entry } from "./state.ts";

/** So many values a frame may have besides sixty-four for each that its blocks store. */
const maxCells = 16_777_216;

/** Values of one column: an `NdArray`, or one of pandas' own arrays, or an inert node for unknown ones. */
export type ColumnValues = unknown;

/** A pandas DataFrame, column by column. It keeps what it was decoded from, so that it is written unchanged. */
export class DataFrame extends PyObject {
  /** The labels of the columns. */
  get columns(): PandasIndex | undefined {
    const axis = blockManagerOf(this.state)?.axes[0];
    return axis instanceof PandasIndex ? axis : undefined;
  }

  /** The labels of the rows. */
  get index(): PandasIndex | undefined {
    const axis = blockManagerOf(this.state)?.axes[1];
    return axis instanceof PandasIndex ? axis : undefined;
  }

  /** How many rows and columns there are. */
  get shape(): readonly [rows: number, columns: number] {
    return [this.index?.length ?? 0, this.columns?.length ?? 0];
  }

  /**
   * The values of a column.
   *
   * @param label the column's label, as `PandasIndex.indexOf` finds it; for equal labels the first
   * @returns undefined when there is no such column
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT when labels and blocks do not fit each other
   */
  column(label: unknown): ColumnValues {
    const place = this.columns?.indexOf(label) ?? -1;
    return place < 0 ? undefined : this.columnAt(place);
  }

  /**
   * The values of the column at a place, from 0.
   *
   * @returns undefined when there is no such column
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT when labels and blocks do not fit each other
   */
  columnAt(place: number): ColumnValues {
    return this.#columns()[place]?.();
  }

  /**
   * All columns in order, as label and values.
   *
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT when labels and blocks do not fit each other
   */
  entries(): [unknown, ColumnValues][] {
    const columns = this.#columns();
    const labels = columns.length === 0 ? [] : this.columns!.toArray();
    return columns.map((values, place) => [labels[place], values()]);
  }

  /**
   * The rows as objects with JavaScript values, labels as keys; of equal labels the last.
   *
   * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE with the column's path, for values that stay inert nodes;
   *   SERIALIZATION_LIMIT for far more values than the frame stores, since its columns share them
   */
  toRows(): Record<string, unknown>[] {
    const entries = this.entries();
    this.#checkCells(entries);
    const columns = entries.map(
      ([label, values]) =>
        [String(label), columnToArray(values, `$${segment(String(label))}`)] as const,
    );
    const count = columns.reduce((longest, [, values]) => Math.max(longest, values.length), 0);
    return Array.from({ length: count }, (_, row) =>
      Object.fromEntries(columns.map(([label, values]) => [label, values[row]])),
    );
  }

  #columns(): (() => unknown)[] {
    const manager = blockManagerOf(this.state);
    return manager === undefined ? [] : columnsOf(manager, this.columns?.length ?? 0);
  }

  #checkCells(entries: readonly (readonly [unknown, ColumnValues])[]): void {
    const stored = new Set(blockManagerOf(this.state)?.blocks.map(({ values }) => values));
    const sizes = [...stored].map(columnLength);
    const most = maxCells + 64 * sizes.reduce((sum, size) => sum + size, 0);
    const cells = entries.reduce((sum, [, values]) => sum + columnLength(values), 0);
    if (cells <= most) return;
    throw new PickleError({
      code: "SERIALIZATION_LIMIT",
      message: `a frame of ${cells} values stores far fewer`,
      hint: "Read the columns that you need with `column`.",
    });
  }

  /**
   * A frame of columns, for writing.
   *
   * @param columns values by label: typed arrays, `NdArray`s of one dimension, or arrays of objects
   * @throws RangeError when columns differ in length
   */
  static fromColumns(
    columns: Readonly<Record<string, ArrayBufferView | NdArray | readonly unknown[]>>,
  ): DataFrame {
    const labels = Object.keys(columns);
    const arrays = Object.values(columns).map((values) =>
      Array.isArray(values)
        ? new NdArray(Dtype.parse("O"), [values.length], values as unknown[])
        : asNdArray(values)!,
    );
    const rows = arrays[0]?.size ?? 0;
    if (arrays.some((array) => array.size !== rows)) {
      throw new RangeError("all columns of a DataFrame must have the same length");
    }
    const index = new PandasIndex(
      newIndex,
      PyTuple.of<unknown>(
        new PyGlobal("pandas.core.indexes.range", "RangeIndex"),
        new Map<string, unknown>([
          ["name", null],
          ["start", 0],
          ["stop", rows],
          ["step", 1],
        ]),
      ),
    );
    const axis = new PandasIndex(
      newIndex,
      PyTuple.of<unknown>(
        new PyGlobal("pandas.core.indexes.base", "Index"),
        new Map<string, unknown>([
          ["data", new NdArray(Dtype.parse("O"), [labels.length], labels)],
          ["name", null],
        ]),
      ),
    );
    const blocks = arrays.map((array, place) => {
      const values = new NdArray(array.dtype, [1, rows], array.data);
      const where = new PySlice(place, place + 1, 1);
      return new PyReduce(
        new PyGlobal("pandas._libs.internals", "_unpickle_block"),
        PyTuple.of<unknown>(values, where, 2),
      );
    });
    const manager = new PyReduce(
      new PyGlobal("pandas.core.internals.managers", "BlockManager"),
      PyTuple.of<unknown>(PyTuple.from(blocks), [axis, index]),
    );
    const frame = new DataFrame(new PyGlobal("pandas.core.frame", "DataFrame"), new PyTuple());
    frame.operations.push({
      kind: "state",
      value: new Map<string, unknown>([
        ["_mgr", manager],
        ["_typ", "dataframe"],
        ["_metadata", []],
        ["attrs", new Map()],
        ["_flags", new Map([["allows_duplicate_labels", true]])],
      ]),
    });
    return frame;
  }
}

const newIndex = new PyGlobal("pandas.core.indexes.base", "_new_Index");

/** A pandas Series. It keeps what it was decoded from, so that it is written unchanged. */
export class Series extends PyObject {
  /** How many values there are. */
  get length(): number {
    return columnLength(this.values);
  }

  get name(): unknown {
    return entry(this.state, "_name") ?? entry(this.state, "name") ?? null;
  }

  /** The labels of the rows. */
  get index(): PandasIndex | undefined {
    const [axis] = this.#parts.axes;
    return axis instanceof PandasIndex ? axis : undefined;
  }

  /** The values: an `NdArray`, or one of pandas' own arrays, or an inert node for unknown ones. */
  get values(): ColumnValues {
    const { values } = this.#parts;
    return asNdArray(values) ?? values;
  }

  /**
   * The values as JavaScript has them.
   *
   * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for values that stay inert nodes
   */
  toArray(): unknown[] {
    return columnToArray(this.values, "$");
  }

  get #parts(): { axes: readonly unknown[]; values: unknown } {
    const blocks = blockManagerOf(this.state);
    if (blocks !== undefined) return { axes: blocks.axes, values: blocks.blocks[0]?.values };
    const manager = entry(this.state, "_mgr") ?? entry(this.state, "_data");
    const state = manager instanceof PyObject ? manager.state : undefined;
    const [axes, values] = Array.isArray(state) ? (state as unknown[]) : [];
    return {
      axes: Array.isArray(axes) ? (axes as unknown[]) : [],
      values: Array.isArray(values) ? (values as unknown[])[0] : undefined,
    };
  }
}
