import { encode } from "fast-png";

/** Counts by true class (row) and predicted class (column). */
export function confusionMatrix(
  classes: readonly string[],
  pairs: readonly (readonly [truth: string, predicted: string])[],
): number[][] {
  const counts = classes.map(() => classes.map(() => 0));
  for (const [truth, predicted] of pairs) {
    const row = counts[classes.indexOf(truth)];
    const column = classes.indexOf(predicted);
    if (row?.[column] === undefined) throw new Error(`unknown class: ${truth} or ${predicted}`);
    row[column] += 1;
  }
  return counts;
}

/** Draws the counts as a PNG: the darker a cell, the larger its share of the row. */
export function drawConfusionMatrix(counts: readonly (readonly number[])[], cell = 64): Uint8Array {
  const size = counts.length * cell;
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    const row = counts[Math.floor(y / cell)] ?? [];
    const total = row.reduce((sum, count) => sum + count, 0);
    for (let x = 0; x < size; x += 1) {
      const count = row[Math.floor(x / cell)] ?? 0;
      const edge = x % cell === 0 || y % cell === 0;
      const shade = edge || total === 0 ? 0 : count / total;
      data.set([235 - 200 * shade, 240 - 140 * shade, 250 - 60 * shade], (y * size + x) * 3);
    }
  }
  return encode({ width: size, height: size, data, channels: 3, depth: 8 });
}
