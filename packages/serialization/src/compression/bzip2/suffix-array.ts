/** Text as numbers from 0 to some highest symbol. */
type Text = Uint8Array | Int32Array;

/**
 * The suffixes of a text in their order, by induced sorting (SA-IS of Nong, Zhang and Chan, 2009): linear in
 * time and memory for any text, so that no input makes it slow.
 *
 * @param highest the largest symbol that may occur
 */
export function suffixArray(text: Text, highest: number): Int32Array {
  const size = text.length;
  if (size < 2) return new Int32Array(size);
  const isSmall = smallSuffixes(text);
  const buckets = bucketsOf(text, highest);
  const suffixes = new Int32Array(size);
  const landmarks = landmarksOf(isSmall);
  induce(text, isSmall, buckets, landmarks, suffixes);
  if (landmarks.length === 0) return suffixes;
  const { names, sorted, count } = nameLandmarks(text, landmarks, suffixes);
  if (count < landmarks.length) {
    const order = suffixArray(names, count - 1);
    for (let at = 0; at < order.length; at += 1) sorted[at] = landmarks[order[at]!]!;
  }
  induce(text, isSmall, buckets, sorted, suffixes);
  return suffixes;
}

/** Per suffix: 1 when it is smaller than the next one. The last one is larger than the empty suffix. */
function smallSuffixes(text: Text): Uint8Array {
  const isSmall = new Uint8Array(text.length);
  for (let at = text.length - 2; at >= 0; at -= 1) {
    const here = text[at]!;
    const next = text[at + 1]!;
    isSmall[at] = here < next || (here === next && isSmall[at + 1] === 1) ? 1 : 0;
  }
  return isSmall;
}

/** Per symbol, and one past the last: where the suffixes that begin with it start. */
function bucketsOf(text: Text, highest: number): Int32Array {
  const starts = new Int32Array(highest + 2);
  for (let at = 0; at < text.length; at += 1) starts[text[at]! + 1]! += 1;
  for (let symbol = 1; symbol < starts.length; symbol += 1) starts[symbol]! += starts[symbol - 1]!;
  return starts;
}

/** Places where a small suffix follows a large one. */
function landmarksOf(isSmall: Uint8Array): Int32Array {
  let count = 0;
  for (let at = 1; at < isSmall.length; at += 1) count += isSmall[at]! & (isSmall[at - 1]! ^ 1);
  const landmarks = new Int32Array(count);
  let next = 0;
  for (let at = 1; at < isSmall.length; at += 1) {
    if (isSmall[at] === 1 && isSmall[at - 1] === 0) {
      landmarks[next] = at;
      next += 1;
    }
  }
  return landmarks;
}

/** Puts the landmarks in their buckets and derives the order of all other suffixes from them. */
function induce(
  text: Text,
  isSmall: Uint8Array,
  buckets: Int32Array,
  landmarks: Int32Array,
  suffixes: Int32Array,
): void {
  const size = text.length;
  suffixes.fill(-1);
  const ends = buckets.slice(1);
  for (let at = landmarks.length - 1; at >= 0; at -= 1) {
    const start = landmarks[at]!;
    suffixes[(ends[text[start]!]! -= 1)] = start;
  }
  const starts = buckets.slice();
  suffixes[starts[text[size - 1]!]!++] = size - 1;
  for (let at = 0; at < size; at += 1) {
    const before = suffixes[at]! - 1;
    if (before >= 0 && isSmall[before] === 0) suffixes[starts[text[before]!]!++] = before;
  }
  ends.set(buckets.subarray(1));
  for (let at = size - 1; at >= 0; at -= 1) {
    const before = suffixes[at]! - 1;
    if (before >= 0 && isSmall[before] === 1) suffixes[(ends[text[before]!]! -= 1)] = before;
  }
}

/** Numbers the pieces between landmarks by their order; equal pieces share a number. */
function nameLandmarks(
  text: Text,
  landmarks: Int32Array,
  suffixes: Int32Array,
): { names: Int32Array; sorted: Int32Array; count: number } {
  const size = text.length;
  const indexes = new Int32Array(size).fill(-1);
  for (let at = 0; at < landmarks.length; at += 1) indexes[landmarks[at]!] = at;
  const names = new Int32Array(landmarks.length);
  const sorted = new Int32Array(landmarks.length);
  const endOf = (index: number): number => landmarks[index + 1] ?? size;
  let found = 0;
  let name = -1;
  let previous = -1;
  for (let at = 0; at < size; at += 1) {
    const start = suffixes[at]!;
    const index = indexes[start]!;
    if (index < 0) continue;
    if (previous < 0 || !samePiece(text, previous, endOf(indexes[previous]!), start, endOf(index)))
      name += 1;
    names[index] = name;
    sorted[found] = start;
    found += 1;
    previous = start;
  }
  return { names, sorted, count: name + 1 };
}

/** Whether two pieces are equal, the first symbol of what follows them included. */
function samePiece(text: Text, a: number, aEnd: number, b: number, bEnd: number): boolean {
  if (aEnd - a !== bEnd - b || aEnd === text.length || bEnd === text.length) return false;
  for (let at = 0; at <= aEnd - a; at += 1) if (text[a + at] !== text[b + at]) return false;
  return true;
}
