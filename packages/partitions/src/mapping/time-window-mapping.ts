import type { Problem } from "@heddle/errors";
import type { PartitionsContext } from "../context.ts";
import type { Partitions } from "../definition/partitions.ts";
import type { PartitionsDefinition } from "../definition/partitions-definition.ts";
import type { TimeWindowDefinition } from "../definition/time-window-definition.ts";
import type { InputShape } from "../shape/input-shape.ts";
import type { IntervalSubset } from "../subset/interval-subset.ts";
import { subsetOf } from "../subset/interval-subset.ts";
import { mergedIntervals } from "../subset/intervals.ts";
import type { PartitionsSubset } from "../subset/partitions-subset.ts";
import { downstreamMissing, requireValid, wrongKind } from "./mapping-errors.ts";
import type { PartitionMapping, UpstreamResult } from "./partition-mapping.ts";

/** Options of {@link timeWindowMapping}. */
export interface TimeWindowMappingOptions {
  /** Shifts the start of what a downstream window needs, in downstream windows. Default: 0. */
  readonly startOffset?: number;
  /** Shifts the end of what a downstream window needs, in downstream windows. Default: 0. */
  readonly endOffset?: number;
  /** Whether needed windows that do not exist upstream are left out instead of being an error. Default: false. */
  readonly allowNonexistentUpstream?: boolean;
  /**
   * Whether the definitions may lie in different time zones; then windows overlap where their instants do. Default: false, and
   * different zones are a fault.
   */
  readonly betweenTimezones?: boolean;
}

/** Options with which several upstream windows may be needed, whatever their values. */
type WideOptions = TimeWindowMappingOptions &
  (
    | { readonly startOffset: number }
    | { readonly endOffset: number }
    | { readonly betweenTimezones: boolean }
  );

/** Options that leave the shape to the definitions' grids. */
interface NarrowOptions {
  readonly startOffset?: never;
  readonly endOffset?: never;
  readonly betweenTimezones?: never;
  readonly allowNonexistentUpstream?: boolean;
}

/**
 * Each downstream window needs the upstream windows that overlap it, after shifting its start and end by offsets that
 * count downstream windows. The default between two time definitions.
 *
 * Offsets never push a window out of the range of existing upstream windows: a negative start offset on the first
 * day gives the first day.
 *
 * @throws PARTITIONS_INVALID_MAPPING for an offset that is no whole number
 *
 * @example
 * ```ts
 * timeWindowMapping({ startOffset: -1 }); // the window before and the window itself
 * ```
 */
export function timeWindowMapping(options: WideOptions): PartitionMapping<"keyed", never>;
export function timeWindowMapping(options?: NarrowOptions): PartitionMapping<"default", never>;
export function timeWindowMapping(
  options: TimeWindowMappingOptions = {},
): PartitionMapping<"keyed" | "default", never> {
  const wide = "startOffset" in options || "endOffset" in options || "betweenTimezones" in options;
  return new TimeWindowMapping(wide ? "keyed" : "default", options);
}

/** Each downstream window needs the upstream window before it; the first needs none. */
export function previousPartition(): PartitionMapping<"optional", never> {
  return new TimeWindowMapping("optional", { startOffset: -1, endOffset: -1 });
}

/** @internal */
export class TimeWindowMapping<
  out Shape extends InputShape | "default",
