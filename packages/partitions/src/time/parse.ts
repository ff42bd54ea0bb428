import { dayNumber, daysInMonth, daySeconds, wallSeconds, wallTime, weekday } from "./calendar.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const longMonths =
  "january february march april may june july august september october november december".split(
    " ",
  );
const days = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

/** What each directive accepts, as Python's `strptime` does: numbers may lack leading zeros. */
const patterns: Readonly<Record<string, string>> = {
  Y: "\\d{4}",
  m: "1[0-2]|0[1-9]|[1-9]",
  d: "3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]",
  H: "2[0-3]|[01]\\d|\\d",
  M: "[0-5]\\d|\\d",
  S: "6[01]|[0-5]\\d|\\d",
  f: "\\d{1,6}",
  y: "\\d{2}",
  j: "36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]",
  b: months.join("|"),
  B: longMonths.join("|"),
  a: days.map((day) => day.slice(0, 3)).join("|"),
  A: days.join("|"),
  p: "am|pm",
  I: "1[0-2]|0[1-9]|[1-9]",
  U: "5[0-3]|[0-4]\\d|\\d",
  W: "5[0-3]|[0-4]\\d|\\d",
  V: "5[0-3]|0[1-9]|[1-4]\\d|\\d",
  G: "\\d{4}",
  u: "[1-7]",
  w: "[0-6]",
  z: "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|z",
  Z: "[A-Za-z_+\\-/0-9]+?",
};

/** A wall-clock time read from text. */
export interface ParsedTime {
  /** Wall-clock seconds since 1970. */
  readonly wall: number;
  /** UTC offset in seconds when the text named one. */
  readonly offset: number | undefined;
}

/** Reads texts of one format. */
export type TimeReader = (text: string) => ParsedTime | undefined;

/**
 * Prepares a format for reading.
 *
 * @param format as for writing
 * @returns a function that gives undefined for a text that does not fit or names no real date
 * @throws RangeError for an unknown directive
 */
export function timeReader(format: string): TimeReader {
  let source = "";
  const letters: string[] = [];
  for (let at = 0; at < format.length; at++) {
    const character = format[at] as string;
    if (character !== "%") {
      source += /\s/.test(character) ? "\\s+" : character.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
      continue;
    }
    const letter = format[++at] ?? "";
    if (letter === "%") {
      source += "%";
      continue;
    }
    const pattern = patterns[letter];
    if (pattern === undefined)
      throw new RangeError(`the format has an unknown directive "%${letter}"`);
    letters.push(letter);
    source += `(${pattern})`;
  }
  const expression = new RegExp(`^${source}$`, "i");
  const padded = paddedReader(format);
  return (text) => {
    const wall = padded?.(text);
    if (wall !== undefined) return { wall, offset: undefined };
    const match = expression.exec(text);
    if (match === null) return undefined;
    const fields: Record<string, string> = {};
    letters.forEach(
      (letter, index) => (fields[letter] = (match[index + 1] as string).toLowerCase()),
    );
    return read(fields);
  };
}

const widths: Readonly<Record<string, number>> = { Y: 4, m: 2, d: 2, H: 2, M: 2, S: 2 };

/**
 * A quick reader for formats of plain numbers between literals. It reads texts whose numbers have their full width
 * and gives undefined for everything else, so that the general reader decides.
 */
export function paddedReader(format: string): ((text: string) => number | undefined) | undefined {
  const literals: (readonly [number, number])[] = [];
  const places: Record<string, number> = {};
  let width = 0;
  for (let at = 0; at < format.length; at++) {
    if (format[at] !== "%") {
      if (/[\sA-Za-z]/.test(format[at] as string)) return undefined;
      literals.push([width++, format.charCodeAt(at)]);
      continue;
    }
    const letter = format[++at] as string;
    const size = widths[letter];
    if (size === undefined || places[letter] !== undefined) return undefined;
    places[letter] = width;
    width += size;
  }
  const { Y: year, m: month, d: day, H: hour, M: minute, S: second } = places;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return (text) => {
    if (typeof text !== "string" || text.length !== width) return undefined;
    for (const [place, code] of literals) if (text.charCodeAt(place) !== code) return undefined;
    const y = digits(text, year, 4);
    const mo = digits(text, month, 2);
    const d = digits(text, day, 2);
    const h = hour === undefined ? 0 : digits(text, hour, 2);
    const mi = minute === undefined ? 0 : digits(text, minute, 2);
    const s = second === undefined ? 0 : digits(text, second, 2);
    const plain =
      y >= 1000 &&
      mo >= 1 &&
      mo <= 12 &&
      d >= 1 &&
      (d <= 28 || d <= daysInMonth(y, mo)) &&
      h < 24 &&
      mi < 60 &&
      s < 60;
    return plain && h >= 0 && mi >= 0 && s >= 0
      ? Date.UTC(y, mo - 1, d, h, mi, s) / 1000
      : undefined;
  };
}

