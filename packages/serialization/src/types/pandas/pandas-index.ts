import { PickleError } from "../../errors.ts";
import { PyGlobal, PyReduce } from "../../python/nodes.ts";
import { columnLength, columnToArray } from "./column-values.ts";
import { closedOf, type IntervalParts, intervalsOf } from "./interval.ts";
import { asNdArray, entry } from "./state.ts";
import { smallInt } from "../small-int.ts";

/** An index of pandas: labels of rows or columns. */
export class PandasIndex extends PyReduce {
  /** The class's name without module: `Index`, `RangeIndex`, `MultiIndex`, `DatetimeIndex` … */
  get kind(): string {
    const [cls] = this.args;
    return cls instanceof PyGlobal ? cls.name : "Index";
  }

  get name(): unknown {
    return entry(this.#fields, "name") ?? null;
  }

  /** How many labels there are. */
  get length(): number {
    const { range, levels, intervals } = this;
    if (range !== undefined) return lengthOf(range);
    if (levels !== undefined) return columnLength(list(entry(this.#fields, "codes"))?.[0]);
    return columnLength(intervals === undefined ? this.data : intervals.left);
  }

  /** Bounds of a `RangeIndex`. */
  get range(): { start: number; stop: number; step: number } | undefined {
    const [start, stop, step] = ["start", "stop", "step"].map((key) =>
      smallInt(entry(this.#fields, key)),
    );
    return start !== undefined && stop !== undefined && step !== undefined
      ? { start, stop, step }
      : undefined;
  }

  /** Names of the levels of a `MultiIndex`. */
  get names(): unknown[] | undefined {
    return list(entry(this.#fields, "names"));
  }

  /** Levels of a `MultiIndex`. */
  get levels(): unknown[] | undefined {
    return list(entry(this.#fields, "levels"));
  }

  /**
   * For each level of a `MultiIndex`, the place in it of each label; -1 for missing.
   *
   * @throws PickleError SERIALIZATION_LIMIT for more than 2^26 places in all
   */
  get codes(): number[][] | undefined {
    const columns = list(entry(this.#fields, "codes"));
    checkCells(columns?.reduce((sum: number, codes) => sum + columnLength(codes), 0) ?? 0);
    return columns?.map((codes) => asNdArray(codes)?.toArray().map(Number) ?? []);
  }

  /** How often labels follow each other, when pandas knew it: an inert node. */
  get freq(): unknown {
    return entry(this.#fields, "freq") ?? undefined;
  }

  /** The ends of the labels of an `IntervalIndex`. */
  get intervals(): IntervalParts | undefined {
    const fields = this.#fields;
    const [left, right] = [entry(fields, "left"), entry(fields, "right")];
    if (left === undefined || right === undefined) return undefined;
    return { left, right, closed: closedOf(entry(fields, "closed")) };
  }

  /** The labels as stored: an `NdArray`, `Categorical`, `DatetimeLikeArray` or an inert node. */
  get data(): unknown {
    const data = entry(this.#fields, "data");
    return asNdArray(data) ?? data;
  }

  /**
   * The labels as JavaScript has them; for a `MultiIndex` arrays of labels.
   *
   * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for labels that stay inert nodes,
   *   SERIALIZATION_LIMIT for a `RangeIndex` or levels of more than 2^26 labels
   */
  toArray(): unknown[] {
    const { range, levels, codes, intervals, data } = this;
    if (range !== undefined) return countOut(range);
    if (levels !== undefined && codes !== undefined) {
      checkCells(levels.reduce((sum: number, level) => sum + columnLength(level), 0));
      const labels = levels.map((level) => (isLevel(level) ? columnToArray(level, "$") : []));
      return (codes[0] ?? []).map((_, row) =>
        codes.map((column, level) => labels[level]?.[column[row] ?? -1] ?? null),
      );
    }
    return intervals === undefined ? columnToArray(data, "$") : intervalsOf(intervals);
  }

  /**
   * The place of the first label that equals `label`: numbers and bigints of one value are equal, and arrays whose
   * items are; -1 when there is none.
   */
  indexOf(label: unknown): number {
    const { range } = this;
    if (range !== undefined) {
      const place = (Number(label) - range.start) / range.step;
      return isNumeric(label) && Number.isInteger(place) && place >= 0 && place < lengthOf(range)
        ? place
        : -1;
    }
    const labels = this.toArray();
    const exact = labels.indexOf(label);
    return exact >= 0 ? exact : labels.findIndex((one) => isSameLabel(one, label));
  }

  get #fields(): unknown {
    return this.args[1];
  }
}

/** Most labels that are made of few bytes, such as the bounds of a range. */
const maxLabels = 67_108_864;

function checkCells(count: number): void {
  if (count <= maxLabels) return;
  throw new PickleError({
    code: "SERIALIZATION_LIMIT",
    message: `an index of ${count} labels is too long to be written out`,
    hint: "Use its `range`, or its `levels` and `codes`.",
  });
}

interface Range {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

function lengthOf({ start, stop, step }: Range): number {
  return step === 0 ? 0 : Math.max(0, Math.ceil((stop - start) / step));
}

function countOut(range: Range): number[] {
  const length = lengthOf(range);
  checkCells(length);
  return Array.from({ length }, (_, at) => range.start + at * range.step);
}

/** pandas has no levels in levels, and hostile streams could build a great many that way. */
function isLevel(value: unknown): value is PandasIndex {
  return value instanceof PandasIndex && value.levels === undefined;
}

function isSameLabel(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, at) => isSameLabel(part, other[at]));
  }
  // A number and a bigint of one value are never ===, but neither is the smaller one.
  if (isNumeric(one) && isNumeric(other)) return one <= other && one >= other;
  return one === other;
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function list(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}
