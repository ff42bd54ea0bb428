import type { PartitionsContext, TimeInput } from "../context.ts";
import type { Grid } from "../shape/grid.ts";
import type { PartitionsDefinition } from "./partitions-definition.ts";
import type { TimeWindow } from "./time-window.ts";

/** How many windows a cadence has: the kinds that a cron expression can plainly be. */
export type Cadence = "hourly" | "daily" | "weekly" | "monthly";

/** Minutes, hours and days to put into a cadence's cron expression. */
export interface CronOverrides {
  readonly minuteOfHour?: number | undefined;
  readonly hourOfDay?: number | undefined;
  /** 0 = Sunday. */
  readonly dayOfWeek?: number | undefined;
  readonly dayOfMonth?: number | undefined;
}

/** Partitions that are windows of time between the ticks of a cron expression. */
export interface TimePartitions<out G extends Grid = Grid> extends PartitionsDefinition {
  readonly kind: "time";
  /** What the type of an input may rely on; `custom` when offsets or a cron expression were given. */
  readonly grid: G;
  /** Earliest start of the first window. */
  readonly start: Date;
  /** Latest end of the last window. */
  readonly end: Date | undefined;
  /** IANA name. */
  readonly timezone: string;
  /** `strftime` format of keys. */
  readonly format: string;
  readonly endOffset: number;
  /** The five-field cron expression. */
  readonly cron: string;
  /** The cadence that the cron expression has, if it is a plain one. */
  readonly cadence: Cadence | undefined;

  /** The window of a key. @throws PARTITIONS_UNKNOWN_KEY for a text that is no key, unless `strict` is false: then the first window at or after the time the text names, as in Dagster */
  timeWindowForPartitionKey(key: string, options?: { readonly strict?: boolean }): TimeWindow;
  /** The key of the window that holds a moment; existing or not. With `endClosed`, a moment on a border belongs to the window that ends there. */
  getPartitionKeyForTimestamp(time: TimeInput, options?: { readonly endClosed?: boolean }): string;
  /** The keys whose windows start in `[start, end)`; existing or not, but not before the definition's start. */
  getPartitionKeysInTimeWindow(window: {
    readonly start: TimeInput;
    readonly end: TimeInput;
  }): string[];
  /** The first existing window. */
  getFirstPartitionWindow(context?: PartitionsContext): TimeWindow | undefined;
  /** The last existing window. */
  getLastPartitionWindow(context?: PartitionsContext): TimeWindow | undefined;
  /** The first window that starts at or after a moment. With `respectBounds` (default true) undefined unless it exists. */
  getNextPartitionWindow(
    time: TimeInput,
    options?: { readonly respectBounds?: boolean },
    context?: PartitionsContext,
  ): TimeWindow | undefined;
  /** The last window that ends at or before a moment. With `respectBounds` (default true) undefined before the first. */
  getPreviousPartitionWindow(
    time: TimeInput,
    options?: { readonly respectBounds?: boolean },
    context?: PartitionsContext,
  ): TimeWindow | undefined;
  /** Whether one key's window starts before another's. @throws PARTITIONS_UNKNOWN_KEY */
  isBefore(left: string, right: string): boolean;
  /** The cron expression with other minutes, hours or days. @throws PARTITIONS_INVALID_DEFINITION when the cadence has no such field */
  getCronSchedule(overrides?: CronOverrides): string;
}
