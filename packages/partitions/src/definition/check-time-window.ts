import type { Problem } from "@heddle/errors";
import type { Grid } from "../shape/grid.ts";
import { daysInMonth, wallSeconds } from "../time/calendar.ts";
import { CronDays } from "../time/cron-days.ts";
import { timeWriter } from "../time/format.ts";
import { instantSeconds } from "../time/instant.ts";
import { timeReader } from "../time/parse.ts";
import { Zone } from "../time/zone.ts";
import { invalidDefinition } from "./invalid-definition.ts";
import type { BoundInput, TimeWindowOptions, WallClockInput } from "./time-options.ts";
import { latest, TimeWindowDefinition } from "./time-window-definition.ts";

const firstYear = 1800;
const lastYear = 2199;
const probedWindows: readonly number[] = [
  ...Array(60).keys(),
  100,
  168,
  365,
  366,
  1000,
  1461,
  8784,
];

/**
 * Builds a time-window definition or reports everything that is wrong with its options at once.
 *
 * @throws PARTITIONS_INVALID_DEFINITION
 */
export function checkedTimeWindows<G extends Grid>(
  what: string,
  grid: G,
  cron: string,
  options: TimeWindowOptions & { readonly format: string },
): TimeWindowDefinition<G> {
  const problems: Problem[] = [];
  const attempt = <T>(path: string, hint: string | undefined, action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      problems.push({ path, message: messageOf(error), ...(hint === undefined ? {} : { hint }) });
      return undefined;
    }
  };
  const { format } = options;
  const zone = attempt(
    "timezone",
    "use a name of the IANA time zone database, such as Europe/Berlin",
    () => checkZone(options.timezone),
  );
  attempt(
    "format",
    "see Python's strftime",
    () => (timeWriter(format, () => ""), timeReader(format)),
  );
  const days = attempt("cron", "five fields: minute, hour, day of month, month, day of week", () =>
    cronDays(cron),
  );
  const endOffset = options.endOffset ?? 0;
  if (!Number.isSafeInteger(endOffset) || Math.abs(endOffset) > 10_000_000) {
    problems.push({
      path: "endOffset",
      message: `endOffset is a whole number of windows, not ${endOffset}`,
    });
  }
  if (zone === undefined || problems.some(({ path }) => path === "format"))
    throw invalidDefinition(what, problems);

  const bound = (path: string, input: BoundInput): number | undefined =>
    attempt(path, `write it in the format "${format}", or give a Date`, () =>
      boundSeconds(input, format, zone),
    );
  const start = bound("start", options.start);
  const end = options.end === undefined ? undefined : bound("end", options.end);
  if (start !== undefined && end !== undefined && end < start) {
    problems.push({
      path: "end",
      message: `the end ${show(options.end)} comes before the start ${show(options.start)}`,
    });
  }
  const excludedCrons: { cron: string; days: CronDays }[] = [];
  const excludedInstants: number[] = [];
  (options.exclusions ?? []).forEach((exclusion, index) => {
    const path = `exclusions[${index}]`;
    if (typeof exclusion === "string" && exclusion.trim().split(/\s+/).length > 1) {
      const excluded = attempt(path, "give a five-field cron expression", () =>
        cronDays(exclusion),
      );
      if (excluded !== undefined) excludedCrons.push({ cron: exclusion, days: excluded });
    } else {
      const instant = bound(path, exclusion);
      if (instant !== undefined) excludedInstants.push(instant);
    }
  });
  if (problems.length > 0 || days === undefined || start === undefined)
    throw invalidDefinition(what, problems);
  const definition = new TimeWindowDefinition<G>({
    grid,
    start,
    end,
    zone,
    format,
    endOffset,
    cron,
    days,
    excludedCrons,
    excludedInstants,
  });
  const clash = unreadableKey(definition);
  if (clash !== undefined) {
    throw invalidDefinition(what, [
      {
        path: "format",
        message: `the format "${format}" does not tell windows of "${cron}" apart: "${clash}" is not one window's key`,
        hint: "add the missing parts of the date or time to the format",
      },
    ]);
  }
  return definition;
}

/** A key among the first windows, and some after years, that does not lead back to its window. */
function unreadableKey(definition: TimeWindowDefinition): string | undefined {
  const { endSeconds } = definition;
  const count = endSeconds === undefined ? Infinity : definition.windowsEndedBy(endSeconds);
  for (const ordinal of probedWindows) {
    if (ordinal >= count || definition.windowOfOrdinal(ordinal).end >= latest) break;
    const key = definition.keyOfOrdinal(ordinal);
    if (definition.ordinalOf(key) !== ordinal) return key;
  }
  return undefined;
}

function cronDays(cron: string): CronDays {
  try {
    return new CronDays(cron);
  } catch (error) {
    throw new RangeError(
      `"${cron}" is not a valid cron schedule: ${messageOf(error).replace(/^CronPattern: /, "")}`,
      { cause: error },
    );
  }
}

function checkZone(name: string | undefined): Zone {
  try {
    return Zone.of(name ?? "UTC");
  } catch (error) {
    throw new RangeError(`"${name}" is not a known time zone`, { cause: error });
  }
}

/** Reads a bound as seconds since 1970. */
function boundSeconds(input: BoundInput, format: string, zone: Zone): number {
  const seconds = readBound(input, format, zone);
  const year = new Date(seconds * 1000).getUTCFullYear();
  if (!(year >= firstYear && year <= lastYear)) {
    throw new RangeError(`${show(input)} lies outside the years ${firstYear} to ${lastYear}`);
  }
  return seconds;
}

function readBound(input: BoundInput, format: string, zone: Zone): number {
  if (typeof input === "string") {
    const parsed = timeReader(format)(input) ?? timeReader(`${format}%z`)(input);
    if (parsed === undefined)
      throw new RangeError(`"${input}" is not a date in the format "${format}"`);
    return parsed.offset === undefined
      ? zone.instantOfWall(parsed.wall)
      : parsed.wall - parsed.offset;
  }
  return isWallClock(input) ? zone.instantOfWall(wallOf(input)) : instantSeconds(input, zone);
}

function isWallClock(input: BoundInput): input is WallClockInput {
  return typeof input === "object" && "year" in input && !("epochMilliseconds" in input);
}

function wallOf(input: WallClockInput): number {
  const { year, month, day, hour = 0, minute = 0, second = 0 } = input;
  const real =
    [year, month, day, hour, minute, second].every(Number.isInteger) &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60;
  if (!real)
    throw new RangeError(
      `${year}-${month}-${day} ${hour}:${minute}:${second} is not a date and time`,
    );
  return wallSeconds({ year, month, day, hour, minute, second, microsecond: 0 });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function show(input: BoundInput | undefined): string {
  return typeof input === "string" ? `"${input}"` : (JSON.stringify(input) ?? "");
}
