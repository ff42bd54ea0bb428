import { lengthHigh, lengthLow, lengthMiddle, probabilityBits } from "../model.ts";

const reduction = 4;
const whole = 1 << probabilityBits;

/** A price that every way undercuts. */
export const unreachable = 1 << 30;
/** What a bit costs that is as likely 0 as 1: prices count sixteenths of a bit. */
export const bitPrice = 1 << 4;

/** By the probability of a bit, 16 apart: what that bit costs. */
const table = Int32Array.from({ length: whole >> reduction }, (_, step) => {
  let power = (step << reduction) + (1 << (reduction - 1));
  let bits = 0;
  for (let count = 0; count < 4; count += 1) {
    power *= power;
    bits <<= 1;
    for (; power >= 1 << 16; power = Math.floor(power / 2)) bits += 1;
  }
  return (probabilityBits << 4) - 15 - bits;
});

/** What a 0 costs whose probability this is. */
export function zeroPrice(probability: number): number {
  return table[probability >> reduction]!;
}

/** What a 1 costs where this is the probability of a 0. */
export function onePrice(probability: number): number {
  return table[(probability ^ (whole - 1)) >> reduction]!;
}

/** What a symbol costs whose bits are coded from the highest. */
export function treePrice(
  probabilities: Uint16Array,
  base: number,
  bits: number,
  symbol: number,
): number {
  let price = 0;
  for (let node = symbol | (1 << bits); node > 1; node >>= 1) {
    const probability = probabilities[base + (node >> 1)]!;
    price += (node & 1) === 0 ? zeroPrice(probability) : onePrice(probability);
  }
  return price;
}

/** What a symbol costs whose bits are coded from the lowest. */
export function reverseTreePrice(
  probabilities: Uint16Array,
  base: number,
  bits: number,
  symbol: number,
): number {
  let price = 0;
  let node = 1;
  for (let at = 0; at < bits; at += 1) {
    const bit = (symbol >> at) & 1;
    const probability = probabilities[base + node]!;
    price += bit === 0 ? zeroPrice(probability) : onePrice(probability);
    node = (node << 1) | bit;
  }
  return price;
}

/**
 * What a literal costs after a match: its bits are coded in the context of the byte that would have continued
 * the match, as long as they agree with it.
 */
export function matchedLiteralPrice(
  probabilities: Uint16Array,
  base: number,
  expected: number,
  byte: number,
): number {
  let price = 0;
  let node = 1;
  let agrees = 0x100;
  let rest = expected;
  for (let at = 7; at >= 0; at -= 1) {
    rest <<= 1;
    const context = rest & agrees;
    const bit = (byte >> at) & 1;
    const probability = probabilities[base + agrees + context + node]!;
    price += bit === 0 ? zeroPrice(probability) : onePrice(probability);
    node = (node << 1) | bit;
    if ((context !== 0 ? 1 : 0) !== bit) agrees = 0;
  }
  return price;
}

/** Longest length, less the shortest, of the table of lengths. */
const lengthCount = 272;

/** Prices of lengths; they are renewed after as many lengths as they hold. */
export class LengthPrices {
  readonly #probabilities: Uint16Array;
  readonly #base: number;
  readonly #count: number;
  readonly #prices = new Int32Array(4 * lengthCount);
  readonly #countdowns = new Int32Array(4);

  /** @param longest longest length that will be asked for */
  constructor(probabilities: Uint16Array, base: number, longest: number) {
    this.#probabilities = probabilities;
    this.#base = base;
    this.#count = longest - 1;
  }

  /** Computes all prices anew. */
  reset(): void {
    for (let posState = 0; posState < 4; posState += 1) this.#renew(posState);
  }

  /** Takes note of a length that is about to be encoded. */
  use(posState: number): void {
    this.#countdowns[posState]! -= 1;
    if (this.#countdowns[posState] === 0) this.#renew(posState);
  }

  /** What a length costs. */
  price(length: number, posState: number): number {
    return this.#prices[posState * lengthCount + length - 2]!;
  }

  #renew(posState: number): void {
    const probabilities = this.#probabilities;
    const base = this.#base;
    const prices = this.#prices;
    const to = posState * lengthCount;
    this.#countdowns[posState] = this.#count;
    const low = zeroPrice(probabilities[base]!);
    const notLow = onePrice(probabilities[base]!);
    const middle = notLow + zeroPrice(probabilities[base + 1]!);
    const high = notLow + onePrice(probabilities[base + 1]!);
    const lowTree = base + lengthLow + posState * 8;
    const middleTree = base + lengthMiddle + posState * 8;
    for (let at = 0; at < this.#count; at += 1) {
      prices[to + at] =
        at < 8
          ? low + treePrice(probabilities, lowTree, 3, at)
          : at < 16
            ? middle + treePrice(probabilities, middleTree, 3, at - 8)
            : high + treePrice(probabilities, base + lengthHigh, 8, at - 16);
    }
  }
}
