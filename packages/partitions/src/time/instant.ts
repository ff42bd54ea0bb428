import { Temporal } from "temporal-polyfill/full";
import type { TimeInput } from "../context.ts";
import { PartitionsError } from "../errors.ts";
import { wallSeconds } from "./calendar.ts";
import type { Zone } from "./zone.ts";

/**
 * Reads a moment as seconds since 1970; fractions are kept.
 *
 * @param zone whose wall clock a text without an offset shows
 * @throws PARTITIONS_INVALID_TIME
 */
export function instantSeconds(input: TimeInput, zone: Zone): number {
  const milliseconds =
    typeof input === "number"
      ? input
      : typeof input === "string"
        ? textMilliseconds(input, zone)
        : input instanceof Date
          ? input.getTime()
          : input.epochMilliseconds;
  if (
    typeof milliseconds !== "number" ||
    !Number.isFinite(milliseconds) ||
    Math.abs(milliseconds) > 8.64e15
  ) {
    throw invalidTime(input);
  }
  return milliseconds / 1000;
}

function textMilliseconds(text: string, zone: Zone): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    // Not an instant: a wall-clock time, or nothing readable.
    try {
      const plain = Temporal.PlainDateTime.from(text);
      const wall =
        wallSeconds({ ...plainFields(plain), microsecond: 0 }) + plain.millisecond / 1000;
      return zone.instantOfWall(wall) * 1000;
    } catch (cause) {
      throw invalidTime(text, cause);
    }
  }
}

function plainFields(plain: Temporal.PlainDateTime): {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
} {
  const { year, month, day, hour, minute, second } = plain;
  return { year, month, day, hour, minute, second };
}

function invalidTime(input: unknown, cause?: unknown): PartitionsError {
  return new PartitionsError({
    code: "PARTITIONS_INVALID_TIME",
    message: `${JSON.stringify(input) ?? String(input)} is not a time`,
    hint: "pass a Date, milliseconds since 1970, a Temporal instant or an ISO 8601 text such as 2023-01-31T12:00:00Z",
    cause,
  });
}
