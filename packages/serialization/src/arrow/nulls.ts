/** Arrow's bitmap: bit 1 where there is a value. */
export function nulls(
  length: number,
  isNull: (at: number) => boolean,
): { nullBitmap: Uint8Array | null; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  for (let at = 0; at < length; at += 1) {
    if (isNull(at)) nullCount += 1;
    else nullBitmap[at >> 3]! |= 1 << (at & 7);
  }
  return nullCount === 0 ? { nullBitmap: null, nullCount } : { nullBitmap, nullCount };
}
