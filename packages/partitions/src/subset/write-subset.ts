import type { IntervalSubset } from "./interval-subset.ts";

/** The text form of a subset of texts: `{"version": 1, "subset": [...]}`, sorted. */
export function writeKeys(keys: readonly string[]): string {
  return `{"version": 1, "subset": [${keys
    .toSorted(byCodePoint)
    .map((key) => JSON.stringify(key))
    .join(", ")}]}`;
}

/** The text form of a subset of ordinals: time windows for time definitions, else keys. */
export function writeIntervals(subset: IntervalSubset): string {
  const { definition, intervals } = subset;
  if (definition.startOfOrdinal === undefined || definition.endOfOrdinal === undefined)
    return writeKeys([...subset.keys()]);
  const windows: string[] = [];
  for (let at = 0; at < intervals.length; at += 2) {
    const start = definition.startOfOrdinal(intervals[at] as number);
    const end = definition.endOfOrdinal((intervals[at + 1] as number) - 1);
    windows.push(`[${seconds(start)}, ${seconds(end)}]`);
  }
  return `{"version": 1, "time_windows": [${windows.join(", ")}], "num_partitions": ${subset.size}}`;
}

function seconds(instant: number): string {
  return Number.isInteger(instant) ? `${instant}.0` : `${instant}`;
}

/** Orders texts by code points, as Python does. */
export function byCodePoint(left: string, right: string): number {
  if (left === right) return 0;
  const a = Array.from(left);
  const b = Array.from(right);
  for (let at = 0; at < a.length && at < b.length; at++) {
    const difference =
      ((a[at] as string).codePointAt(0) as number) - ((b[at] as string).codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
