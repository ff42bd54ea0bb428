import type { KeyLine } from "./key-line.ts";

const mostCompared = 2000;

/**
 * The up to three keys with the smallest edit distance to a text, best first; nothing when none is close. Only the first
 * and last keys of a long line are compared.
 */
export function nearestKeys(line: KeyLine, text: string): readonly string[] {
  const half = mostCompared / 2;
  const candidates =
    line.length <= mostCompared
      ? [...line.span(0, line.length)]
      : [...line.span(0, half), ...line.span(line.length - half, line.length)];
  const limit = Math.max(2, Math.floor(text.length / 2));
  return candidates
    .map((key) => ({
      key,
      distance: Math.abs(key.length - text.length) > limit ? Infinity : editDistance(key, text),
    }))
    .filter(({ distance }) => distance <= limit)
    .toSorted((left, right) => left.distance - right.distance)
    .slice(0, 3)
    .map(({ key }) => key);
}

function editDistance(left: string, right: string): number {
  if (right.length > 200) return Infinity;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      next.push(
        Math.min(
          (next[j - 1] as number) + 1,
          (row[j] as number) + 1,
          (row[j - 1] as number) + same,
        ),
      );
    }
    row = next;
  }
  return row[right.length] as number;
}
