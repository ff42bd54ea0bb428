import { isRecord } from "../util/json.ts";
import type { WandbType } from "./column-types.ts";
import { Table, tableError } from "./table.ts";

/** Makes a table from its file; types are taken from there, or inferred when it has none. */
export function readTable(json: Readonly<Record<string, unknown>>, path: string): Table {
  const { columns, data } = json;
  if (!Array.isArray(columns) || !Array.isArray(data))
    throw tableError(`${path} has no columns or no data`, { path });
  const names = columns.map(String);
  const types = typesOf(json["column_types"]);
  const known = Object.fromEntries(
    Object.entries(types).filter(([column]) => names.includes(column)),
  );
  const rows = data.map((row: unknown, index) => {
    if (!Array.isArray(row))
      throw tableError(`${path}: row ${index} is not a list`, { path, row: index });
    return row.map((cell: unknown, position) => readCell(cell, known[names[position] ?? ""]));
  });
  return new Table({ columns: names, data: rows, columnTypes: known, allowMixedTypes: true });
}

function typesOf(columnTypes: unknown): Record<string, WandbType> {
  const params = isRecord(columnTypes) ? columnTypes["params"] : undefined;
  const map = isRecord(params) ? params["type_map"] : undefined;
  if (!isRecord(map)) return {};
  return Object.fromEntries(
    Object.entries(map).filter(([, type]) => isRecord(type) && typeof type["wb_type"] === "string"),
  ) as unknown as Record<string, WandbType>;
}

function readCell(cell: unknown, type: WandbType | undefined): unknown {
  if (typeof cell === "number" && type !== undefined && holdsTimestamps(type))
    return new Date(cell);
  return cell;
}

function holdsTimestamps(type: WandbType): boolean {
  if (type.wb_type === "timestamp") return true;
  const allowed = type.params?.["allowed_types"];
  return (
    type.wb_type === "union" &&
    Array.isArray(allowed) &&
    allowed.some((each) => isRecord(each) && each["wb_type"] === "timestamp")
  );
}
