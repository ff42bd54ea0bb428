import { PyGlobal, PyObject, PyReduce } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { columnLength, columnToArray } from "./column-values.ts";
import { NotATime } from "./scalars.ts";
import { asNdArray, entry } from "./state.ts";

/** Which ends belong to an interval. */
export type IntervalClosed = "left" | "right" | "both" | "neither";

/** pandas' `Interval`: all between two values. */
export class Interval extends PyReduce {
  get left(): unknown {
    return this.args[0];
  }

  get right(): unknown {
    return this.args[1];
  }

  /** Which ends belong to it; pandas' own default is `right`. */
  get closed(): IntervalClosed {
    return closedOf(this.args[2]);
  }

  /** The interval as pandas prints it, such as `(0, 1]`. */
  override toString(): string {
    const { closed, left, right } = this;
    const open = closed === "left" || closed === "both" ? "[" : "(";
    const close = closed === "right" || closed === "both" ? "]" : ")";
    return `${open}${String(left)}, ${String(right)}${close}`;
  }
}

/** Views of pandas' arrays and indexes of intervals have these. */
export interface IntervalParts {
  /** The left ends: what a column holds. */
  readonly left: unknown;
  /** The right ends: what a column holds. */
  readonly right: unknown;
  readonly closed: IntervalClosed;
}

/** pandas' array of intervals: the left and the right ends, and which of them belong to the intervals. */
export class IntervalArray extends PyReduce implements IntervalParts {
  /** How many intervals there are. */
  get length(): number {
    return columnLength(this.left);
  }

  /** The left ends: an `NdArray`, or one of pandas' own arrays. */
  get left(): unknown {
    return values(entry(this.#fields, "_left"));
  }

  /** The right ends: an `NdArray`, or one of pandas' own arrays. */
  get right(): unknown {
    return values(entry(this.#fields, "_right"));
  }

  get closed(): IntervalClosed {
    const dtype = entry(this.#fields, "_dtype");
    const own = dtype instanceof PyObject ? entry(dtype.state, "closed") : undefined;
    return closedOf(own ?? entry(this.#fields, "_closed"));
  }

  /**
   * The intervals, null where they are missing.
   *
   * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for ends that stay inert nodes
   */
  toArray(): (Interval | null)[] {
    return intervalsOf(this);
  }

  /** The attributes, which come as a tuple of one dict. */
  get #fields(): unknown {
    const { state } = this;
    return Array.isArray(state) ? (state as unknown[])[0] : state;
  }
}

/** The intervals between two columns of ends, null where the left end is missing. */
export function intervalsOf({ left, right, closed }: IntervalParts): (Interval | null)[] {
  const ends = columnToArray(right, "$");
  return columnToArray(left, "$").map((from, at) => {
    const isMissing = from === null || Number.isNaN(from) || from instanceof NotATime;
    if (isMissing || from === notATime) return null;
    return new Interval(intervalClass, PyTuple.of<unknown>(from, ends[at], closed));
  });
}

/** A reading of pandas' word for the ends. */
export function closedOf(value: unknown): IntervalClosed {
  return value === "left" || value === "both" || value === "neither" ? value : "right";
}

function values(column: unknown): unknown {
  return asNdArray(column) ?? column;
}

const intervalClass = new PyGlobal("pandas", "Interval");
const notATime = -(2n ** 63n);
