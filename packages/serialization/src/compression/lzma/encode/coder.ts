import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  align,
  even,
  isMatch,
  isRep,
  isRep0Long,
  isRepG0,
  isRepG1,
  isRepG2,
  lengthHigh,
  lengthLow,
  lengthMiddle,
  literals,
  matchLength,
  posSlot,
  posSlots,
  posSpecial,
  repLength,
  tableSize,
} from "../model.ts";
import { DistancePrices, lengthStateOf, slotOf } from "./distances.ts";
import { firstMatch, literal } from "./parser.ts";
import { LengthPrices } from "./prices.ts";
import type { LzmaPreset } from "./presets.ts";
import { RangeEncoder } from "./range-encoder.ts";

/** Bits of the byte before a literal, and of positions, that are contexts: lc 3, lp 0, pb 2, as in all presets. */
const literalContextBits = 3;
export const positionMask = 3;
/** lc, lp and pb in one byte. */
export const properties = 0x5d;

/** Turns steps into range-coded bits: the counterpart of the decoder, with the same state and probabilities. */
export class LzmaCoder {
  readonly output: RangeEncoder;
  readonly probabilities: Uint16Array;
  readonly lengthPrices: LengthPrices;
  readonly repLengthPrices: LengthPrices;
  readonly distancePrices: DistancePrices;
  /** The last four distances, the latest first. */
  readonly reps = new Int32Array(4);
  state = 0;
  readonly #bytes: Uint8Array;
  readonly #isFast: boolean;

  constructor(bytes: Uint8Array, preset: LzmaPreset) {
    this.#bytes = bytes;
    this.#isFast = preset.isFast;
    this.probabilities = new Uint16Array(tableSize(literalContextBits));
    this.output = new RangeEncoder(this.probabilities, bytes.length >> 2);
    this.lengthPrices = new LengthPrices(this.probabilities, matchLength, preset.niceLength);
    this.repLengthPrices = new LengthPrices(this.probabilities, repLength, preset.niceLength);
    this.distancePrices = new DistancePrices(this.probabilities, preset.dictionarySize);
    this.reset();
  }

  /** Forgets what was learnt. */
  reset(): void {
    this.state = 0;
    this.reps.fill(0);
    this.probabilities.fill(even);
    if (this.#isFast) return;
    this.lengthPrices.reset();
    this.repLengthPrices.reset();
    this.distancePrices.reset();
  }

  /** Where the probabilities of a literal begin that follows this byte. */
  literalBase(previous: number): number {
    return literals + 0x300 * (previous >> (8 - literalContextBits));
  }

  /** Encodes one step of a parser, which begins at `position`. */
  step(position: number, back: number, length: number): void {
    const posState = position & positionMask;
    const match = isMatch + (this.state << 4) + posState;
    if (back === literal) {
      this.output.bit(match, 0);
      this.#literal(position);
      return;
    }
    this.output.bit(match, 1);
    if (back < firstMatch) {
      this.output.bit(isRep + this.state, 1);
      this.#rep(posState, back, length);
    } else {
      this.output.bit(isRep + this.state, 0);
      this.#match(posState, back - firstMatch, length);
    }
  }

  /** Encodes the mark that ends a stream: a match that reaches back as far as no match can. */
  endMarker(position: number): void {
    const posState = position & positionMask;
    this.output.bit(isMatch + (this.state << 4) + posState, 1);
    this.output.bit(isRep + this.state, 0);
    this.#match(posState, -1, 2);
  }

  #literal(position: number): void {
    const byte = this.#bytes[position]!;
    const previous = position === 0 ? 0 : this.#bytes[position - 1]!;
    const base = this.literalBase(previous);
    if (this.state < 7) {
      this.output.tree(base, 8, byte);
    } else {
      let rest = this.#bytes[position - this.reps[0]! - 1]!;
      let node = 1;
      let agrees = 0x100;
      for (let at = 7; at >= 0; at -= 1) {
        rest <<= 1;
        const context = rest & agrees;
        const bit = (byte >> at) & 1;
        this.output.bit(base + agrees + context + node, bit);
        node = (node << 1) | bit;
        if ((context !== 0 ? 1 : 0) !== bit) agrees = 0;
      }
    }
    this.state = afterLiteral(this.state);
  }

  #match(posState: number, distance: number, length: number): void {
    const { output, reps } = this;
    this.state = afterMatch(this.state);
    this.#length(matchLength, this.lengthPrices, posState, length);
    const slot = slotOf(distance);
    output.tree(posSlot + lengthStateOf(length) * posSlots, 6, slot);
    if (slot >= 4) {
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) << bits;
      const rest = distance - base;
      if (slot < 14) {
        output.reverseTree(posSpecial + base - slot, bits, rest);
      } else {
        output.direct(rest >>> 4, bits - 4);
        output.reverseTree(align, 4, rest & 15);
      }
    }
    this.distancePrices.use(slot);
    reps[3] = reps[2]!;
    reps[2] = reps[1]!;
    reps[1] = reps[0]!;
    reps[0] = distance;
  }

  #rep(posState: number, rep: number, length: number): void {
    const { output, reps, state } = this;
    if (rep === 0) {
      output.bit(isRepG0 + state, 0);
      output.bit(isRep0Long + (state << 4) + posState, length === 1 ? 0 : 1);
    } else {
      const distance = reps[rep]!;
      output.bit(isRepG0 + state, 1);
      if (rep === 1) {
        output.bit(isRepG1 + state, 0);
      } else {
        output.bit(isRepG1 + state, 1);
        output.bit(isRepG2 + state, rep - 2);
        if (rep === 3) reps[3] = reps[2]!;
        reps[2] = reps[1]!;
      }
      reps[1] = reps[0]!;
      reps[0] = distance;
    }
    if (length === 1) {
      this.state = afterShortRep(state);
    } else {
      this.#length(repLength, this.repLengthPrices, posState, length);
      this.state = afterRep(state);
    }
  }

  #length(base: number, prices: LengthPrices, posState: number, length: number): void {
    const { output } = this;
    // Prices are renewed from what was learnt before this length, as liblzma does.
    if (!this.#isFast) prices.use(posState);
    const rest = length - 2;
    if (rest < 8) {
      output.bit(base, 0);
      output.tree(base + lengthLow + posState * 8, 3, rest);
    } else if (rest < 16) {
      output.bit(base, 1);
      output.bit(base + 1, 0);
      output.tree(base + lengthMiddle + posState * 8, 3, rest - 8);
    } else {
      output.bit(base, 1);
      output.bit(base + 1, 1);
      output.tree(base + lengthHigh, 8, rest - 16);
    }
  }
}
