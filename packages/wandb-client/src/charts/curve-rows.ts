/** Rows of a table that a run shows; W&B draws no more. */
const mostRows = 10_000;

/** A number with three decimals, halves to the even digit, as W&B's SDK rounds its curves. */
export function roundCurve(value: number): number {
  const scaled = value * 1000;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const isUp = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
  return (isUp ? floor + 1 : floor) / 1000;
}

/** As many rows as a run shows, spread evenly; the first and the last stay. */
export function thinRows<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= mostRows) return rows;
  const step = (rows.length - 1) / (mostRows - 1);
  return Array.from({ length: mostRows }, (_, index) => rows[Math.round(index * step)] as Row);
}