/** The number at a place; NaN when a character is no digit. */
function digits(text: string, place: number, size: number): number {
  let value = 0;
  for (let at = place; at < place + size; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function read(fields: Readonly<Record<string, string>>): ParsedTime | undefined {
  const number = (letter: string): number | undefined => {
    const text = fields[letter];
    return text === undefined ? undefined : Number(text);
  };
  const short = number("y");
  const year =
    number("Y") ?? (short === undefined ? undefined : short < 69 ? 2000 + short : 1900 + short);
  let hour = number("H") ?? 0;
  const half = number("I");
  if (half !== undefined) hour = (half % 12) + (fields["p"] === "pm" ? 12 : 0);
  const time = {
    hour,
    minute: number("M") ?? 0,
    second: number("S") ?? 0,
    microsecond: Number((fields["f"] ?? "").padEnd(6, "0")),
  };
  if (time.second > 59) return undefined;
  const offset = fields["z"] === undefined ? undefined : readOffset(fields["z"]);
  const day = readDay(fields, year, number);
  if (day === undefined) return undefined;
  const date = wallTime(day * daySeconds);
  return { wall: wallSeconds({ ...date, ...time }), offset };
}

/** The day that the fields name, as days since 1970. */
function readDay(
  fields: Readonly<Record<string, string>>,
  year: number | undefined,
  number: (letter: string) => number | undefined,
): number | undefined {
  const ofYear = number("j");
  const sinceSunday = weekdayField(fields, number);
  const isoYear = number("G");
  const isoWeek = number("V");
  if (isoYear !== undefined && isoWeek !== undefined && sinceSunday !== undefined) {
    const fourth = dayNumber(isoYear, 1, 4);
    const firstMonday = fourth - ((weekday(fourth) + 6) % 7);
    return firstMonday + (isoWeek - 1) * 7 + ((sinceSunday + 6) % 7);
  }
  const start = year ?? 1900;
  if (start === 0) return undefined;
  const week = number("U") ?? number("W");
  if (
    week !== undefined &&
    sinceSunday !== undefined &&
    year !== undefined &&
    ofYear === undefined
  ) {
    const mondayFirst = fields["U"] === undefined;
    const first = dayNumber(start, 1, 1);
    const lead = mondayFirst ? (7 - ((weekday(first) + 6) % 7)) % 7 : (7 - weekday(first)) % 7;
    const within = mondayFirst ? (sinceSunday + 6) % 7 : sinceSunday;
    const day = week === 0 ? first + lead - 7 + within : first + lead + (week - 1) * 7 + within;
    return wallTime(day * daySeconds).year === start ? day : undefined;
  }
  if (ofYear !== undefined && fields["m"] === undefined) {
    const day = dayNumber(start, 1, 1) + ofYear - 1;
    return wallTime(day * daySeconds).year === start ? day : undefined;
  }
  const month = number("m") ?? monthField(fields) ?? 1;
  const dayOfMonth = Number((fields["d"] ?? "1").trim());
  return dayOfMonth > daysInMonth(start, month) ? undefined : dayNumber(start, month, dayOfMonth);
}

function monthField(fields: Readonly<Record<string, string>>): number | undefined {
  if (fields["b"] !== undefined) return months.indexOf(fields["b"]) + 1;
  return fields["B"] === undefined ? undefined : longMonths.indexOf(fields["B"]) + 1;
}

/** The weekday field, 0 = Sunday. */
function weekdayField(
  fields: Readonly<Record<string, string>>,
  number: (letter: string) => number | undefined,
): number | undefined {
  if (fields["A"] !== undefined) return days.indexOf(fields["A"]);
  if (fields["a"] !== undefined)
    return days.findIndex((day) => day.startsWith(fields["a"] as string));
  const iso = number("u");
  return iso === undefined ? number("w") : iso % 7;
}

function readOffset(text: string): number {
  if (text === "z") return 0;
  const figures = text.slice(1).replaceAll(":", "");
  const size =
    Number(figures.slice(0, 2)) * 3600 +
    Number(figures.slice(2, 4)) * 60 +
    Number(figures.slice(4) || "0");
  return text.startsWith("-") ? -size : size;
}
