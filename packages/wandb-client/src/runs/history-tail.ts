import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";

/** The last row of a tail: a JSON list of rows that are JSON text themselves; empty when there is none. */
export function lastRow(tail: string | null): Record<string, unknown> {
  const rows = tail === null || tail === "" ? [] : parseLoose(tail);
  const last: unknown = Array.isArray(rows) ? rows.at(-1) : undefined;
  const parsed = typeof last === "string" ? parseLoose(last) : last;
  return isRecord(parsed) ? parsed : {};
}
