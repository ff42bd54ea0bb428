import { align, posSlot, posSlots, posSpecial } from "../model.ts";
import { bitPrice, reverseTreePrice, treePrice } from "./prices.ts";

/** Distances below are priced one by one; the others by their slot and their lowest four bits. */
const modelled = 128;
const renewSlotsAfter = 128;
const renewAlignAfter = 16;

/** The slot of a distance, which has 32 bits: the place of its highest bit and the bit below. */
export function slotOf(distance: number): number {
  if (distance >>> 0 < 4) return distance;
  const bit = 31 - Math.clz32(distance);
  return (bit << 1) | ((distance >>> (bit - 1)) & 1);
}

/** Lengths of 2, 3, 4 and more have tables of distances of their own. */
export function lengthStateOf(length: number): number {
  return length < 6 ? length - 2 : 3;
}

/** Prices of distances, renewed now and then while their probabilities change. */
export class DistancePrices {
  readonly #probabilities: Uint16Array;
  readonly #slots: number;
  readonly #slotPrices = new Int32Array(4 * posSlots);
  readonly #prices = new Int32Array(4 * modelled);
  readonly #alignPrices = new Int32Array(16);
  #slotUses = 0;
  #alignUses = 0;

  constructor(probabilities: Uint16Array, dictionarySize: number) {
    this.#probabilities = probabilities;
    this.#slots = Math.log2(dictionarySize) * 2;
  }

  /** Makes the next {@link renew} compute all prices. */
  reset(): void {
    this.#slotUses = renewSlotsAfter;
    this.#alignUses = renewAlignAfter;
  }

  /** Takes note of a distance that was encoded. */
  use(slot: number): void {
    this.#slotUses += 1;
    if (slot >= 14) this.#alignUses += 1;
  }

  /** Computes those prices anew whose probabilities changed often enough. */
  renew(): void {
    if (this.#slotUses >= renewSlotsAfter) this.#renewSlots();
    if (this.#alignUses >= renewAlignAfter) this.#renewAlign();
  }

  /** What a distance costs for a match of this length. */
  price(distance: number, length: number): number {
    const state = lengthStateOf(length);
    if (distance < modelled) return this.#prices[state * modelled + distance]!;
    return (
      this.#slotPrices[state * posSlots + slotOf(distance)]! + this.#alignPrices[distance & 15]!
    );
  }

  #renewSlots(): void {
    this.#slotUses = 0;
    for (let state = 0; state < 4; state += 1) {
      const at = state * posSlots;
      for (let slot = 0; slot < this.#slots; slot += 1) {
        this.#slotPrices[at + slot] =
          treePrice(this.#probabilities, posSlot + at, 6, slot) +
          (slot < 14 ? 0 : ((slot >> 1) - 1 - 4) * bitPrice);
      }
      for (let distance = 0; distance < 4; distance += 1) {
        this.#prices[state * modelled + distance] = this.#slotPrices[at + distance]!;
      }
    }
    for (let distance = 4; distance < modelled; distance += 1) {
      const slot = slotOf(distance);
      const bits = (slot >> 1) - 1;
      const base = (2 | (slot & 1)) << bits;
      const tree = posSpecial + base - slot;
      const price = reverseTreePrice(this.#probabilities, tree, bits, distance - base);
      for (let state = 0; state < 4; state += 1) {
        this.#prices[state * modelled + distance] =
          price + this.#slotPrices[state * posSlots + slot]!;
      }
    }
  }

  #renewAlign(): void {
    this.#alignUses = 0;
    for (let value = 0; value < 16; value += 1) {
      this.#alignPrices[value] = reverseTreePrice(this.#probabilities, align, 4, value);
    }
  }
}
