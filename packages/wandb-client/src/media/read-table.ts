import { WandbClientError } from "../errors.ts";
import { isRecord } from "../util/json.ts";
import { membersOf, type WandbType } from "./column-types.ts";
import type { WandbMedia } from "./media.ts";
import { readNpy, type NestedList } from "./npy.ts";
import { readNpzArray } from "./npz.ts";
import { Table, tableError, type TableOptions } from "./table.ts";

/** Reads the media object of a cell, or undefined for plain data. */
export type CellReader = (
  cell: Readonly<Record<string, unknown>>,
) => Promise<WandbMedia | undefined>;

/** Reads the bytes of another entry of the artifact. */
export type EntryReader = (path: string) => Promise<Uint8Array>;

/** Makes a table from its file; types are taken from there, or inferred when it has none. */
export async function readTable(
  json: Readonly<Record<string, unknown>>,
  path: string,
  readCellMedia: CellReader,
  readEntry: EntryReader,
): Promise<Table> {
  const { columns, data } = json;
  if (!Array.isArray(columns) || !Array.isArray(data))
    throw tableError(`${path} has no columns or no data`, { path });
  const names = columns.map(String);
  const types = columnTypesOf(json["column_types"]);
  const arrays = await readArrays(types, names, readEntry);
  // The type of an array that stood apart is inferred anew, as the cells now are plain lists.
  const known = Object.fromEntries(
    Object.entries(types).filter(
      ([column]) => names.includes(column) && !arrays.has(names.indexOf(column)),
    ),
  );
  const rows: unknown[][] = [];
  for (const [index, row] of (data as unknown[]).entries()) {
    if (!Array.isArray(row))
      throw tableError(`${path}: row ${index} is not a list`, { path, row: index });
    rows.push(await readRow(row, index, { columns: names, types: known, arrays, readCellMedia }));
  }
  const logMode = json["log_mode"];
  return makeTable({
    columns: names,
    data: rows,
    columnTypes: known,
    ...(logMode === "MUTABLE" || logMode === "INCREMENTAL" ? { logMode } : {}),
  });
}

/** What the cells of a row are read by. */
export interface RowReading {
  readonly columns: readonly string[];
  readonly types: Readonly<Record<string, WandbType>>;
  /** Columns whose cells stand apart, by their place. */
  readonly arrays: ReadonlyMap<number, NestedList>;
  readonly readCellMedia: CellReader;
}

/** Turns the cells of a stored row into values: times, media, arrays. Changes the row itself. */
export async function readRow(
  cells: unknown[],
  index: number,
  { columns, types, arrays, readCellMedia }: RowReading,
): Promise<unknown[]> {
  for (const [position, cell] of cells.entries()) {
    const value = readCell(cell, types[columns[position] ?? ""], readCellMedia);
    cells[position] = value instanceof Promise ? await value : value;
  }
  for (const [position, array] of arrays) cells[position] = array[index] ?? null;
  return cells;
}

/** A table whose file says no types may hold anything; what fits no one type is mixed. */
function makeTable(options: TableOptions): Table {
  try {
    return new Table(options);
  } catch (error) {
    if (!WandbClientError.is(error)) throw error;
    return new Table({ ...options, allowMixedTypes: true });
  }
}

/** The columns whose cells stand in files of their own: arrays of NumPy, a row of the array for each cell. */
export async function readArrays(
  types: Readonly<Record<string, WandbType>>,
  columns: readonly string[],
  readEntry: EntryReader,
): Promise<ReadonlyMap<number, NestedList>> {
  const arrays = new Map<number, NestedList>();
  for (const [column, type] of Object.entries(types)) {
    const place = arrayPlace(type);
    if (place === undefined || !columns.includes(column)) continue;
    const file = readNpzArray(await readEntry(place.path), place.key, place.path);
    arrays.set(columns.indexOf(column), readNpy(file, place.path));
  }
  return arrays;
}

function arrayPlace(type: WandbType): { readonly path: string; readonly key: string } | undefined {
  const place = membersOf(type).find((each) => each.wb_type === "ndarray")?.params?.[
    "serialization_path"
  ];
  return isRecord(place) && typeof place["path"] === "string" && typeof place["key"] === "string"
    ? { path: place["path"], key: place["key"] }
    : undefined;
}

/** Types by column, from the `column_types` of a table file. */
export function columnTypesOf(columnTypes: unknown): Record<string, WandbType> {
  const params = isRecord(columnTypes) ? columnTypes["params"] : undefined;
  const map = isRecord(params) ? params["type_map"] : undefined;
  if (!isRecord(map)) return {};
  return Object.fromEntries(
    Object.entries(map).filter(([, type]) => isRecord(type) && typeof type["wb_type"] === "string"),
  ) as unknown as Record<string, WandbType>;
}

function readCell(cell: unknown, type: WandbType | undefined, readCellMedia: CellReader): unknown {
  if (isRecord(cell) && typeof cell["_type"] === "string")
    return readCellMedia(cell).then((media) => media ?? cell);
  if (type === undefined) return cell;
  if (typeof cell === "number" && holds(type, "timestamp")) return new Date(cell);
  // Python writes these numbers bare; they are read as words, as JSON has no such numbers.
  if (typeof cell === "string" && nonFinite.has(cell) && holds(type, "number")) return Number(cell);
  return cell;
}

const nonFinite: ReadonlySet<string> = new Set(["NaN", "Infinity", "-Infinity"]);

function holds(type: WandbType, name: string): boolean {
  const members = membersOf(type);
  const has = (each: string): boolean => members.some((member) => member.wb_type === each);
  return has(name) && !has("string");
}
