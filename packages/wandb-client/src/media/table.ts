import { WandbClientError } from "../errors.ts";
import { isRecord, type Json, type JsonObject } from "../util/json.ts";
import {
  asJson,
  ColumnTypes,
  inferType,
  memberNames,
  optional,
  type WandbType,
} from "./column-types.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import { forgetStored } from "./stored-media.ts";

/** What a cell may hold. */
export type TableCell =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | WandbMedia
  | readonly unknown[]
  | ArrayBufferView
  | Readonly<Record<string, unknown>>;

/** What a table starts with. */
export interface TableOptions {
  /** Names of the columns. Default: the keys of the first record, or none. */
  readonly columns?: readonly string[];
  /** Rows: one cell per column, or records with the columns' names as keys. */
  readonly data?: Iterable<readonly unknown[] | Readonly<Record<string, unknown>>>;
  /** Types by column, in place of the inferred ones. */
  readonly columnTypes?: Readonly<Record<string, WandbType>>;
  /** Let a column hold values of different kinds. Default false. */
  readonly allowMixedTypes?: boolean;
  /**
   * What happens when a run logs the table again: `INCREMENTAL` stores only the rows that were added since,
   * the others the whole table. Default `IMMUTABLE`.
   */
  readonly logMode?: "IMMUTABLE" | "MUTABLE" | "INCREMENTAL";
}

/**
 * Rows and typed columns, stored as W&B's table file.
 *
 * @example
 * ```ts
 * const table = new Table({ columns: ["a", "b"], data: [[1, "x"], [2, "y"]] });
 * table.getColumn("a"); // [1, 2]
 * ```
 */
export class Table extends WandbMedia {
  readonly mediaType = "table" as const;
  readonly className = "Table";
  readonly columns: readonly string[];
  readonly logMode: "IMMUTABLE" | "MUTABLE" | "INCREMENTAL";
  readonly #rows: unknown[][] = [];
  readonly #types: ColumnTypes;

  /** @throws WandbClientError `WANDB_CLIENT_TABLE` with the row and column of the fault */
  constructor(options: TableOptions = {}) {
    super();
    const data = options.data === undefined ? [] : [...options.data];
    const first = data[0];
    this.columns = [...(options.columns ?? (isRecord(first) ? Object.keys(first) : []))];
    if (new Set(this.columns).size !== this.columns.length)
      throw tableError("two columns have the same name", { columns: this.columns });
    this.logMode = options.logMode ?? "IMMUTABLE";
    const given = options.columnTypes ?? {};
    const unknown = Object.keys(given).find((column) => !this.columns.includes(column));
    if (unknown !== undefined) {
      throw tableError(
        `a type is given for the column ${JSON.stringify(unknown)}, which does not exist`,
        { columns: this.columns },
      );
    }
    const any = optional({ wb_type: "any" });
    const mixed =
      options.allowMixedTypes === true ? this.columns.map((column) => [column, any] as const) : [];
    this.#types = new ColumnTypes({ ...Object.fromEntries(mixed), ...given });
    for (const row of data) this.#append(row);
  }

  /** The rows; cells in the order of the columns. */
  get data(): readonly (readonly unknown[])[] {
    return this.#rows;
  }

  get rowCount(): number {
    return this.#rows.length;
  }

  /** Appends a row: the cells in order, or a record. */
  addRow(row: readonly unknown[] | Readonly<Record<string, unknown>>): void {
    this.#append(row);
    forgetStored(this);
  }

  /**
   * The cells of a column.
   *
   * @throws WandbClientError `WANDB_CLIENT_TABLE` when there is no such column
   */
  getColumn(name: string): unknown[] {
    const index = this.columns.indexOf(name);
    if (index < 0)
      throw tableError(`there is no column ${JSON.stringify(name)}`, { columns: this.columns });
    return this.#rows.map((row) => row[index]);
  }

  /** One row. */
  getRow(index: number): readonly unknown[] {
    const row = this.#rows[index];
    if (row === undefined)
      throw tableError(`there is no row ${index} among ${this.#rows.length}`, {
        rows: this.#rows.length,
      });
    return row;
  }

