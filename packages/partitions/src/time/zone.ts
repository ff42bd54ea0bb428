import { Temporal } from "temporal-polyfill/full";
import { daySeconds } from "./calendar.ts";

/** A stretch of time with one UTC offset; times in seconds since 1970. */
export interface OffsetSegment {
  /** First instant of the segment; `-Infinity` when none is known before it. */
  readonly start: number;
  /** Seconds to add to an instant to get wall-clock time. */
  readonly offset: number;
}

const tableStart = Date.UTC(1800, 0, 1) / 1000;
const tableEnd = Date.UTC(2200, 0, 1) / 1000;
const chunk = 10 * 366 * daySeconds;

/**
 * UTC offsets of one zone of the IANA database, from the platform's `Temporal` (or its polyfill), kept as a
 * table that grows on demand, so that a lookup is a binary search and not a call into the database.
 * Exact between the years 1800 and 2200; outside, the nearest table entry holds for tables and the
 * database itself is asked for single offsets.
 */
export class Zone {
  readonly name: string;
  #segments: OffsetSegment[] = [];
  #from = Infinity;
  #to = -Infinity;
  #hit = 0;
  /** Whether the zone never changes its offset. */
  #fixed = false;

  private constructor(name: string) {
    this.name = name;
    if (/^(utc|etc\/utc|gmt|etc\/gmt)$/i.test(name)) {
      this.#segments = [{ start: -Infinity, offset: 0 }];
      this.#from = -Infinity;
      this.#to = Infinity;
      this.#fixed = true;
    } else {
      offsetFromDatabase(name, 0);
    }
  }

  static #cache = new Map<string, Zone>();

  /**
   * The zone of an IANA name.
   *
   * @throws RangeError for a name that the database does not have
   */
  static of(name: string): Zone {
    let zone = Zone.#cache.get(name);
    if (zone === undefined) {
      zone = new Zone(name);
      Zone.#cache.set(name, zone);
    }
    return zone;
  }

  /** All segments that touch the span, oldest first; may reach beyond it on both sides. */
  segments(from: number, to: number): readonly OffsetSegment[] {
    this.#cover(from, to);
    return this.#segments;
  }

  /** The offset at an instant, in seconds. */
  offsetAt(instant: number): number {
    if (instant < tableStart || instant > tableEnd) {
      return this.#fixed ? this.#last().offset : offsetFromDatabase(this.name, instant);
    }
    return this.#segmentAt(instant).offset;
  }

  /** The start of the segment that holds an instant. */
  segmentStart(instant: number): number {
    return this.#segmentAt(instant).start;
  }

  /**
   * The instant of a wall-clock time as Python reads it with `fold=0`: of two occurrences the first; in a gap,
   * the time that the old offset gives.
   */
  instantOfWall(wall: number): number {
    if (this.#fixed) return wall - this.#last().offset;
    const before = this.offsetAt(wall - daySeconds);
    const early = wall - before;
    if (this.offsetAt(early) === before) return early;
    const after = this.offsetAt(wall + daySeconds);
    const late = wall - after;
    return this.offsetAt(late) === after ? late : early;
  }

  /** Whether the instant's wall-clock time occurred before, because clocks were set back in between. */
  isSecondOccurrence(instant: number): boolean {
    const { start, offset } = this.#segmentAt(instant);
    const before = this.#segments[this.#hit - 1];
    return before !== undefined && instant - start < before.offset - offset;
  }

  #last(): OffsetSegment {
    return this.#segments[this.#segments.length - 1] as OffsetSegment;
  }

  #segmentAt(instant: number): OffsetSegment {
    this.#cover(instant, instant);
    const segments = this.#segments;
    const hit = segments[this.#hit];
    if (
      hit !== undefined &&
      hit.start <= instant &&
      instant < (segments[this.#hit + 1]?.start ?? Infinity)
    ) {
      return hit;
    }
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle] as OffsetSegment).start <= instant) low = middle;
      else high = middle - 1;
    }
    this.#hit = low;
    return segments[low] as OffsetSegment;
  }

  #cover(from: number, to: number): void {
    if (from >= this.#from && to <= this.#to) return;
    const low = Math.max(tableStart, Math.min(from - daySeconds, this.#from));
    const high = Math.min(tableEnd, Math.max(to + daySeconds, this.#to));
    if (low >= this.#from && high <= this.#to) return;
    const start = this.#segments.length === 0 ? low : Math.min(low, this.#from);
    const end = Math.max(Math.min(tableEnd, high + chunk), start);
    const added = transitions(this.name, start, this.#segments.length === 0 ? end : this.#from);
    const later =
      this.#segments.length === 0 || end <= this.#to
        ? []
        : transitions(this.name, this.#to, end).slice(1);
    const known =
      this.#segments.length === 0
        ? []
        : low < this.#from
          ? this.#segments.slice(1)
          : this.#segments;
    this.#segments = [
      ...(this.#segments.length === 0 || low < this.#from ? added : []),
      ...known,
      ...later,
    ];
    this.#from = Math.min(this.#from, start);
    this.#to = Math.max(this.#to, end);
    this.#hit = 0;
  }
}

function offsetFromDatabase(name: string, instant: number): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(instant) * 1000,
  ).toZonedDateTimeISO(name);
  return Math.round(zoned.offsetNanoseconds / 1e9);
}

/** The segment that holds `from`, then one for each change of offset after `from` up to `to`. */
function transitions(name: string, from: number, to: number): OffsetSegment[] {
  const found: OffsetSegment[] = [{ start: -Infinity, offset: offsetFromDatabase(name, from) }];
  let at = Temporal.Instant.fromEpochMilliseconds(from * 1000).toZonedDateTimeISO(name);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds > to * 1000) return found;
    found.push({
      start: Math.round(next.epochMilliseconds / 1000),
      offset: Math.round(next.offsetNanoseconds / 1e9),
    });
    at = next;
  }
}
