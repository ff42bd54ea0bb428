import type { TimeInput } from "../context.ts";

/** Wall-clock fields in the definition's zone; `Temporal.PlainDate` and `PlainDateTime` fit. */
export interface WallClockInput {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
}

/**
 * A bound of a time-window definition: a text in the definition's `format`, wall-clock fields, or an instant (`Date`,
 * milliseconds, `Temporal.Instant`, `ZonedDateTime`). An instant is converted to the definition's zone, never relabelled.
 */
export type BoundInput = TimeInput | WallClockInput;

/** What all time-window definitions share. */
export interface TimeWindowOptions {
  /** The first window starts at the first tick at or after this. */
  readonly start: BoundInput;
  /** No window ends after this. Default: none. */
  readonly end?: BoundInput | undefined;
  /** IANA name of the zone in which ticks and keys are meant. Default: `UTC`, not the machine's zone. */
  readonly timezone?: string | undefined;
  /** `strftime` format of keys. */
  readonly format?: string | undefined;
  /** How many windows exist beyond the last one that has ended; negative takes away. Default: 0. */
  readonly endOffset?: number | undefined;
  /** Windows to leave out: by start instant, or by a cron expression that their starts match. Default: none. */
  readonly exclusions?: readonly (string | BoundInput)[] | undefined;
}

/** Options of {@link hourlyPartitions}; the default format is `%Y-%m-%d-%H:%M`. */
export interface HourlyOptions extends TimeWindowOptions {
  /** Minutes past the hour at which windows start. Default: 0. */
  readonly minuteOffset?: number | undefined;
}

/** Options of {@link dailyPartitions}; the default format is `%Y-%m-%d`. */
export interface DailyOptions extends HourlyOptions {
  /** Hours past midnight at which windows start. Default: 0. */
  readonly hourOffset?: number | undefined;
}

/** Options of {@link weeklyPartitions}; the default format is `%Y-%m-%d`. */
export interface WeeklyOptions extends DailyOptions {
  /** Day on which windows start, 0 = Sunday to 6 = Saturday. Default: 0. */
  readonly dayOffset?: number | undefined;
}

/** Options of {@link monthlyPartitions}; the default format is `%Y-%m-%d`. */
export interface MonthlyOptions extends DailyOptions {
  /** Day of the month on which windows start, 1 to 31. Default: 1. */
  readonly dayOffset?: number | undefined;
}

/** Options of {@link timeWindowPartitions}. */
export interface CronOptions extends TimeWindowOptions {
  /** Five cron fields; windows go from one tick to the next. */
  readonly cron: string;
  readonly format: string;
}
