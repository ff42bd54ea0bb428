import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { PySlice } from "../stdlib/values.ts";
import { Dtype } from "../numpy/dtype.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { segment } from "../../pickle/decode/path.ts";
import { columnToArray, rowOfBlock } from "./column-values.ts";
import { PandasIndex } from "./pandas-index.ts";
import { asNdArray, entry } from "./state.ts";

/** Values of one column: an `NdArray`, or one of pandas' own arrays, or an inert node for unknown ones. */
export type ColumnValues = unknown;

/** Axes and blocks of a block manager, in the forms of pandas 1 and later. */
function managerOf(node: PyObject): { axes: unknown[]; blocks: PyReduce[] } | undefined {
  const manager = entry(node.state, "_mgr") ?? entry(node.state, "_data");
  if (manager instanceof PyReduce) {
    const [blocks, axes] = manager.args;
    return { axes: axes as unknown[], blocks: Array.from(blocks as PyReduce[]) };
  }
  return undefined;
}

/** A pandas DataFrame, column by column. It keeps what it was decoded from, so that it is written unchanged. */
export class DataFrame extends PyObject {
  /** The labels of the columns. */
  get columns(): PandasIndex | undefined {
    const axis = managerOf(this)?.axes[0];
    return axis instanceof PandasIndex ? axis : undefined;
  }

  /** The labels of the rows. */
  get index(): PandasIndex | undefined {
    const axis = managerOf(this)?.axes[1];
    return axis instanceof PandasIndex ? axis : undefined;
  }

  /**
   * The values of a column.
   *
   * @param label the column's label; for equal labels the first
   * @returns undefined when there is no such column
   */
  column(label: unknown): ColumnValues {
    const place = this.columns?.toArray().indexOf(label) ?? -1;
    return place < 0 ? undefined : this.columnAt(place);
  }

  /** The values of the column at a place, from 0. */
  columnAt(place: number): ColumnValues {
    for (const block of managerOf(this)?.blocks ?? []) {
      const [values, placement] = block.args;
      const row = rowIn(placement, place);
      if (row < 0) continue;
      return rowOfBlock(values, row);
    }
    return undefined;
  }

  /** All columns in order, as label and values. */
  entries(): [unknown, ColumnValues][] {
    return (this.columns?.toArray() ?? []).map((label, place) => [label, this.columnAt(place)]);
  }

  /**
   * The rows as objects with JavaScript values, labels as keys; of equal labels the last.
   *
   * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE with the column's path, for values that stay inert nodes
   */
  toRows(): Record<string, unknown>[] {
    const columns = this.entries().map(
      ([label, values]) =>
        [String(label), columnToArray(values, `$${segment(String(label))}`)] as const,
    );
    const count = Math.max(0, ...columns.map(([, values]) => values.length));
    return Array.from({ length: count }, (_, row) =>
      Object.fromEntries(columns.map(([label, values]) => [label, values[row]])),
    );
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

  get #parts(): { axes: unknown[]; values: unknown } {
    const manager = entry(this.state, "_mgr") ?? entry(this.state, "_data");
    if (manager instanceof PyReduce) {
      const [blocks, axes] = manager.args;
      const [block] = Array.from(blocks as unknown[]);
      return { axes: axes as unknown[], values: block instanceof PyReduce ? block.args[0] : block };
    }
    const state = manager instanceof PyObject ? manager.state : undefined;
    const [axes, values] = Array.isArray(state) ? (state as unknown[]) : [];
    return {
      axes: Array.isArray(axes) ? (axes as unknown[]) : [],
      values: Array.isArray(values) ? (values as unknown[])[0] : undefined,
    };
  }
}

/** Where a column stands in its block: placements are slices or arrays of places; -1 when it is not in it. */
function rowIn(placement: unknown, place: number): number {
  if (placement instanceof PySlice) {
    const [start, stop, step] = [placement.start ?? 0, placement.stop, placement.step ?? 1].map(
      Number,
    );
    const row = (place - start!) / step!;
    const inside = step! > 0 ? place < stop! : place > stop!;
    return row >= 0 && Number.isInteger(row) && inside ? row : -1;
  }
  const places =
    asNdArray(placement)?.toArray() ?? (Array.isArray(placement) ? (placement as unknown[]) : []);
  return places.findIndex((one) => Number(one) === place);
}
