import { daySeconds } from "./calendar.ts";
import type { CronDays } from "./cron-days.ts";
import type { Zone } from "./zone.ts";

/** An instant that every table covers, so that indices do not move when a table grows. */
const anchor = Date.UTC(2020, 0, 1) / 1000;

/** One stretch of constant offset with the ticks that fall into it. */
interface TickSegment {
  readonly start: number;
  readonly offset: number;
  /** Wall-clock span whose nominal ticks belong here. */
  readonly wallFrom: number;
  readonly wallTo: number;
  /** What to add to a nominal tick's index on the wall clock to get its index here. */
  readonly base: number;
  /** 1 when nominal ticks of the gap before this segment were moved to its start. */
  readonly moved: 0 | 1;
  /** Index of the segment's first tick. */
  readonly first: number;
  /** Index after the segment's last tick. */
  readonly end: number;
}

/**
 * The ticks of a cron expression in a zone as a line of instants that can be counted and indexed without
 * walking along it.
 *
 * Two rules for changes of offset, as in Dagster. When the expression names every hour, each instant whose wall
 * clock matches is a tick: skipped hours give none, repeated hours give two. Otherwise there is one tick for each
 * nominal wall-clock time: in a gap it moves to the first instant after it, and of two occurrences it takes the second.
 */
export class Ticks {
  readonly #days: CronDays;
  readonly #zone: Zone;
  #segments: readonly TickSegment[] = [];
  #zoneSegments: readonly unknown[] = [];

  constructor(days: CronDays, zone: Zone) {
    this.#days = days;
    this.#zone = zone;
  }

  /** Number of ticks before an instant, from a fixed but arbitrary origin. Seconds since 1970. */
  countBefore(instant: number): number {
    const segment = this.#segmentOf(instant);
    if (instant <= segment.start) return segment.first;
    const wall = Math.min(instant + segment.offset, segment.wallTo);
    if (wall <= segment.wallFrom) return segment.first + segment.moved;
    return segment.base + this.#days.countBefore(wall);
  }

  /** The instant of the tick with this index, in seconds since 1970. */
  at(index: number): number {
    const segment = this.#segmentOfIndex(index);
    if (segment.moved === 1 && index === segment.first) return segment.start;
    return this.#days.at(index - segment.base) - segment.offset;
  }

  /** Whether the instant is a tick. */
  has(instant: number): boolean {
    return Number.isInteger(instant) && this.at(this.countBefore(instant)) === instant;
  }

  /**
   * Calls a function with the instant and UTC offset of each tick from index `from` up to, not including, `to`.
   */
  walk(from: number, to: number, visit: (instant: number, offset: number) => void): void {
    const seconds = this.#days.secondsOfDay;
    let index = from;
    while (index < to) {
      const segment = this.#segmentOfIndex(index);
      const { offset } = segment;
      const last = Math.min(to, segment.end);
      if (segment.moved === 1 && index === segment.first) {
        visit(segment.start, offset);
        index++;
      }
      while (index < last) {
        const wall = this.#days.at(index - segment.base);
        const midnight = Math.floor(wall / daySeconds) * daySeconds;
        for (
          let slot = seconds.indexOf(wall - midnight);
          slot < seconds.length && index < last;
          slot++, index++
        ) {
          visit(midnight + (seconds[slot] as number) - offset, offset);
        }
      }
    }
  }

  #segmentOf(instant: number): TickSegment {
    const segments = this.#cover(instant, instant);
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle] as TickSegment).start <= instant) low = middle;
      else high = middle - 1;
    }
    return segments[low] as TickSegment;
  }

  #segmentOfIndex(index: number): TickSegment {
    const guess = this.#days.at(index);
    let segments = this.#cover(guess, guess);
    for (let tries = 0; tries < 4; tries++) {
      let low = 0;
      let high = segments.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((segments[middle] as TickSegment).first <= index) low = middle;
        else high = middle - 1;
      }
      while (low > 0 && (segments[low] as TickSegment).first === (segments[low] as TickSegment).end)
        low--;
      const segment = segments[low] as TickSegment;
      if (low < segments.length - 1 || index < segment.end) return segment;
      const reached = segments;
      segments = this.#cover(guess, segment.start + (tries + 1) * 3660 * daySeconds);
      if (segments === reached) return segment;
    }
    return segments[segments.length - 1] as TickSegment;
  }

  /** Builds the table of segments once for each growth of the zone's table; indices stay as they were. */
  #cover(from: number, to: number): readonly TickSegment[] {
    const zoneSegments = this.#zone.segments(Math.min(from, anchor), Math.max(to, anchor));
    if (zoneSegments === this.#zoneSegments) return this.#segments;
    const days = this.#days;
    const built: TickSegment[] = [];
    zoneSegments.forEach((segment, position) => {
      const previous = zoneSegments[position - 1];
      const next = zoneSegments[position + 1];
      const wallFrom = segment.start + segment.offset;
      const wallEnd = next === undefined ? Infinity : next.start + segment.offset;
      const slowEnd = next === undefined ? Infinity : Math.min(wallEnd, next.start + next.offset);
      const wallTo = Math.max(wallFrom, days.everyHour ? wallEnd : slowEnd);
      const before = built[position - 1];
      let moved: 0 | 1 = 0;
      let base = 0;
      if (previous !== undefined && before !== undefined) {
        const nominal = days.countBefore(wallFrom);
        const gapFrom = segment.start + previous.offset;
        const skips = gapFrom < wallFrom && days.countBefore(gapFrom) < nominal;
        moved = !days.everyHour && skips && !days.has(wallFrom) ? 1 : 0;
        base = before.end + moved - nominal;
      }
      const end = wallTo === Infinity ? Infinity : base + days.countBefore(wallTo);
      built.push({
        start: segment.start,
        offset: segment.offset,
        wallFrom,
        wallTo,
        base,
        moved,
        first: before === undefined ? -Infinity : before.end,
        end,
      });
    });
    const shift = built.findLast((segment) => segment.start <= anchor)?.base ?? 0;
    this.#segments = built.map((segment) => ({
      ...segment,
      base: segment.base - shift,
      first: segment.first - shift,
      end: segment.end - shift,
    }));
    this.#zoneSegments = zoneSegments;
    return this.#segments;
  }
}
