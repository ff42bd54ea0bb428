import type { PropertyReader } from "./filters.ts";

/**
 * Sorts by an `order` argument such as `-createdAt` or `+summary_metrics.loss`, several of them joined by
 * commas. Items without the property come last. Ties keep their order.
 *
 * @param fallback the order when none is given
 */
export function sortBy<Item>(
  items: readonly Item[],
  order: string | null | undefined,
  fallback: string,
  read: PropertyReader<Item>,
): Item[] {
  const terms = (order == null || order === "" ? fallback : order).split(",").map((term) => {
    const text = term.trim();
    return { path: text.replace(/^[+-]/, ""), sign: text.startsWith("-") ? -1 : 1 };
  });
  const isNewestFirst = terms[0]?.sign === -1;
  // Records of the same instant are in the order of their making, which a newest-first list reverses.
  const base = isNewestFirst ? items.toReversed() : [...items];
  return base.toSorted((left, right) => {
    for (const { path, sign } of terms) {
      const difference = compare(read(left, path), read(right, path), sign);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

function compare(left: unknown, right: unknown, sign: number): number {
  const isLeftMissing = left === undefined || left === null;
  const isRightMissing = right === undefined || right === null;
  if (isLeftMissing || isRightMissing) return Number(isLeftMissing) - Number(isRightMissing);
  if (typeof left === "number" && typeof right === "number") return (left - right) * sign;
  const [one = "", other = ""] = [left, right].map((value) =>
    typeof value === "string" ? value : JSON.stringify(value),
  );
  return (one < other ? -1 : one > other ? 1 : 0) * sign;
}
