import type { PartitionsContext, TimeInput } from "../context.ts";
import type { Grid } from "../shape/grid.ts";
import {
  fullSubset,
  keySubset,
  knownKeySubset,
  rangeSubset,
  subsetOf,
} from "../subset/interval-subset.ts";
import { noIntervals } from "../subset/intervals.ts";
import type { KeyAxis } from "../subset/key-axis.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import type { CronDays } from "../time/cron-days.ts";
import { timeWriter, type TimeWriter } from "../time/format.ts";
import { instantSeconds } from "../time/instant.ts";
import { paddedReader, timeReader, type TimeReader } from "../time/parse.ts";
import { Ticks } from "../time/ticks.ts";
import type { Zone } from "../time/zone.ts";
import { zoneAbbreviation } from "../time/zone-abbreviation.ts";
import { BaseDefinition } from "./base-definition.ts";
import { cadenceOf, cronWith } from "./cadence.ts";
import { ExcludedTicks } from "./excluded-ticks.ts";
import type { KeyLine } from "./key-line.ts";
import type { PartitionKeyRange, PartitionsDefinition } from "./partitions-definition.ts";
import type { Cadence, CronOverrides, TimePartitions } from "./time-partitions.ts";
import type { SecondsWindow, TimeWindow } from "./time-window.ts";

/** Everything a time-window definition is made of, checked. Times in seconds since 1970. */
export interface TimeWindowFields<G extends Grid> {
  readonly grid: G;
  readonly start: number;
  readonly end: number | undefined;
  readonly zone: Zone;
  readonly format: string;
  readonly endOffset: number;
  readonly cron: string;
  readonly days: CronDays;
  readonly excludedCrons: readonly { readonly cron: string; readonly days: CronDays }[];
  readonly excludedInstants: readonly number[];
}

/** How many keys a lazy listing writes at a time. */
const spanChunk = 1024;
const earliest = Date.UTC(1800, 0, 2) / 1000;
/** Last instant whose ticks are exact. */
export const latest: number = Date.UTC(2199, 11, 30) / 1000;

