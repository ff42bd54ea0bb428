import type { WandbType } from "./column-types.ts";
import { partEntries } from "./composite-tables.ts";
import { mediaError } from "./media-error.ts";
import { columnTypesOf, readArrays, readRow } from "./read-table.ts";
import { mediaHome, readCellMedia, readJson, type MediaSource } from "./read.ts";
import { RowScanner } from "./read-rows.ts";
import { mediaFileName } from "./serialize.ts";
import { incrementEntries } from "./table-increment.ts";

/** What a table file says of its columns. */
interface TableHead {
  readonly columns: readonly string[];
  readonly types: Readonly<Record<string, WandbType>>;
}

/** A stored table whose rows are read one by one, each time it is iterated over. */
export class TableRows implements AsyncIterable<unknown[]> {
  readonly columns: readonly string[];
  /** Types by column; empty for a file that does not tell. */
  readonly columnTypes: Readonly<Record<string, WandbType>>;
  readonly #entries: readonly string[];
  readonly #source: MediaSource;

  /** Made by {@link openTable}. */
  constructor(head: TableHead, entries: readonly string[], source: MediaSource) {
    this.columns = head.columns;
    this.columnTypes = head.types;
    this.#entries = entries;
    this.#source = source;
  }

  /**
   * The rows, cells in the order of the columns, with times, media objects and arrays as values.
   *
   * @throws WandbClientError `WANDB_CLIENT_TABLE` for a file that is no table, `WANDB_CLIENT_INTEGRITY` at the end
   *   of one whose bytes are wrong
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown[]> {
    for (const given of this.#entries) {
      const { path, source } = await mediaHome(given, this.#source);
      const head = this.#entries.length === 1 ? undefined : await readHead(path, source);
      const types = head?.types ?? this.columnTypes;
      const columns = head?.columns ?? this.columns;
      const arrays = await readArrays(
        types,
        columns,
        async (entry) => await bytesOf(entry, source),
      );
      const reading = {
        columns,
        types,
        arrays,
        readCellMedia: (cell: Readonly<Record<string, unknown>>) => readCellMedia(cell, source),
      };
      const entry = await source.artifact.entry(path, source.options);
      let index = 0;
      for await (const row of new RowScanner(path).rows(entry.stream(source.options)))
        yield await readRow(row, index++, reading);
    }
  }
}

/**
 * Opens a table of an artifact to read its rows one by one, also one that is too long for memory: a table, a
 * partitioned table, or one that was logged in increments. Only the current row and arrays of NumPy are held.
 *
 * @param artifact the artifact
 * @param name the name that the table was added under, with or without suffix
 * @throws WandbClientError `WANDB_CLIENT_ENTRY_MISSING` when there is no such table, `WANDB_CLIENT_TABLE` when it is
 *   none
 * @example
 * ```ts
 * const table = await openTable(artifact, "measurements");
 * console.log(table.columns);
 * for await (const [time, value] of table) add(time, value);
 * ```
 */
export async function openTable(
  artifact: MediaSource["artifact"],
  name: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<TableRows> {
  const partitioned = mediaFileName(name, "partitioned-table");
  const isPartitioned = (await artifact.manifest(options)).entries.has(partitioned);
  // An entry that is not there is told with those that are.
  const stored = isPartitioned ? partitioned : mediaFileName(name, "table");
  const { path, source } = await mediaHome(stored, { artifact, options });
  const { entries } = await source.artifact.manifest(options);
  if (!isPartitioned) {
    const head = await readHead(path, source);
    return new TableRows(head, incrementEntries(path, entries.keys()), source);
  }
  const partsPath = (await readJson(path, source))["parts_path"];
  if (typeof partsPath !== "string")
    throw mediaError(path, "has no parts_path", "Log the object again.");
  const parts = partEntries(partsPath, entries.keys());
  const [first] = parts;
  const home = first === undefined ? undefined : await mediaHome(first, source);
  const head = home === undefined ? undefined : await readHead(home.path, home.source);
  return new TableRows(head ?? { columns: [], types: {} }, parts, source);
}

/** Reads the columns and their types; no further than up to the rows when they stand before these. */
async function readHead(path: string, source: MediaSource): Promise<TableHead> {
  const scanner = new RowScanner(path);
  const entry = await source.artifact.entry(path, source.options);
  const rows = scanner.rows(entry.stream(source.options));
  const isKnown = (): boolean =>
    scanner.member("column_types") !== undefined && scanner.member("columns") !== undefined;
  while ((await rows.next()).done !== true && !isKnown());
  await rows.return(undefined);
  const columns = scanner.member("columns");
  if (!Array.isArray(columns)) throw mediaError(path, "has no columns", "Log the table again.");
  return {
    columns: columns.map(String),
    types: columnTypesOf(scanner.member("column_types")),
  };
}

async function bytesOf(path: string, { artifact, options }: MediaSource): Promise<Uint8Array> {
  return await (await artifact.entry(path, options)).bytes(options);
}
