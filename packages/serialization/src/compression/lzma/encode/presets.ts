/** How hard the encoder searches. */
export interface LzmaPreset {
  /** How far matches reach back, in bytes: a power of two. */
  readonly dictionarySize: number;
  /** Whether the next step is chosen at once, or the cheapest way over many steps is searched. */
  readonly isFast: boolean;
  /** Bytes that the search for candidates starts from. */
  readonly hashBytes: 3 | 4;
  /** A match so long is taken without looking further. */
  readonly niceLength: number;
  /** Most candidates that are compared. */
  readonly depth: number;
}

/** Logarithms of the dictionary sizes of the levels, 256 KiB to 64 MiB. */
const dictionaryBits = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26] as const;
const fastDepths = [4, 8, 24, 48] as const;

/** What liblzma, and so Python, does at a level from 0 to 9. */
export function lzmaPreset(level: number): LzmaPreset {
  const dictionarySize = 2 ** dictionaryBits[level]!;
  if (level <= 3) {
    return {
      dictionarySize,
      isFast: true,
      hashBytes: level === 0 ? 3 : 4,
      niceLength: level <= 1 ? 128 : 273,
      depth: fastDepths[level]!,
    };
  }
  const niceLength = level === 4 ? 16 : level === 5 ? 32 : 64;
  return {
    dictionarySize,
    isFast: false,
    hashBytes: 4,
    niceLength,
    depth: 16 + niceLength / 2,
  };
}
