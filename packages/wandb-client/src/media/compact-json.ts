import type { Json } from "../util/json.ts";

/**
 * Writes JSON as W&B's SDK writes the media files of runs: members in their order, no spaces, text as it
 * stands, `NaN` and `Infinity` bare.
 */
export function compactJson(value: Json | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
  if (typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each: Json) => compactJson(each)).join(",")}]`;
  const pairs = Object.entries(value as Readonly<Record<string, Json | undefined>>)
    .filter(([, each]) => each !== undefined)
    .map(([key, each]) => `${JSON.stringify(key)}:${compactJson(each)}`);
  return `{${pairs.join(",")}}`;
}
