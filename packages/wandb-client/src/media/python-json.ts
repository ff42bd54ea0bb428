import { comparePaths } from "../artifacts/manifest.ts";
import type { Json } from "../util/json.ts";

/**
 * Writes JSON byte for byte as Python's `json.dump(value, sort_keys=True)` does, so that the same content
 * has the same digest from both: keys sorted by code point, `", "` and `": "`, everything beyond ASCII
 * escaped, floats in Python's notation, `NaN` and `Infinity` bare.
 */
export function pythonJson(value: Json | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return pythonString(value);
  if (typeof value === "number") return pythonNumber(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (Array.isArray(value)) return `[${value.map((each: Json) => pythonJson(each)).join(", ")}]`;
  const pairs = Object.entries(value as Readonly<Record<string, Json | undefined>>)
    .filter(([, each]) => each !== undefined)
    .toSorted(([left], [right]) => comparePaths(left, right))
    .map(([key, each]) => `${pythonString(key)}: ${pythonJson(each)}`);
  return `{${pairs.join(", ")}}`;
}

function pythonString(text: string): string {
  // JSON.stringify escapes control characters; Python escapes DEL and everything beyond ASCII as well.
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Python's `repr` of a float, or an integer as it stands. */
function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (value === Infinity) return "Infinity";
  if (value === -Infinity) return "-Infinity";
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value);
  const [mantissa = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= 16 || exponent < -4) {
    const sign = exponent < 0 ? "-" : "+";
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) {
    const digits = mantissa.replace(/[-.]/g, "");
    return `${value < 0 ? "-" : ""}0.${"0".repeat(-exponent - 1)}${digits}`;
  }
  return String(value);
}