/** @internal */
export class TimeWindowDefinition<out G extends Grid = Grid>
  extends BaseDefinition<string>
  implements TimePartitions<G>, KeyAxis
{
  readonly kind = "time";
  readonly grid: G;
  readonly timezone: string;
  readonly format: string;
  readonly endOffset: number;
  readonly cron: string;
  readonly cadence: Cadence | undefined;
  readonly ticks: Ticks;
  readonly startSeconds: number;
  readonly endSeconds: number | undefined;
  readonly zone: Zone;
  readonly #fields: TimeWindowFields<G>;
  readonly #everyHour: boolean;
  readonly #writer: TimeWriter;
  readonly #offsetWriter: TimeWriter;
  readonly #padded: ((text: string) => number | undefined) | undefined;
  readonly #reader: TimeReader;
  readonly #offsetReader: TimeReader | undefined;
  readonly #excluded: ExcludedTicks | undefined;
  /** Index of the first tick at or after the start. */
  readonly #firstTick: number;
  /** The last time that was asked for, and the count at it. */
  #countedAt: TimeInput | undefined;
  #counted = 0;

  constructor(fields: TimeWindowFields<G>) {
    super();
    this.#fields = fields;
    this.grid = fields.grid;
    this.timezone = fields.zone.name;
    this.format = fields.format;
    this.endOffset = fields.endOffset;
    this.cron = fields.cron;
    this.cadence = cadenceOf(fields.cron);
    this.zone = fields.zone;
    this.startSeconds = fields.start;
    this.endSeconds = fields.end;
    this.ticks = new Ticks(fields.days, fields.zone);
    this.#everyHour = fields.days.everyHour;
    const abbreviation = (wall: number, offset: number): string =>
      zoneAbbreviation(fields.zone.name, wall - offset);
    this.#writer = timeWriter(fields.format, abbreviation);
    this.#offsetWriter = timeWriter(`${fields.format}%z`, abbreviation);
    this.#padded = paddedReader(fields.format);
    this.#reader = timeReader(fields.format);
    this.#offsetReader = this.#writer.hasOffset ? undefined : timeReader(`${fields.format}%z`);
    this.#firstTick = this.ticks.countBefore(fields.start);
    this.#excluded =
      fields.excludedCrons.length === 0 && fields.excludedInstants.length === 0
        ? undefined
        : new ExcludedTicks(
            this.ticks,
            fields.excludedCrons.map(({ days }) => new Ticks(days, fields.zone)),
            fields.excludedInstants,
            this.#firstTick,
          );
  }

  get start(): Date {
    return new Date(this.startSeconds * 1000);
  }

  get end(): Date | undefined {
    return this.endSeconds === undefined ? undefined : new Date(this.endSeconds * 1000);
  }

  /**
   * Number of windows that exist at the context's time. As in Dagster, a positive end offset brings the first window into
   * being one window earlier than it does later ones.
   */
  count(context: PartitionsContext | undefined): number {
    const time = context?.currentTime ?? Date.now();
    if (time === this.#countedAt && typeof time !== "object") return this.#counted;
    this.#counted = this.#count(instantSeconds(time, this.zone));
    this.#countedAt = time;
    return this.#counted;
  }

  #count(now: number): number {
    const byNow = this.windowsEndedBy(now);
    const byEnd = this.endSeconds === undefined ? Infinity : this.windowsEndedBy(this.endSeconds);
    const count = byNow + this.endOffset;
    const firstIsAhead =
      this.endOffset > 0 && count < 1 && this.ordinalFrom(now) + this.endOffset >= 1;
    return Math.max(0, Math.min(firstIsAhead ? 1 : count, byEnd));
  }

  override openLine(context: PartitionsContext | undefined): KeyLine {
    const length = this.count(context);
    return {
      length,
      keyAt: (index) => this.keyOfOrdinal(index),
      indexOf: (key) => {
        const ordinal = this.ordinalOf(key);
        return ordinal === undefined || ordinal < 0 || ordinal >= length ? -1 : ordinal;
      },
      list: (from, to) => this.#list(from, to),
      span: (from, to) => this.spanOfOrdinals(from, to),
    };
  }

  /** Windows, counted from the first, that end at or before an instant; negative when it lies before the first. */
  windowsEndedBy(instant: number): number {
    const borders = this.ticks.countBefore(Math.floor(instant) + 1);
    return this.#excluded === undefined
      ? borders - 1 - this.#firstTick
      : this.#excluded.rank(borders - 1);
  }

  /** Ordinal of the first window that starts at or after an instant. */
  ordinalFrom(instant: number): number {
    const tick = this.ticks.countBefore(instant);
    return this.#excluded === undefined ? tick - this.#firstTick : this.#excluded.rank(tick);
  }

  /** The window with an ordinal. */
  windowOfOrdinal(ordinal: number): SecondsWindow {
    return { start: this.startOfOrdinal(ordinal), end: this.endOfOrdinal(ordinal) };
  }

  startOfOrdinal(ordinal: number): number {
    return this.ticks.at(this.#tickOf(ordinal));
  }

  endOfOrdinal(ordinal: number): number {
    return this.ticks.at(this.#tickOf(ordinal) + 1);
  }

  override hasPartitionKey(key: string, context?: PartitionsContext): boolean {
    const ordinal = this.ordinalOf(key);
    return ordinal !== undefined && ordinal >= 0 && ordinal < this.count(context);
  }

  ordinalOf(key: string): number | undefined {
    return this.#ordinalOfPadded(key) ?? this.#ordinalOfText(key);
  }

  /**
   * The ordinal of a key in plain numbers that names a window's start exactly. Such a key is what the definition would
   * write, so nothing needs to be written to compare it.
   */
  #ordinalOfPadded(key: string): number | undefined {
    const wall = this.#padded?.(key);
    if (wall === undefined || wall < earliest || wall > latest) return undefined;
    const instant = this.zone.instantOfWall(wall);
    const ordinal = this.ordinalFrom(instant);
    const exact =
      this.startOfOrdinal(ordinal) === instant && instant + this.zone.offsetAt(instant) === wall;
    return exact ? ordinal : undefined;
  }

  #ordinalOfText(key: string): number | undefined {
    const parsed = this.#parse(key);
    if (parsed === undefined || parsed < earliest || parsed > latest) return undefined;
    const ordinal = this.ordinalFrom(parsed);
    return this.keyOfOrdinal(ordinal) === key ? ordinal : undefined;
  }

  keyOfOrdinal(ordinal: number): string {
    const instant = this.ticks.at(this.#tickOf(ordinal));
    return this.#write(instant, this.zone.offsetAt(instant));
  }

  *spanOfOrdinals(from: number, to: number): IterableIterator<string> {
    for (let at = from; at < to; at += spanChunk)
      yield* this.#list(at, Math.min(to, at + spanChunk));
  }

  timeWindowForPartitionKey(key: string, options: { readonly strict?: boolean } = {}): TimeWindow {
    const ordinal = this.ordinalOf(key);
    if (ordinal !== undefined && ordinal >= 0) return this.#public(this.windowOfOrdinal(ordinal));
    const parsed = options.strict === false ? this.#parse(key) : undefined;
    if (parsed === undefined) throw this.unknownKey(this.openLine(undefined), key);
    return this.#public(this.windowOfOrdinal(this.ordinalFrom(parsed)));
  }

  getPartitionKeyForTimestamp(
    time: TimeInput,
    options: { readonly endClosed?: boolean } = {},
  ): string {
    return this.keyOfOrdinal(
      this.ordinalHolding(instantSeconds(time, this.zone), options.endClosed ?? false),
    );
  }

  /** Ordinal of the window that holds an instant; with `endClosed` a border belongs to the window before it. */
  ordinalHolding(instant: number, endClosed: boolean): number {
    const next = this.ordinalFrom(instant);
    return !endClosed && this.startOfOrdinal(next) === instant ? next : next - 1;
  }

  getPartitionKeysInTimeWindow(window: {
    readonly start: TimeInput;
    readonly end: TimeInput;
  }): string[] {
    const from = Math.max(0, this.ordinalFrom(instantSeconds(window.start, this.zone)));
    return [...this.spanOfOrdinals(from, this.ordinalFrom(instantSeconds(window.end, this.zone)))];
  }

  getFirstPartitionWindow(context?: PartitionsContext): TimeWindow | undefined {
    return this.count(context) === 0 ? undefined : this.#public(this.windowOfOrdinal(0));
  }

  getLastPartitionWindow(context?: PartitionsContext): TimeWindow | undefined {
    const count = this.count(context);
    return count === 0 ? undefined : this.#public(this.windowOfOrdinal(count - 1));
  }

  getNextPartitionWindow(
    time: TimeInput,
    options: { readonly respectBounds?: boolean } = {},
    context?: PartitionsContext,
  ): TimeWindow | undefined {
    const ordinal = this.ordinalFrom(instantSeconds(time, this.zone));
    if ((options.respectBounds ?? true) && ordinal >= this.count(context)) return undefined;
    return this.#public(this.windowOfOrdinal(ordinal));
  }

  getPreviousPartitionWindow(
    time: TimeInput,
    options: { readonly respectBounds?: boolean } = {},
    context?: PartitionsContext,
  ): TimeWindow | undefined {
    const ordinal = this.windowsEndedBy(instantSeconds(time, this.zone)) - 1;
    if ((options.respectBounds ?? true) && (ordinal < 0 || this.count(context) === 0))
      return undefined;
    return this.#public(this.windowOfOrdinal(ordinal));
  }

  isBefore(left: string, right: string): boolean {
    return this.timeWindowForPartitionKey(left).start < this.timeWindowForPartitionKey(right).start;
  }

  getCronSchedule(overrides: CronOverrides = {}): string {
    return cronWith(this.cron, this.cadence, overrides);
  }

  override describe(): string {
    const start = this.#write(this.startSeconds, this.zone.offsetAt(this.startSeconds));
    const zone = this.timezone === "UTC" ? "" : `, ${this.timezone}`;
    return `${this.cadence ?? `time-window (${this.cron})`} partitions from ${start}${zone}`;
  }

  override toJSON(): Readonly<Record<string, unknown>> {
    return {
      kind: this.kind,
      cron: this.cron,
      start: this.startSeconds,
      end: this.endSeconds ?? null,
      timezone: this.timezone,
      format: this.format,
      endOffset: this.endOffset,
      exclusions: [
        ...this.#fields.excludedCrons.map(({ cron }) => cron),
        ...this.#fields.excludedInstants,
      ],
    };
  }

  override equals(other: PartitionsDefinition): boolean {
    return (this as PartitionsDefinition) === other || super.equals(other);
  }

  override emptySubset(): PartitionsSubset {
    return subsetOf(this, noIntervals);
  }

  override allSubset(context?: PartitionsContext): PartitionsSubset {
    return fullSubset(this, context);
  }

  override subsetWithKeys(keys: Iterable<string>, context?: PartitionsContext): PartitionsSubset {
    return keySubset(this, keys, context);
  }

  override subsetOfKnownKeys(keys: Iterable<string>): PartitionsSubset {
    return knownKeySubset(this, keys);
  }

  override orderOfKey(key: string): number {
    return this.ordinalOf(key) ?? 0;
  }

  override subsetInRange(range: PartitionKeyRange, context?: PartitionsContext): PartitionsSubset {
    const { from, to } = this.rangeIndexes(this.openLine(context), range);
    return rangeSubset(this, from, to, context);
  }

  protected override nearest(line: KeyLine, key: string): readonly string[] {
    const parsed = this.#parse(key);
    if (parsed === undefined || parsed < earliest || parsed > latest)
      return super.nearest(line, key);
    const at = Math.min(Math.max(0, this.ordinalFrom(parsed)), line.length);
    return [...line.span(Math.max(0, at - 1), Math.min(line.length, at + 1))];
  }

  #list(from: number, to: number): string[] {
    const keys: string[] = [];
    if (from >= to) return keys;
    let tick = this.#tickOf(from);
    this.ticks.walk(tick, this.#tickOf(to - 1) + 1, (instant, offset) => {
      if (this.#excluded === undefined || !this.#excluded.has(tick))
        keys.push(this.#write(instant, offset));
      tick++;
    });
    return keys;
  }

  #tickOf(ordinal: number): number {
    return this.#excluded === undefined
      ? this.#firstTick + ordinal
      : this.#excluded.tickOf(ordinal);
  }

  #parse(text: string): number | undefined {
    const parsed = this.#reader(text) ?? this.#offsetReader?.(text);
    if (parsed === undefined) return undefined;
    return parsed.offset === undefined
      ? this.zone.instantOfWall(parsed.wall)
      : parsed.wall - parsed.offset;
  }

  #write(instant: number, offset: number): string {
    const ambiguous =
      this.#everyHour && !this.#writer.hasOffset && this.zone.isSecondOccurrence(instant);
    return (ambiguous ? this.#offsetWriter : this.#writer).write(instant + offset, offset);
  }

  #public(window: SecondsWindow): TimeWindow {
    return {
      start: new Date(window.start * 1000),
      end: new Date(window.end * 1000),
      timezone: this.timezone,
    };
  }
}
