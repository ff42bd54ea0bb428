/** How probabilities are kept: 11 bits, half at the start. */
export const probabilityBits = 11;
/** A probability of one half. */
export const even = 1 << (probabilityBits - 1);

/** Kinds of lengths by which the tables of distances differ. */
const lengthStates = 4;
/** Slots of distances. */
export const posSlots = 64;
/** The longest match; the shortest is of 2 bytes. */
export const longest = 273;

/** Where each kind of probability begins in the one table of an encoder or decoder. */
export const isMatch = 0;
export const isRep = isMatch + 12 * 16;
export const isRepG0 = isRep + 12;
export const isRepG1 = isRepG0 + 12;
export const isRepG2 = isRepG1 + 12;
export const isRep0Long = isRepG2 + 12;
export const posSlot = isRep0Long + 12 * 16;
export const posSpecial = posSlot + lengthStates * posSlots;
export const align = posSpecial + 128;
export const matchLength = align + 16;
const lengthSize = 2 + 16 * 8 * 2 + 256;
export const repLength = matchLength + lengthSize;
export const literals = repLength + lengthSize;

/** Where the parts of a length's table begin: two choices, then trees of 3, 3 and 8 bits. */
export const lengthLow = 2;
export const lengthMiddle = 130;
export const lengthHigh = 258;

/** Room for the probabilities when contexts of literals have so many bits. */
export function tableSize(literalBits: number): number {
  return literals + (0x300 << literalBits);
}

/** The state after a literal; states below 7 follow a literal. */
export function afterLiteral(state: number): number {
  return state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
}

/** The state after a match. */
export function afterMatch(state: number): number {
  return state < 7 ? 7 : 10;
}

/** The state after a match at one of the last four distances. */
export function afterRep(state: number): number {
  return state < 7 ? 8 : 11;
}

/** The state after one byte repeated from the last distance. */
export function afterShortRep(state: number): number {
  return state < 7 ? 9 : 11;
}
