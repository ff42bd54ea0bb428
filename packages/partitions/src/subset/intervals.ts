/**
 * Sorted, disjoint, non-touching half-open intervals of integers as pairs `from, to` in one array:
 * two neighbours never share a border.
 */
export type Intervals = Int32Array;

export const noIntervals: Intervals = new Int32Array(0);

/** The one interval `[from, to)`, or none when it is empty. */
export function oneInterval(from: number, to: number): Intervals {
  return from < to ? Int32Array.of(from, to) : noIntervals;
}

/** Intervals of single integers; the list is sorted in place when it is not sorted. */
export function intervalsOf(values: number[] | Int32Array): Intervals {
  let sorted = true;
  for (let at = 1; at < values.length && sorted; at++)
    sorted = (values[at - 1] as number) <= (values[at] as number);
  const ordered = sorted ? values : Int32Array.from(values).toSorted();
  const out = new Int32Array(ordered.length * 2);
  let length = 0;
  for (let at = 0; at < ordered.length; at++) {
    const value = ordered[at] as number;
    if (length > 0 && value <= (out[length - 1] as number)) {
      if (value === out[length - 1]) out[length - 1] = value + 1;
    } else {
      out[length++] = value;
      out[length++] = value + 1;
    }
  }
  return out.slice(0, length);
}

/** Merges intervals given in any order, overlapping or not. */
export function mergedIntervals(pairs: readonly (readonly [number, number])[]): Intervals {
  const ordered = pairs
    .filter(([from, to]) => from < to)
    .toSorted((left, right) => left[0] - right[0]);
  const out = new Int32Array(ordered.length * 2);
  let length = 0;
  for (const [from, to] of ordered) {
    if (length > 0 && from <= (out[length - 1] as number)) {
      out[length - 1] = Math.max(out[length - 1] as number, to);
    } else {
      out[length++] = from;
      out[length++] = to;
    }
  }
  return out.slice(0, length);
}

/** How many integers are inside. */
export function intervalsSize(set: Intervals): number {
  let size = 0;
  for (let at = 0; at < set.length; at += 2) size += (set[at + 1] as number) - (set[at] as number);
  return size;
}

/** Whether an integer is inside. */
export function intervalsHave(set: Intervals, value: number): boolean {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

/**
 * One sweep over the borders of both sets; `keep` says for each stretch, from whether it lies in the left and in the
 * right set, whether it lies in the result.
 */
export function combineIntervals(
  left: Intervals,
  right: Intervals,
  keep: "union" | "intersection" | "difference",
): Intervals {
  const out = new Int32Array(left.length + right.length);
  let length = 0;
  let i = 0;
  let j = 0;
  let inside = false;
  while (i < left.length || j < right.length) {
    const l = i < left.length ? (left[i] as number) : Infinity;
    const r = j < right.length ? (right[j] as number) : Infinity;
    const at = l < r ? l : r;
    if (l === at) i++;
    if (r === at) j++;
    const inLeft = (i & 1) === 1;
    const inRight = (j & 1) === 1;
    const now =
      keep === "union"
        ? inLeft || inRight
        : keep === "intersection"
          ? inLeft && inRight
          : inLeft && !inRight;
    if (now !== inside) {
      out[length++] = at;
      inside = now;
    }
  }
  return out.slice(0, length);
}

/** Whether both hold the same integers. */
export function sameIntervals(left: Intervals, right: Intervals): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}