  /** The rows as records with the columns' names as keys. */
  *records(): Generator<Record<string, unknown>> {
    for (const row of this.#rows)
      yield Object.fromEntries(this.columns.map((column, index) => [column, row[index]]));
  }

  [Symbol.iterator](): Iterator<readonly unknown[]> {
    return this.#rows[Symbol.iterator]();
  }

  /** A table of some of the rows, with the same columns and types. */
  slice(start: number, end?: number): Table {
    return new Table({
      columns: this.columns,
      data: this.#rows.slice(start, end),
      columnTypes: this.columnTypes,
      logMode: this.logMode,
    });
  }

  /** Type of each column in W&B's type system. */
  get columnTypes(): Readonly<Record<string, WandbType>> {
    return Object.fromEntries(this.columns.map((column) => [column, this.#types.typeOf(column)]));
  }

  override get typeParams(): JsonObject {
    return { column_types: columnTypesJson(this.columnTypes) };
  }

  override async toJson(target: MediaTarget): Promise<JsonObject> {
    const data: Json[] = [];
    for (const row of this.#rows) {
      const cells: Json[] = [];
      for (const cell of row) cells.push(await cellToJson(cell, target));
      data.push(cells);
    }
    return {
      _type: "table",
      column_types: columnTypesJson(this.columnTypes),
      columns: this.columns,
      data,
      log_mode: this.logMode,
      ncols: this.columns.length,
      nrows: this.#rows.length,
      // A reader finds no rows of a growing table that says nothing of its increments.
      ...(this.logMode === "INCREMENTAL"
        ? { increment_num: 0, previous_increments_paths: [] }
        : {}),
    };
  }

  #append(row: readonly unknown[] | Readonly<Record<string, unknown>>): void {
    const index = this.#rows.length;
    const cells = isCells(row) ? [...row] : this.#fromRecord(row, index);
    if (cells.length !== this.columns.length) {
      throw tableError(
        `row ${index} has ${cells.length} cells, but there are ${this.columns.length} columns`,
        { row: index, columns: this.columns },
      );
    }
    const types = this.columns.map((column, position) =>
      this.#typeWith(column, cells[position], index),
    );
    for (const [position, column] of this.columns.entries()) {
      const type = types[position];
      if (type !== undefined) this.#types.set(column, type);
    }
    this.#rows.push(cells);
  }

  #fromRecord(row: Readonly<Record<string, unknown>>, index: number): unknown[] {
    const unknown = Object.keys(row).filter((key) => !this.columns.includes(key));
    if (unknown.length > 0)
      throw tableError(
        `row ${index} has ${unknown.map((key) => JSON.stringify(key)).join(", ")}, for which there is no column`,
        { row: index, columns: this.columns },
      );
    return this.columns.map((column) => row[column] ?? null);
  }

  #typeWith(column: string, cell: unknown, row: number): WandbType | undefined {
    const merged = this.#types.typeWith(column, cell);
    if (merged === undefined) return undefined;
    const kinds = memberNames(merged).filter((name) => name !== "none" && name !== "unknown");
    if (kinds.length <= 1) return merged;
    const found = inferType(cell).wb_type;
    throw tableError(
      `row ${row}, column ${JSON.stringify(column)} holds a ${found}, but the column is of type ${kinds.filter((name) => name !== found).join(", ")}`,
      { row, column },
      "Convert the value, or pass `allowMixedTypes: true`.",
    );
  }
}

function isCells(
  row: readonly unknown[] | Readonly<Record<string, unknown>>,
): row is readonly unknown[] {
  return Array.isArray(row);
}

/** The `column_types` of a table file. */
export function columnTypesJson(types: Readonly<Record<string, WandbType>>): JsonObject {
  return {
    wb_type: "typedDict",
    params: {
      type_map: Object.fromEntries(
        Object.entries(types).map(([column, type]) => [column, asJson(type)]),
      ),
    },
  };
}

/** A cell as it stands in the file. */
export async function cellToJson(cell: unknown, target: MediaTarget): Promise<Json> {
  // A number that is none is a gap for W&B's SDK, too.
  if (cell === null || cell === undefined || Number.isNaN(cell)) return null;
  if (typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean")
    return cell;
  if (typeof cell === "bigint") return Number(cell);
  if (cell instanceof Date) return cell.getTime();
  if (WandbMedia.is(cell)) return await cell.toJson(target);
  if (Array.isArray(cell) || ArrayBuffer.isView(cell))
    return await Promise.all(
      Array.from(cell as Iterable<unknown>, (each) => cellToJson(each, target)),
    );
  if (isRecord(cell)) {
    const pairs = await Promise.all(
      Object.entries(cell).map(
        async ([key, each]) => [key, await cellToJson(each, target)] as const,
      ),
    );
    return Object.fromEntries(pairs);
  }
  throw tableError(`a cell is a ${typeof cell}, which cannot be stored`, {});
}

/** An error about a table. */
export function tableError(
  message: string,
  details: Readonly<Record<string, unknown>>,
  hint: string = "Give every row one cell per column, of the column's type.",
): WandbClientError {
  return new WandbClientError({ code: "WANDB_CLIENT_TABLE", message, hint, details });
}
