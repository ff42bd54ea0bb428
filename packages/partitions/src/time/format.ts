import { dayNumber, daySeconds, wallTime, weekday, type WallTime } from "./calendar.ts";

const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );
const dayNames = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

type Part = (time: WallTime, offset: number, zone: string) => string;

/** Directives of Python's `strftime` in the C locale. */
const writers: Readonly<Record<string, Part>> = {
  Y: (time) => `${time.year}`,
  m: (time) => two(time.month),
  d: (time) => two(time.day),
  H: (time) => two(time.hour),
  M: (time) => two(time.minute),
  S: (time) => two(time.second),
  f: (time) => `${time.microsecond}`.padStart(6, "0"),
  y: (time) => two(time.year % 100),
  j: (time) => `${yearDay(time)}`.padStart(3, "0"),
  b: (time) => (monthNames[time.month - 1] as string).slice(0, 3),
  B: (time) => monthNames[time.month - 1] as string,
  a: (time) => (dayNames[weekdayOf(time)] as string).slice(0, 3),
  A: (time) => dayNames[weekdayOf(time)] as string,
  p: (time) => (time.hour < 12 ? "AM" : "PM"),
  I: (time) => two(((time.hour + 11) % 12) + 1),
  U: (time) => two(Math.floor((yearDay(time) + 6 - weekdayOf(time)) / 7)),
  W: (time) => two(Math.floor((yearDay(time) + 6 - ((weekdayOf(time) + 6) % 7)) / 7)),
  V: (time) => two(isoWeek(time).week),
  G: (time) => `${isoWeek(time).year}`.padStart(4, "0"),
  u: (time) => `${((weekdayOf(time) + 6) % 7) + 1}`,
  w: (time) => `${weekdayOf(time)}`,
  z: (_time, offset) => offsetText(offset),
  Z: (_time, _offset, zone) => zone,
  "%": () => "%",
};

/** `+0000`, `-0530`, with seconds only where the offset has them. */
export function offsetText(offset: number): string {
  const size = Math.abs(offset);
  const seconds = size % 60 === 0 ? "" : two(size % 60);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(size / 3600))}${two(Math.floor(size / 60) % 60)}${seconds}`;
}

/** Writes wall-clock times by one format. */
export interface TimeWriter {
  /** Whether the text carries the UTC offset by itself. */
  readonly hasOffset: boolean;
  /** @param wall wall-clock seconds since 1970 @param offset seconds east of UTC */
  write(wall: number, offset: number): string;
}

/**
 * Prepares a `strftime` format.
 *
 * @param format directives `%Y %m %d %H %M %S %f %y %j %b %B %a %A %p %I %U %W %V %G %u %w %z %Z %%`
 * @param zone what `%Z` writes for an instant
 * @throws RangeError for an unknown directive
 */
export function timeWriter(
  format: string,
  zone: (wall: number, offset: number) => string,
): TimeWriter {
  const literals: string[] = [""];
  const parts: { readonly write: Part; readonly letter: string }[] = [];
  for (let at = 0; at < format.length; at++) {
    const character = format[at] as string;
    if (character !== "%") {
      literals[literals.length - 1] += character;
      continue;
    }
    const letter = format[++at] ?? "";
    const write = writers[letter];
    if (write === undefined)
      throw new RangeError(`the format has an unknown directive "%${letter}"`);
    parts.push({ write, letter });
    literals.push("");
  }
  const letters = parts.map(({ letter }) => letter);
  const hasOffset = letters.includes("z");
  const join = (
    from: number,
    to: number,
    time: WallTime,
    offset: number,
    zoneText: string,
  ): string => {
    let text = from === 0 ? (literals[0] as string) : "";
    for (let part = from; part < to; part++) {
      text +=
        (parts[part] as { write: Part }).write(time, offset, zoneText) +
        (literals[part + 1] as string);
    }
    return text;
  };
  const firstOfTime = letters.findIndex((letter) => timeLetters.has(letter));
  const split = firstOfTime < 0 ? parts.length : firstOfTime;
  if (
    letters.slice(split).some((letter) => !timeLetters.has(letter)) ||
    letters.some((letter) => letter === "z" || letter === "Z")
  ) {
    const needsZone = letters.includes("Z");
    return {
      hasOffset,
      write: (wall, offset) =>
        join(0, parts.length, wallTime(wall), offset, needsZone ? zone(wall, offset) : ""),
    };
  }
  let lastDay = NaN;
  let dayText = "";
  const timeTexts = new Map<number, string>();
  return {
    hasOffset,
    write(wall, offset) {
      const day = Math.floor(wall / daySeconds);
      if (day !== lastDay) {
        dayText = join(0, split, wallTime(wall), offset, "");
        lastDay = day;
      }
      if (split === parts.length) return dayText;
      const second = wall - day * daySeconds;
      let timeText = timeTexts.get(second);
      if (timeText === undefined) {
        timeText = join(split, parts.length, wallTime(wall), offset, "");
        if (timeTexts.size < mostTimeTexts) timeTexts.set(second, timeText);
      }
      return dayText + timeText;
    },
  };
}

/** Directives that depend on the time of day alone. */
const timeLetters: ReadonlySet<string> = new Set(["H", "M", "S", "f", "p", "I"]);
const mostTimeTexts = 10_000;

function yearDay(time: WallTime): number {
  return dayNumber(time.year, time.month, time.day) - dayNumber(time.year, 1, 1) + 1;
}

function weekdayOf(time: WallTime): number {
  return weekday(dayNumber(time.year, time.month, time.day));
}

function isoWeek(time: WallTime): { readonly year: number; readonly week: number } {
  const day = dayNumber(time.year, time.month, time.day);
  const thursday = day - ((weekday(day) + 6) % 7) + 3;
  const year = wallTime(thursday * daySeconds).year;
  return { year, week: Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1 };
}
