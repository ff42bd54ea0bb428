/** Up to three names that share most of their pairs of letters with a misspelt one, or contain it. */
export function similarNames(text: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, score: name.includes(text) ? 1 : similarity(text, name) }))
    .filter(({ score }) => score >= 0.5)
    .toSorted((left, right) => right.score - left.score)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Dice's coefficient of the pairs of letters: 1 for equal texts, 0 for texts without a common pair. */
function similarity(left: string, right: string): number {
  const pairs = pairsOf(left);
  const others = pairsOf(right);
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return (2 * common) / (pairs.size + others.size || 1);
}

function pairsOf(text: string): Set<string> {
  const starts = Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => at);
  return new Set(starts.map((at) => text.slice(at, at + 2).toLowerCase()));
}
