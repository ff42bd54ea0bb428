import { Field, RecordBatch, Schema, Table, type Vector } from "apache-arrow";
import { PickleError } from "../errors.ts";
import { NdArray } from "../types/numpy/nd-array.ts";
import { DataFrame, Series } from "../types/pandas/data-frame.ts";
import type { PandasIndex } from "../types/pandas/pandas-index.ts";
import { columnToArrow, dictionaryToArrow, indexToArrow } from "./column.ts";
import { extensionOf } from "./extension.ts";

/** What becomes a table: pandas' views, an array of records or of one column, or columns by name. */
export type ArrowSource = DataFrame | Series | NdArray | Readonly<Record<string, unknown>>;

/** Which columns a table gets. */
export interface ArrowOptions {
  /** The columns to take, by name. Default all. */
  readonly columns?: readonly string[];
  /**
   * The labels of the rows: `"auto"` (default) makes a column of them unless they only count from 0, named as
   * pandas' own conversion names it (the index's name, or `__index_level_0__`); `"omit"` leaves them out.
   */
  readonly index?: "auto" | "omit";
}

/**
 * Converts decoded pandas and NumPy values to an Apache Arrow table, column by column. Numbers are shared with
 * what was decoded, not copied. Needs the package `apache-arrow`.
 *
 * Masked values, `NaT` and codes of -1 become null; in columns of objects None and NaN too. Categorical columns
 * become dictionaries, datetimes and timedeltas timestamps and durations of their unit, columns of `ArrowDtype` their own
 * type. Periods become their numbers and intervals structs of `left` and `right`, in fields whose metadata makes pandas
 * read them as what they were; sparse columns are spread out.
 *
 * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE with the column's path, for values that have no
 *   counterpart (mixed objects, complex numbers)
 *
 * @example
 * ```ts
 * import { toArrow } from "@heddle/serialization/arrow";
 *
 * const table = toArrow(loads(bytes) as DataFrame);
 * ```
 */
export function toArrow(source: ArrowSource, options: ArrowOptions = {}): Table {
  const columns = columnsOf(source);
  const index = source instanceof DataFrame || source instanceof Series ? source.index : undefined;
  const wanted = options.columns ?? columns.map(([name]) => name);
  const vectors: Record<string, Vector> = Object.create(null) as Record<string, Vector>;
  const extensions = new Map<string, Map<string, string>>();
  const note = (name: string, values: unknown): void => {
    const [end] = vectors[name]!.type.children ?? [];
    const extension = extensionOf(values, String(end?.type));
    if (extension !== undefined) extensions.set(name, extension);
  };
  for (const name of wanted) {
    const column = columns.find(([candidate]) => candidate === name);
    if (column === undefined) {
      throw new PickleError({
        code: "SERIALIZATION_BAD_OPTION",
        message: `there is no column ${JSON.stringify(name)}; there are ${columns.map(([label]) => JSON.stringify(label)).join(", ")}`,
      });
    }
    vectors[name] = columnToArrow(column[1], pathOf(name));
    note(name, column[1]);
  }
  if (index !== undefined && options.index !== "omit" && !isCounting(index)) {
    for (const [name, labels] of indexColumns(index)) {
      if (name in vectors) continue;
      vectors[name] = labels;
      if (index.levels === undefined) note(name, index);
    }
  }
  return withMetadata(new Table(vectors), extensions);
}

/** The table with metadata at the fields that have some. */
function withMetadata(table: Table, metadata: ReadonlyMap<string, Map<string, string>>): Table {
  if (metadata.size === 0) return table;
  const fields = table.schema.fields.map(
    ({ name, type, nullable }) => new Field(name, type, nullable, metadata.get(name)),
  );
  const schema = new Schema(fields);
  return new Table(
    schema,
    table.batches.map((batch) => new RecordBatch(schema, batch.data)),
  );
}

function columnsOf(source: ArrowSource): [name: string, values: unknown][] {
  if (source instanceof DataFrame) {
    return source.entries().map(([label, values], at) => [labelOf(label) ?? String(at), values]);
  }
  if (source instanceof Series) {
    return [[labelOf(source.name) ?? "0", source.values]];
  }
  if (source instanceof NdArray) {
    const { fields } = source.dtype;
    if (fields === undefined) return [["0", source]];
    return fields.map(({ name }) => [name, source.field(name)]);
  }
  return Object.entries(source);
}

/** A label as a column's name; undefined for None. */
function labelOf(label: unknown): string | undefined {
  if (label === null || label === undefined) return undefined;
  if (Array.isArray(label)) return label.map(String).join(", ");
  return typeof label === "object" ? undefined : `${label as number}`;
}

/** The labels of the rows, one column per level. */
function indexColumns(index: PandasIndex): [name: string, labels: Vector][] {
  const { levels, codes, names } = index;
  if (levels === undefined || codes === undefined) {
    const name = labelOf(index.name) ?? "__index_level_0__";
    return [[name, indexToArrow(index, pathOf(name))]];
  }
  return levels.map((level, at) => {
    const name = labelOf(names?.[at]) ?? `__index_level_${at}__`;
    return [name, dictionaryToArrow(codes[at] ?? [], level, pathOf(name))];
  });
}

/** Whether labels are 0, 1, 2 … */
function isCounting({ range, name }: PandasIndex): boolean {
  return range?.start === 0 && range.step === 1 && name === null;
}

function pathOf(name: string): string {
  return `$[${JSON.stringify(name)}]`;
}
