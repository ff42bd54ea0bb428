import { WandbMedia } from "../media/media.ts";
import { isRecord } from "../util/json.ts";
import { parseLoose } from "../util/loose-json.ts";

/**
 * A value as JSON text for history, summary and config. Numbers that JSON has not are written as the
 * strings that W&B understands; dates as ISO text; typed arrays as lists; what has no JSON form as text.
 */
export function encodeValue(value: unknown): string {
  return JSON.stringify(plainValue(value, 0)) ?? "null";
}

const deepest = 64;

/** A value made of what JSON has. */
export function plainValue(value: unknown, depth: number): unknown {
  if (depth > deepest) return String(value);
  if (typeof value === "number")
    return Number.isFinite(value)
      ? value
      : Number.isNaN(value)
        ? "NaN"
        : value > 0
          ? "Infinity"
          : "-Infinity";
  if (typeof value === "bigint")
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as Iterable<unknown>, (each) => plainValue(each, depth + 1));
  if (Array.isArray(value)) return value.map((each) => plainValue(each, depth + 1));
  if (value instanceof Map) return plainValue(Object.fromEntries(value), depth + 1);
  if (value instanceof Set) return plainValue([...value], depth + 1);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (WandbMedia.is(value)) return `<${value.className}>`;
  if (isRecord(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, plainValue(each, depth + 1)]),
    );
  if (typeof value === "function" || typeof value === "symbol") return String(value);
  return value;
}

/** The config of a run as the API wants it: each key's value under `value`. */
export function encodeConfig(
  config: Readonly<Record<string, unknown>>,
  wandb: Readonly<Record<string, unknown>>,
): string {
  const wrapped = Object.fromEntries(
    Object.entries(config)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, { value: plainValue(value, 0) }]),
  );
  return JSON.stringify({ ...wrapped, _wandb: { value: wandb } });
}

/** The config of a run from the API's form; W&B's own keys are left out. */
export function decodeConfig(text: string | null): Record<string, unknown> {
  const parsed = text === null || text === "" ? {} : parseLoose(text);
  if (!isRecord(parsed)) return {};
  return Object.fromEntries(
    Object.entries(parsed)
      .filter(([key]) => !key.startsWith("_") && key !== "wandb_version")
      .map(([key, value]) => [key, isRecord(value) && "value" in value ? value["value"] : value]),
  );
}
