import { PyGlobal } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import {
  pickleReduce,
  type Reduction,
  type ResolvedDumpsOptions,
} from "../../pickle/encode/options.ts";
import { asBytes } from "../../python/bytes.ts";

const dayMs = 86_400_000;

/** Python's `datetime.timedelta`, normalised: 0 ≤ seconds < 86400, 0 ≤ microseconds < 1 000 000. */
export class PyTimedelta {
  readonly days: number;
  readonly seconds: number;
  readonly microseconds: number;

  constructor(days: number, seconds = 0, microseconds = 0) {
    const carry = Math.floor(microseconds / 1_000_000);
    const allSeconds = seconds + carry;
    this.microseconds = microseconds - carry * 1_000_000;
    const carryDays = Math.floor(allSeconds / 86_400);
    this.seconds = allSeconds - carryDays * 86_400;
    this.days = days + carryDays;
  }

  /** The whole duration in milliseconds; microseconds become a fraction. */
  toMilliseconds(): number {
    return this.days * dayMs + this.seconds * 1000 + this.microseconds / 1000;
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("datetime", "timedelta"),
      args: [this.days, this.seconds, this.microseconds],
    };
  }
}

/** Python's `datetime.timezone`: a fixed offset from UTC, with or without a name. */
export class PyTimezone {
  readonly offset: PyTimedelta;
  readonly name: string | undefined;

  constructor(offset: PyTimedelta, name?: string) {
    this.offset = offset;
    this.name = name;
  }

  /** `timezone.utc`. */
  static readonly utc: PyTimezone = new PyTimezone(new PyTimedelta(0));

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("datetime", "timezone"),
      args: this.name === undefined ? [this.offset] : [this.offset, this.name],
    };
  }
}

/** Python's `datetime.date`. */
export class PyDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** `YYYY-MM-DD`. */
  toString(): string {
    return `${pad(this.year, 4)}-${pad(this.month)}-${pad(this.day)}`;
  }

  /** Midnight UTC of the day. */
  toDate(): Date {
    return utc(this.year, this.month, this.day, 0, 0, 0, 0);
  }

  [pickleReduce](): Reduction {
    const { year, month, day } = this;
    return {
      func: new PyGlobal("datetime", "date"),
      args: [asBytes(Uint8Array.of(year >> 8, year & 255, month, day))],
    };
  }
}

/** Python's `datetime.time`. */
export class PyTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** The zone: a {@link PyTimezone}, or an inert node for others; undefined for a naive time. */
  readonly tzinfo: unknown;
  /** 1 for the second of two equal wall times. Lost below protocol 4. */
  readonly fold: 0 | 1;

  constructor(
    hour: number,
    minute: number,
    second = 0,
    microsecond = 0,
    tzinfo?: unknown,
    fold: 0 | 1 = 0,
  ) {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.tzinfo = tzinfo;
    this.fold = fold;
  }

  /** `HH:MM:SS` with `.ffffff` when there are microseconds; without zone. */
  toString(): string {
    return clock(this.hour, this.minute, this.second, this.microsecond);
  }

  [pickleReduce](options: ResolvedDumpsOptions): Reduction {
    const { hour, minute, second, microsecond: micro, tzinfo } = this;
    const fold = options.protocol >= 4 ? this.fold << 7 : 0;
    const bytes = asBytes(
      Uint8Array.of(hour | fold, minute, second, micro >> 16, (micro >> 8) & 255, micro & 255),
    );
    return {
      func: new PyGlobal("datetime", "time"),
      args: tzinfo === undefined ? [bytes] : [bytes, tzinfo],
    };
  }
}

/** Python's `datetime.datetime`. */
export class PyDateTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
  /** The zone: a {@link PyTimezone}, or an inert node for others; undefined for a naive datetime. */
  readonly tzinfo: unknown;
  /** 1 for the second of two equal wall times. Lost below protocol 4. */
  readonly fold: 0 | 1;

  constructor(date: PyDate, time: PyTime = new PyTime(0, 0)) {
    this.year = date.year;
    this.month = date.month;
    this.day = date.day;
    this.hour = time.hour;
    this.minute = time.minute;
    this.second = time.second;
    this.microsecond = time.microsecond;
    this.tzinfo = time.tzinfo;
    this.fold = time.fold;
  }

  /** The moment of a Date, with zone UTC. */
  static fromDate(date: Date): PyDateTime {
    return PyDateTime.#inUtc(date, PyTimezone.utc);
  }

  /** The wall time of a Date in UTC, without zone. */
  static naive(date: Date): PyDateTime {
    return PyDateTime.#inUtc(date, undefined);
  }

  static #inUtc(date: Date, tzinfo: PyTimezone | undefined): PyDateTime {
    return new PyDateTime(
      new PyDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()),
      new PyTime(
        date.getUTCHours(),
        date.getUTCMinutes(),
        date.getUTCSeconds(),
        date.getUTCMilliseconds() * 1000,
        tzinfo,
      ),
    );
  }

  /**
   * The moment as a Date, cut to milliseconds. A naive datetime counts as UTC; a zone that is no fixed offset
   * gives undefined.
   */
  toDate(): Date | undefined {
    const { year, month, day, hour, minute, second, microsecond, tzinfo } = this;
    const wall = utc(year, month, day, hour, minute, second, Math.floor(microsecond / 1000));
    if (tzinfo === undefined) return wall;
    if (!(tzinfo instanceof PyTimezone)) return undefined;
    return new Date(wall.getTime() - tzinfo.offset.toMilliseconds());
  }

  /** ISO 8601 without zone: `YYYY-MM-DDTHH:MM:SS[.ffffff]`. */
  toString(): string {
    const { year, month, day, hour, minute, second, microsecond } = this;
    return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${clock(hour, minute, second, microsecond)}`;
  }

  [pickleReduce](options: ResolvedDumpsOptions): Reduction {
    const { year, month, day, hour, minute, second, microsecond: micro, tzinfo } = this;
    const fold = options.protocol >= 4 ? this.fold << 7 : 0;
    const bytes = asBytes(
      Uint8Array.of(
        year >> 8,
        year & 255,
        month | fold,
        day,
        hour,
        minute,
        second,
        micro >> 16,
        (micro >> 8) & 255,
        micro & 255,
      ),
    );
    return {
      func: new PyGlobal("datetime", "datetime"),
      args: tzinfo === undefined ? [bytes] : PyTuple.of<unknown>(bytes, tzinfo),
    };
  }
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function clock(hour: number, minute: number, second: number, microsecond: number): string {
  const fraction = microsecond === 0 ? "" : `.${pad(microsecond, 6)}`;
  return `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction}`;
}

function utc(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
): Date {
  // Date.UTC takes years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, ms);
  return date;
}