> implements PartitionMapping<Shape, never> {
  readonly kind = "time-window";
  readonly shape: Shape;
  readonly startOffset: number;
  readonly endOffset: number;
  readonly #allowNonexistent: boolean;
  readonly #betweenTimezones: boolean;

  constructor(shape: Shape, options: TimeWindowMappingOptions) {
    this.shape = shape;
    this.startOffset = options.startOffset ?? 0;
    this.endOffset = options.endOffset ?? 0;
    this.#allowNonexistent = options.allowNonexistentUpstream ?? false;
    this.#betweenTimezones = options.betweenTimezones ?? false;
    requireValid(
      this.kind,
      Object.entries({ startOffset: this.startOffset, endOffset: this.endOffset })
        .filter(([, value]) => !Number.isSafeInteger(value) || Math.abs(value) > 10_000_000)
        .map(([path, value]) => ({
          path,
          message: `${path} is a whole number of windows, not ${value}`,
        })),
    );
  }

  get description(): string {
    const shifted =
      this.startOffset === 0 && this.endOffset === 0
        ? ""
        : `, its start shifted by ${this.startOffset} and its end by ${this.endOffset} windows`;
    return `each downstream partition depends on the upstream partitions whose windows overlap its own${shifted}`;
  }

  upstreamOf(
    downstream: PartitionsSubset | undefined,
    upstreamPartitions: Partitions,
    context?: PartitionsContext,
  ): UpstreamResult {
    requireValid(
      this.kind,
      this.validate(upstreamPartitions, downstream?.definition as Partitions | undefined),
    );
    const { intervals, definition } = downstream as IntervalSubset;
    const from = definition as TimeWindowDefinition;
    const to = asTime(upstreamPartitions);
    const count = to.count(context);
    const sameBorders = bordersCoincide(from, to);
    const bounds =
      count === 0 ? undefined : { start: to.startOfOrdinal(0), end: to.endOfOrdinal(count - 1) };
    const existing: [number, number][] = [];
    const missing: [number, number][] = [];
    for (let at = 0; at < intervals.length; at += 2) {
      const first = (intervals[at] as number) + this.startOffset;
      const last = (intervals[at + 1] as number) - 1 + this.endOffset;
      const start = clamp(from.startOfOrdinal(first), this.startOffset, bounds);
      const end = clamp(from.endOfOrdinal(last), this.endOffset, bounds);
      const low = sameBorders ? to.ordinalFrom(start) : to.ordinalHolding(start, false);
      const high = sameBorders ? to.ordinalFrom(end) : to.ordinalHolding(end, true) + 1;
      existing.push([Math.max(low, 0), Math.min(high, count)]);
      missing.push([low, Math.min(high, 0)], [Math.max(low, count, 0), high]);
    }
    return {
      subset: subsetOf(to, mergedIntervals(existing)),
      requiredButNonexistent: subsetOf(to, mergedIntervals(this.#allowNonexistent ? [] : missing)),
    };
  }

  downstreamOf(
    upstream: PartitionsSubset,
    downstreamPartitions: Partitions,
    context?: PartitionsContext,
  ): PartitionsSubset {
    requireValid(this.kind, this.validate(upstream.definition as Partitions, downstreamPartitions));
    const { intervals, definition } = upstream as IntervalSubset;
    const from = definition as TimeWindowDefinition;
    const to = asTime(downstreamPartitions);
    const count = to.count(context);
    const sameBorders = bordersCoincide(from, to);
    const found: [number, number][] = [];
    for (let at = 0; at < intervals.length; at += 2) {
      const start = from.startOfOrdinal(intervals[at] as number);
      const end = from.endOfOrdinal((intervals[at + 1] as number) - 1);
      const low = sameBorders ? to.ordinalFrom(start) : to.ordinalHolding(start, false);
      const high = sameBorders ? to.ordinalFrom(end) : to.ordinalHolding(end, true) + 1;
      found.push([Math.max(low - this.endOffset, 0), Math.min(high - this.startOffset, count)]);
    }
    return subsetOf(to, mergedIntervals(found));
  }

  validate(
    upstreamPartitions: Partitions,
    downstreamPartitions: Partitions | undefined,
  ): readonly Problem[] {
    const problems: Problem[] = [];
    if (upstreamPartitions.kind !== "time")
      problems.push(wrongKind("upstream", "time windows", upstreamPartitions));
    if (downstreamPartitions === undefined) problems.push(downstreamMissing(this.kind));
    else if (downstreamPartitions.kind !== "time")
      problems.push(wrongKind("downstream", "time windows", downstreamPartitions));
    if (
      upstreamPartitions.kind === "time" &&
      downstreamPartitions?.kind === "time" &&
      !this.#betweenTimezones &&
      upstreamPartitions.timezone !== downstreamPartitions.timezone
    ) {
      problems.push({
        message: `time zones ${upstreamPartitions.timezone} (upstream) and ${downstreamPartitions.timezone} (downstream) differ`,
        hint: "use one zone, or timeWindowMapping({ betweenTimezones: true }), which hands over a keyed collection",
      });
    }
    return problems;
  }
}

function asTime(definition: PartitionsDefinition): TimeWindowDefinition {
  return definition as TimeWindowDefinition;
}

/** Whether windows of the first definition begin and end where windows of the second do. */
function bordersCoincide(from: TimeWindowDefinition, to: TimeWindowDefinition): boolean {
  return (
    from.timezone === to.timezone &&
    (from.cron === to.cron || (from.cron === "0 0 * * *" && to.cron === "0 * * * *"))
  );
}

/** An offset does not push a time out of the existing range, in the direction that it shifts. */
function clamp(
  instant: number,
  offset: number,
  bounds: { readonly start: number; readonly end: number } | undefined,
): number {
  if (bounds === undefined || offset === 0) return instant;
  return offset < 0 ? Math.max(bounds.start, instant) : Math.min(bounds.end, instant);
}
