/** How many samples of the class, and of the others, score at least as much as each threshold. */
export interface ThresholdCounts {
  /** Samples of the class, for each distinct score from the highest down. */
  readonly hits: readonly number[];
  /** Samples of other classes. */
  readonly falseAlarms: readonly number[];
}

/**
 * Counts hits and false alarms at every score that occurs.
 *
 * @param isClass whether each sample is of the class
 * @param scores the score that each sample has for the class
 */
export function countByThreshold(
  isClass: readonly boolean[],
  scores: readonly number[],
): ThresholdCounts {
  const order = scores
    .map((score, index) => ({ score, isHit: isClass[index] === true }))
    .toSorted((left, right) => right.score - left.score);
  const hits: number[] = [];
  const falseAlarms: number[] = [];
  let hitCount = 0;
  for (const [index, { score, isHit }] of order.entries()) {
    if (isHit) hitCount++;
    if (order[index + 1]?.score === score) continue;
    hits.push(hitCount);
    falseAlarms.push(index + 1 - hitCount);
  }
  return { hits, falseAlarms };
}
