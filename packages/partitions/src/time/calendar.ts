/** Seconds of a day without a change of offset. */
export const daySeconds = 86_400;

/** A calendar day and time without zone or offset. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

/** Days since 1970-01-01 of a calendar date. */
export function dayNumber(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / (daySeconds * 1000));
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  return (
    dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) -
    dayNumber(year, month, 1)
  );
}

/** Day of the week of a day number, 0 = Sunday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Seconds since 1970 on the wall clock, as if it showed UTC; fractions are microseconds. */
export function wallSeconds(time: WallTime): number {
  return (
    dayNumber(time.year, time.month, time.day) * daySeconds +
    time.hour * 3600 +
    time.minute * 60 +
    time.second +
    time.microsecond / 1e6
  );
}

/** Takes wall-clock seconds apart. */
export function wallTime(seconds: number): WallTime {
  const whole = Math.floor(seconds);
  const date = new Date(whole * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    microsecond: Math.round((seconds - whole) * 1e6),
  };
}
