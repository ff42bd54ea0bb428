import { PyReduce } from "../../python/nodes.ts";
import { smallInt } from "../small-int.ts";

const monthNames = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const dayNames = "MON TUE WED THU FRI SAT SUN".split(" ");

/** Nanoseconds of the units that are counted from 1970, by pandas' letters; older versions wrote other ones. */
const nanosecondsOf: ReadonlyMap<string, bigint> = new Map([
  ["D", 86_400_000_000_000n],
  ["h", 3_600_000_000_000n],
  ["min", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", 1_000_000n],
  ["us", 1000n],
  ["ns", 1n],
]);

const olderLetters: ReadonlyMap<string, string> = new Map([
  ["A", "Y"],
  ["H", "h"],
  ["T", "min"],
  ["S", "s"],
  ["L", "ms"],
  ["U", "us"],
  ["N", "ns"],
]);

/** Letters of the offsets that can be a period's frequency. */
const lettersOfOffset: ReadonlyMap<string, string> = new Map([
  ["YearEnd", "Y"],
  ["QuarterEnd", "Q"],
  ["MonthEnd", "M"],
  ["Week", "W"],
  ["BusinessDay", "B"],
  ["Day", "D"],
  ["Hour", "h"],
  ["Minute", "min"],
  ["Second", "s"],
  ["Milli", "ms"],
  ["Micro", "us"],
  ["Nano", "ns"],
]);

const day = 86_400_000_000_000n;

/** How periods are counted: by a unit, and for years, quarters and weeks by what they end in. */
export class PeriodFrequency {
  /** pandas' text, such as `M`, `Q-MAR`, `W-SUN`, `2h`. */
  readonly text: string;
  readonly #unit: string;
  /** Month (1 to 12) in which a year ends, or day (0 is Monday) on which a week does. */
  readonly #anchor: number;

  private constructor(text: string, unit: string, anchor: number) {
    this.text = text;
    this.#unit = unit;
    this.#anchor = anchor;
  }

  /** The frequency of a text such as `Q-MAR`; undefined when it is none that periods have. */
  static parse(text: string): PeriodFrequency | undefined {
    const match = /^\d{0,9}([A-Za-z]{1,3})(?:-([A-Z]{3}))?$/.exec(text);
    if (match === null) return undefined;
    const unit = olderLetters.get(match[1]!) ?? match[1]!;
    if ("YQ".includes(unit)) {
      const month = monthNames.indexOf(match[2] ?? "DEC");
      return month < 0 ? undefined : new PeriodFrequency(text, unit, month + 1);
    }
    if (unit === "W") {
      const last = dayNames.indexOf(match[2] ?? "SUN");
      return last < 0 ? undefined : new PeriodFrequency(text, unit, last);
    }
    const known = "MB".includes(unit) || nanosecondsOf.has(unit);
    return known && match[2] === undefined ? new PeriodFrequency(text, unit, 0) : undefined;
  }

  /** The frequency that a pickle holds: a text, or a call of an offset such as `QuarterEnd(1, False, 3)`. */
  static of(value: unknown): PeriodFrequency | undefined {
    if (typeof value === "string") return PeriodFrequency.parse(value);
    if (!(value instanceof PyReduce)) return undefined;
    const unit = lettersOfOffset.get(value.functionName?.split(".").at(-1) ?? "");
    const [times, , anchor] = value.args;
    if (unit === undefined) return undefined;
    const count = smallInt(times) ?? 1;
    const place = smallInt(anchor) ?? -1;
    const name = unit === "W" ? dayNames[place] : "YQ".includes(unit) ? monthNames[place - 1] : "";
    const suffix = name === undefined || name === "" ? "" : `-${name}`;
    return PeriodFrequency.parse(`${count === 1 ? "" : count}${unit}${suffix}`);
  }

  /** Nanoseconds from 1970 to the begin of a period. */
  startOf(ordinal: bigint): bigint {
    const nanoseconds = nanosecondsOf.get(this.#unit);
    if (nanoseconds !== undefined) return ordinal * nanoseconds;
    switch (this.#unit) {
      case "W":
        // Weeks are counted from the one around 1970-01-01; pandas numbers the days from Sunday.
        return (ordinal * 7n + BigInt((this.#anchor + 1) % 7) - 10n) * day;
      case "B": {
        const fromMonday = ordinal + 3n;
        const week = floorDivide(fromMonday, 5n);
        return (week * 7n + (fromMonday - week * 5n) - 3n) * day;
      }
      default:
        return daysToMonth(this.#firstMonth(ordinal)) * day;
    }
  }

  /** pandas' text for a period, such as `2020-01`, `2020Q1`, `2020-01-06/2020-01-12`. */
  format(ordinal: bigint): string {
    const start = this.startOf(ordinal);
    const [date, time] = textOf(start);
    switch (this.#unit) {
      case "Y":
        return String(ordinal + 1970n);
      case "Q": {
        const year = floorDivide(ordinal, 4n);
        return `${year + 1970n}Q${ordinal - year * 4n + 1n}`;
      }
      case "M":
        return date.slice(0, -3);
      case "W":
        return `${date}/${textOf(start + 6n * day)[0]}`;
      case "B":
      case "D":
        return date;
      default: {
        const length = { h: 5, min: 5, s: 8, ms: 12, us: 15, ns: 18 }[this.#unit]!;
        return `${date} ${time.slice(0, length)}`;
      }
    }
  }

  /** Months from January 1970 to the first month of a period of months. */
  #firstMonth(ordinal: bigint): bigint {
    if (this.#unit === "M") return ordinal;
    // A year that ends in March begins in April of the year before.
    const shift = BigInt(this.#anchor - 12);
    return this.#unit === "Y" ? ordinal * 12n + shift : ordinal * 3n + shift;
  }
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

/** Days from 1970 to the first of a month of the Gregorian calendar, given in months from January 1970. */
function daysToMonth(months: bigint): bigint {
  // The calendar repeats after 400 years, so that any month is counted in one that a Date holds.
  const cycles = floorDivide(months, 4800n);
  const within = Number(months - cycles * 4800n);
  return cycles * 146_097n + BigInt(Date.UTC(1970, within, 1) / 86_400_000);
}

/** The date and the time of day, to the nanosecond, of a count of nanoseconds from 1970. */
function textOf(nanoseconds: bigint): [date: string, time: string] {
  const days = floorDivide(nanoseconds, day);
  const cycles = floorDivide(days, 146_097n);
  const date = new Date(Number(days - cycles * 146_097n) * 86_400_000);
  const year = BigInt(date.getUTCFullYear()) + cycles * 400n;
  const [month, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDate()];
  const rest = nanoseconds - days * day;
  const seconds = Number(rest / 1_000_000_000n);
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = String(rest % 1_000_000_000n).padStart(9, "0");
  return [
    `${year < 0n ? "-" : ""}${String(year < 0n ? -year : year).padStart(4, "0")}-${two(month)}-${two(dayOfMonth)}`,
    `${time.map(two).join(":")}.${fraction}`,
  ];
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}
