import { PyGlobal, PyReduce } from "../../python/nodes.ts";
import { columnToArray } from "./column-values.ts";
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

  /** For each level of a `MultiIndex`, the place in it of each label; -1 for missing. */
  get codes(): number[][] | undefined {
    return list(entry(this.#fields, "codes"))?.map(
      (codes) => asNdArray(codes)?.toArray().map(Number) ?? [],
    );
  }

  /** How often labels follow each other, when pandas knew it: an inert node. */
  get freq(): unknown {
    return entry(this.#fields, "freq") ?? undefined;
  }

  /** The labels as stored: an `NdArray`, `Categorical`, `DatetimeLikeArray` or an inert node. */
  get data(): unknown {
    const data = entry(this.#fields, "data");
    return asNdArray(data) ?? data;
  }

  /**
   * The labels as JavaScript has them; for a `MultiIndex` arrays of labels.
   *
   * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for labels that stay inert nodes, such as intervals
   */
  toArray(): unknown[] {
    const { range, levels, codes, data } = this;
    if (range !== undefined) {
      const count = Math.max(0, Math.ceil((range.stop - range.start) / range.step));
      return Array.from({ length: count }, (_, at) => range.start + at * range.step);
    }
    if (levels !== undefined && codes !== undefined) {
      const labels = levels.map((level) => (level instanceof PandasIndex ? level.toArray() : []));
      return (codes[0] ?? []).map((_, row) =>
        codes.map((column, level) => (column[row]! < 0 ? null : labels[level]![column[row]!])),
      );
    }
    return columnToArray(data, "$");
  }

  get #fields(): unknown {
    return this.args[1];
  }
}

function list(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}
