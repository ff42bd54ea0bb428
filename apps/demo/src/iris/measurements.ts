import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";

/** The four numbers that describe one flower, in centimetres. */
export const features = [
  "sepal_length_cm",
  "sepal_width_cm",
  "petal_length_cm",
  "petal_width_cm",
] as const;

/** One flower: its four lengths and the name of its species. */
export type Measurement = readonly [number, number, number, number, string];

/** The column names of a table of measurements. */
export const columns: readonly string[] = [...features, "species"];

/** Reads Fisher's 150 flowers from the CSV file that ships with the demo. */
export function readMeasurements(
  file: URL = new URL("../../data/iris.csv", import.meta.url),
): Measurement[] {
  const rows = parse<Record<string, string>>(readFileSync(file), { columns: true });
  return rows.map((row, index) => {
    const [a, b, c, d] = features.map((name) => Number(row[name]));
    const { species } = row;
    if (
      a === undefined ||
      b === undefined ||
      c === undefined ||
      d === undefined ||
      species === undefined ||
      [a, b, c, d].some((length) => !(length > 0))
    ) {
      throw new Error(`line ${String(index + 2)} of ${file.pathname} is not a measurement`);
    }
    return [a, b, c, d, species];
  });
}

/** A row of a table of measurements, checked. */
export function toMeasurement(row: readonly unknown[]): Measurement {
  const [a, b, c, d, species] = row;
  if (
    typeof a !== "number" ||
    typeof b !== "number" ||
    typeof c !== "number" ||
    typeof d !== "number" ||
    typeof species !== "string"
  ) {
    throw new Error(`not a measurement: ${JSON.stringify(row)}`);
  }
  return [a, b, c, d, species];
}
