import type { Json, JsonObject } from "../util/json.ts";
import { ColumnTypes, type WandbType } from "./column-types.ts";
import { WandbMedia, type MediaTarget } from "./media.ts";
import { mostRowsPerTable, partName, partsPathOf } from "./composite-tables.ts";
import { pythonJson } from "./python-json.ts";
import { cellToJson, columnTypesJson, tableError } from "./table.ts";

/** What a table stream is made of. */
export interface TableStreamOptions {
  readonly columns: readonly string[];
  /** Rows as they come: one cell per column. Read once. */
  readonly rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>;
  /** Types by column, in place of the inferred ones. */
  readonly columnTypes?: Readonly<Record<string, WandbType>>;
  /** Rows per file. Default 200 000, W&B's limit. */
  readonly rowsPerPart?: number;
}

/**
 * A table whose rows are written as they come and never held in memory together. It is stored as a
 * partitioned table, as nobody knows beforehand how many rows there are.
 */
export class TableStream extends WandbMedia {
  readonly mediaType = "partitioned-table" as const;
  readonly className = "PartitionedTable";
  readonly #options: TableStreamOptions;

  constructor(options: TableStreamOptions) {
    super();
    this.#options = options;
  }

  /** Stores the parts under a name's folder, then tells where they are. */
  async toJsonNamed(target: MediaTarget, name: string): Promise<JsonObject> {
    const partsPath = partsPathOf(name);
    const rows = rowIterator(this.#options.rows);
    for (let index = 0; ; index++) {
      const part = new TablePart(this.#options, rows);
      await target.addMedia(part, partName(partsPath, index));
      if (part.isLast) return { _type: "partitioned-table", parts_path: partsPath };
    }
  }

  override toJson(target: MediaTarget): Promise<JsonObject> {
    return this.toJsonNamed(target, "table");
  }
}

type RowIterator = AsyncIterator<readonly unknown[]>;

async function* rowIterator(
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): AsyncGenerator<readonly unknown[]> {
  yield* rows;
}

/** One file of a table stream. */
class TablePart extends WandbMedia {
  readonly mediaType = "table" as const;
  readonly className = "Table";
  isLast = false;
  readonly #options: TableStreamOptions;
  readonly #rows: RowIterator;

  constructor(options: TableStreamOptions, rows: RowIterator) {
    super();
    this.#options = options;
    this.#rows = rows;
  }

  override toJson(): Promise<JsonObject> {
    return Promise.reject(new TypeError("a part of a table stream is written in pieces"));
  }

  async *toJsonStream(target: MediaTarget): AsyncGenerator<string> {
    const { columns, columnTypes = {}, rowsPerPart = mostRowsPerTable } = this.#options;
    const types = new ColumnTypes(columnTypes);
    yield `{"_type": "table", "columns": ${pythonJson(columns)}, "data": [`;
    let count = 0;
    while (count < rowsPerPart) {
      const step = await this.#rows.next();
      if (step.done === true) {
        this.isLast = true;
        break;
      }
      const row = step.value;
      if (row.length !== columns.length) {
        throw tableError(
          `row ${count} has ${row.length} cells, but there are ${columns.length} columns`,
          { row: count, columns },
        );
      }
      const cells: Json[] = [];
      for (const [index, cell] of row.entries()) {
        const column = columns[index] ?? "";
        const type = types.typeWith(column, cell);
        if (type !== undefined) types.set(column, type);
        cells.push(await cellToJson(cell, target));
      }
      yield (count === 0 ? "" : ", ") + pythonJson(cells);
      count++;
    }
    const known = Object.fromEntries(columns.map((column) => [column, types.typeOf(column)]));
    // The types come last, as they are known only then; readers take members in any order.
    yield `], "column_types": ${pythonJson(columnTypesJson(known))}, "log_mode": "IMMUTABLE", "ncols": ${columns.length}, "nrows": ${count}}`;
  }
}
