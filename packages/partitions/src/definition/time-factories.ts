import { checkedTimeWindows } from "./check-time-window.ts";
import type {
  CronOptions,
  DailyOptions,
  HourlyOptions,
  MonthlyOptions,
  TimeWindowOptions,
  WeeklyOptions,
} from "./time-options.ts";
import type { TimePartitions } from "./time-partitions.ts";

type Offset = "minuteOffset" | "hourOffset" | "dayOffset";

/** Options with at least one offset: their grid is `custom`, whatever the offset's value. */
type Shifted<O> = { [K in keyof O & Offset]: O & { readonly [P in K]: number } }[keyof O & Offset];

/** Options without any offset. */
interface Plain extends TimeWindowOptions {
  readonly minuteOffset?: never;
  readonly hourOffset?: never;
  readonly dayOffset?: never;
}

function isPlain(options: object): boolean {
  return !("minuteOffset" in options || "hourOffset" in options || "dayOffset" in options);
}

/**
 * Defines one partition for each hour.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 *
 * @example
 * ```ts
 * const hourly = hourlyPartitions({ start: "2023-01-01-00:00", timezone: "Europe/Berlin" });
 * hourly.getFirstPartitionKey(); // "2023-01-01-00:00"
 * ```
 */
export function hourlyPartitions(options: Shifted<HourlyOptions>): TimePartitions<"custom">;
export function hourlyPartitions(options: Plain): TimePartitions<"hourly">;
export function hourlyPartitions(options: HourlyOptions): TimePartitions<"hourly" | "custom"> {
  return checkedTimeWindows(
    "hourly partitions",
    isPlain(options) ? "hourly" : "custom",
    `${options.minuteOffset ?? 0} * * * *`,
    {
      ...options,
      format: options.format ?? "%Y-%m-%d-%H:%M",
    },
  );
}

/**
 * Defines one partition for each day.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 *
 * @example
 * ```ts
 * const january = dailyPartitions({ start: "2023-01-01", end: "2023-02-01" });
 * january.getNumPartitions(); // 31: the end is exclusive
 * ```
 */
export function dailyPartitions(options: Shifted<DailyOptions>): TimePartitions<"custom">;
export function dailyPartitions(options: Plain): TimePartitions<"daily">;
export function dailyPartitions(options: DailyOptions): TimePartitions<"daily" | "custom"> {
  const cron = `${options.minuteOffset ?? 0} ${options.hourOffset ?? 0} * * *`;
  return checkedTimeWindows("daily partitions", isPlain(options) ? "daily" : "custom", cron, {
    ...options,
    format: options.format ?? "%Y-%m-%d",
  });
}

/**
 * Defines one partition for each week; weeks start on Sunday unless `dayOffset` says otherwise.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 */
export function weeklyPartitions(options: Shifted<WeeklyOptions>): TimePartitions<"custom">;
export function weeklyPartitions(options: Plain): TimePartitions<"weekly">;
export function weeklyPartitions(options: WeeklyOptions): TimePartitions<"weekly" | "custom"> {
  const cron = `${options.minuteOffset ?? 0} ${options.hourOffset ?? 0} * * ${options.dayOffset ?? 0}`;
  return checkedTimeWindows("weekly partitions", isPlain(options) ? "weekly" : "custom", cron, {
    ...options,
    format: options.format ?? "%Y-%m-%d",
  });
}

/**
 * Defines one partition for each month, from the first unless `dayOffset` says otherwise.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 */
export function monthlyPartitions(options: Shifted<MonthlyOptions>): TimePartitions<"custom">;
export function monthlyPartitions(options: Plain): TimePartitions<"monthly">;
export function monthlyPartitions(options: MonthlyOptions): TimePartitions<"monthly" | "custom"> {
  const cron = `${options.minuteOffset ?? 0} ${options.hourOffset ?? 0} ${options.dayOffset ?? 1} * *`;
  return checkedTimeWindows("monthly partitions", isPlain(options) ? "monthly" : "custom", cron, {
    ...options,
    format: options.format ?? "%Y-%m-%d",
  });
}

/**
 * Defines partitions between the ticks of a cron expression.
 *
 * @throws PARTITIONS_INVALID_DEFINITION with every fault of the options
 *
 * @example
 * ```ts
 * const halves = timeWindowPartitions({ cron: "0 0,12 * * *", start: "2023-01-01-00", format: "%Y-%m-%d-%H" });
 * ```
 */
export function timeWindowPartitions(options: CronOptions): TimePartitions<"custom"> {
  return checkedTimeWindows(
    "time-window partitions",
    "custom",
    options.cron.trim().replace(/\s+/g, " "),
    options,
  );
}
