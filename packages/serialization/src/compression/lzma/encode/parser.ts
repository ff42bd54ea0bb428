/** What an encoder does next, as {@link Parser.next} decides. */
export interface Parser {
  /** Bytes that are encoded in this step. */
  length: number;
  /**
   * How: -1 is a literal, 0 to 3 a match at one of the last four distances (a single byte at the last one
   * included), from 4 a match at the distance 4 less.
   */
  back: number;

  /** Decides on the next step; `position` counts the bytes encoded so far. */
  next(position: number): void;

  /** Forgets what was planned. */
  reset(): void;
}

export const literal = -1;
/** Distances of matches are counted from here, behind the last four distances. */
export const firstMatch = 4;
