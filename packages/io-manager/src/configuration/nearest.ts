/**
 * The candidate that is closest to a misspelt word, for "did you mean" hints.
 *
 * @returns the candidate with the fewest edits, or undefined when even that one differs in more than
 *   a third of its letters
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = candidate;
    }
  }
  return best !== undefined && fewest <= Math.max(1, Math.floor(best.length / 3))
    ? best
    : undefined;
}

function editDistance(left: string, right: string): number {
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const swap = left[row - 1] === right[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + swap,
        ),
      );
    }
    above = current;
  }
  return above[right.length] ?? 0;
}
