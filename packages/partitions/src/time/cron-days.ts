import { CronPattern } from "croner";
import { dayNumber, daysInMonth, daySeconds, weekday } from "./calendar.ts";

const cycleMonths = 4800;
const cycleDays = 146_097;
const originYear = 1600;
const origin = dayNumber(originYear, 1, 1);

/**
 * A five-field cron expression on a wall clock without zone: which days it fires on, and at which seconds
 * of such a day. Both are independent in cron, so counting ticks and finding the n-th tick is arithmetic: the
 * Gregorian calendar repeats after 400 years to the day of the week, and one table of its 4800 months
 * answers for all time.
 */
export class CronDays {
  /** Seconds of the day at which it fires, ascending. */
  readonly secondsOfDay: readonly number[];
  /** Whether every hour is named, which selects the rule for changes of offset. */
  readonly everyHour: boolean;
  readonly #pattern: CronPattern;
  readonly #everyDay: boolean;
  #cumulative: Int32Array | undefined;

  /**
   * @param expression five fields; names of months and days, ranges, lists, steps, `L` and `#` as the cron library reads them
   * @throws Error of the cron library, or RangeError, when it is no five-field expression or never fires
   */
  constructor(expression: string) {
    if (expression.trim().split(/\s+/).length !== 5) {
      throw new RangeError(`a cron schedule has exactly five fields`);
    }
    const pattern = new CronPattern(expression, undefined, { mode: "5-part", sloppyRanges: true });
    const seconds: number[] = [];
    pattern.hour.forEach((hourOn, hour) => {
      pattern.minute.forEach((minuteOn, minute) => {
        if (hourOn === 1 && minuteOn === 1) seconds.push(hour * 3600 + minute * 60);
      });
    });
    this.secondsOfDay = seconds;
    this.everyHour = pattern.hour.every((on) => on === 1);
    this.#pattern = pattern;
    this.#everyDay =
      pattern.starDOM &&
      pattern.starDOW &&
      pattern.month.every((on) => on === 1) &&
      !pattern.lastDayOfMonth;
    if (!this.#everyDay && this.#table()[cycleMonths] === 0) throw new RangeError(`it never fires`);
  }

  /** Whether it fires at this wall-clock second. */
  has(wall: number): boolean {
    const day = Math.floor(wall / daySeconds);
    return this.#hasDay(day) && this.secondsOfDay.includes(wall - day * daySeconds);
  }

  /** How many ticks lie before this wall-clock second, counted from a fixed origin; negative before it. */
  countBefore(wall: number): number {
    const day = Math.floor(wall / daySeconds);
    const ticks = this.#daysBefore(day) * this.secondsOfDay.length;
    if (!this.#hasDay(day)) return ticks;
    const second = wall - day * daySeconds;
    const seconds = this.secondsOfDay;
    let low = 0;
    let high = seconds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((seconds[middle] as number) < second) low = middle + 1;
      else high = middle;
    }
    return ticks + low;
  }

  /** The wall-clock second of the tick that has `index` ticks before it. */
  at(index: number): number {
    const perDay = this.secondsOfDay.length;
    const days = Math.floor(index / perDay);
    return this.#dayAt(days) * daySeconds + (this.secondsOfDay[index - days * perDay] as number);
  }

  #hasDay(day: number): boolean {
    if (this.#everyDay) return true;
    const date = new Date(day * daySeconds * 1000);
    return (
      (this.#monthMask(date.getUTCFullYear(), date.getUTCMonth() + 1) &
        (1 << (date.getUTCDate() - 1))) !==
      0
    );
  }

  #daysBefore(day: number): number {
    if (this.#everyDay) return day - origin;
    const table = this.#table();
    const cycles = Math.floor((day - origin) / cycleDays);
    const inCycle = new Date((day - cycles * cycleDays) * daySeconds * 1000);
    const year = inCycle.getUTCFullYear();
    const month = inCycle.getUTCMonth();
    const below = (1 << (inCycle.getUTCDate() - 1)) - 1;
    return (
      cycles * (table[cycleMonths] as number) +
      (table[(year - originYear) * 12 + month] as number) +
      bitCount(this.#monthMask(year, month + 1) & below)
    );
  }

  #dayAt(index: number): number {
    if (this.#everyDay) return index + origin;
    const table = this.#table();
    const perCycle = table[cycleMonths] as number;
    const cycles = Math.floor(index / perCycle);
    const rest = index - cycles * perCycle;
    let low = 0;
    let high = cycleMonths - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((table[middle] as number) <= rest) low = middle;
      else high = middle - 1;
    }
    const year = originYear + Math.floor(low / 12);
    const month = (low % 12) + 1;
    let mask = this.#monthMask(year, month);
    for (let skip = rest - (table[low] as number); skip > 0; skip--) mask &= mask - 1;
    return dayNumber(year, month, 1) + (31 - Math.clz32(mask & -mask)) + cycles * cycleDays;
  }

  #table(): Int32Array {
    if (this.#cumulative === undefined) {
      const table = new Int32Array(cycleMonths + 1);
      for (let month = 0; month < cycleMonths; month++) {
        const mask = this.#monthMask(originYear + Math.floor(month / 12), (month % 12) + 1);
        table[month + 1] = (table[month] as number) + bitCount(mask);
      }
      this.#cumulative = table;
    }
    return this.#cumulative;
  }

  /** Bit d-1 is set when it fires on day d of the month. */
  #monthMask(year: number, month: number): number {
    const pattern = this.#pattern;
    if (pattern.month[month - 1] !== 1) return 0;
    const length = daysInMonth(year, month);
    const whole = length === 31 ? 0x7fffffff : (1 << length) - 1;
    let byDate = 0;
    pattern.day.forEach((on, index) => {
      if (on === 1) byDate |= 1 << index;
    });
    if (pattern.lastDayOfMonth) byDate |= 1 << (length - 1);
    byDate &= whole;
    let byWeekday = 0;
    const first = weekday(dayNumber(year, month, 1));
    for (let day = 1; day <= length; day++) {
      const allowed = pattern.dayOfWeek[(first + day - 1) % 7] as number;
      const occurrence = 1 << Math.floor((day - 1) / 7);
      const isLast = day + 7 > length;
      if ((allowed & occurrence) !== 0 || (isLast && (allowed & lastOccurrence) !== 0))
        byWeekday |= 1 << (day - 1);
    }
    if (pattern.starDOM && pattern.starDOW) return whole;
    if (pattern.starDOM) return byWeekday;
    if (pattern.starDOW) return byDate;
    return byDate | byWeekday;
  }
}

/** The cron library marks "the last such weekday of the month" with this bit. */
const lastOccurrence = 0b100000;

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
