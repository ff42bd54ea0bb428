import {
  afterLiteral,
  afterMatch,
  afterRep,
  afterShortRep,
  isMatch,
  isRep,
  isRep0Long,
  isRepG0,
  isRepG1,
  isRepG2,
  longest,
} from "../model.ts";
import { type LzmaCoder, positionMask } from "./coder.ts";
import type { MatchFinder } from "./match-finder.ts";
import { firstMatch, literal, type Parser } from "./parser.ts";
import { horizon, Plan } from "./plan.ts";
import { matchedLiteralPrice, onePrice, treePrice, zeroPrice } from "./prices.ts";

/**
 * Finds the cheapest way over the next bytes, priced by what the coder has learnt so far: the larger presets of
 * liblzma. What is tried, in which order, and which of equally cheap ways is kept is as there, so that the
 * encoder's bytes are the same.
 */
export class OptimalParser implements Parser {
  length = 1;
  back = literal;
  readonly #bytes: Uint8Array;
  readonly #coder: LzmaCoder;
  readonly #finder: MatchFinder;
  readonly #plan = new Plan();
  readonly #reps = new Int32Array(4);
  readonly #repLengths = new Int32Array(4);
  // The place that is extended, see #extend.
  #at = 0;
  #position = 0;
  #state = 0;
  #posState = 0;
  #matchPrice = 0;
  #repPrice = 0;
  #literalPrice = 0;
  #room = 0;

  constructor(bytes: Uint8Array, coder: LzmaCoder, finder: MatchFinder) {
    this.#bytes = bytes;
    this.#coder = coder;
    this.#finder = finder;
  }

  reset(): void {
    this.#plan.reset();
  }

  next(position: number): void {
    const plan = this.#plan;
    if (!plan.hasSteps) {
      if (this.#finder.ahead === 0) this.#coder.distancePrices.renew();
      if (this.#takeAtOnce(position)) return;
      this.#search(position);
    }
    const { back, length } = plan.takeStep();
    this.back = back;
    this.length = length;
  }

  /** Extends the plan place by place until no way leads further, or a match is good enough. */
  #search(position: number): void {
    const plan = this.#plan;
    const finder = this.#finder;
    let at = 1;
    for (; at < plan.end; at += 1) {
      if (finder.find() >= finder.niceLength) break;
      this.#extend(position, at);
    }
    plan.settle(at);
  }

  /** Takes a step that needs no search, or begins a plan with the steps from here. */
  #takeAtOnce(position: number): boolean {
    const finder = this.#finder;
    if (finder.ahead === 0) finder.find();
    const bytes = this.#bytes;
    const { reps, state } = this.#coder;
    const available = Math.min(bytes.length - position, longest);
    if (available < 2) return this.#take(literal, 1);
    const repLengths = this.#repLengths;
    let rep = 0;
    for (let index = 0; index < 4; index += 1) {
      const length = this.#same(position, reps[index]!, 0, available);
      repLengths[index] = length < 2 ? 0 : length;
      if (repLengths[index]! > repLengths[rep]!) rep = index;
    }
    if (repLengths[rep]! >= finder.niceLength) return this.#take(rep, repLengths[rep]!);
    if (finder.best >= finder.niceLength) {
      return this.#take(finder.distances[finder.count - 1]! + firstMatch, finder.best);
    }
    const byte = bytes[position]!;
    const expected = bytes[position - reps[0]! - 1]!;
    const end = Math.max(finder.best, repLengths[rep]!);
    if (end < 2 && byte !== expected) return this.#take(literal, 1);
    const probabilities = this.#coder.probabilities;
    const posState = position & positionMask;
    const match = probabilities[isMatch + (state << 4) + posState]!;
    const matchPrice = onePrice(match);
    const repPrice = matchPrice + onePrice(probabilities[isRep + state]!);
    const plan = this.#plan;
    plan.prices[1] = zeroPrice(match) + this.#priceOfLiteral(position, state, expected);
    plan.backs[1] = literal;
    plan.from[1] = 0;
    plan.viaLiteral[1] = 0;
    plan.end = 1;
    if (byte === expected) plan.offer(1, repPrice + this.#priceOfShortRep(state, posState), 0, 0);
    if (end < 2) return this.#take(plan.backs[1], 1);
    plan.states[0] = state;
    plan.reps.set(reps);
    plan.extend(end);
    this.#offerFirst(posState, matchPrice, repPrice);
    return false;
  }

  #offerFirst(posState: number, matchPrice: number, repPrice: number): void {
    const plan = this.#plan;
    const finder = this.#finder;
    const { state, repLengthPrices } = this.#coder;
    for (let rep = 0; rep < 4; rep += 1) {
      const price = repPrice + this.#priceOfRep(rep, state, posState);
      for (let length = this.#repLengths[rep]!; length >= 2; length -= 1) {
        plan.offer(length, price + repLengthPrices.price(length, posState), 0, rep);
      }
    }
    const price = matchPrice + zeroPrice(this.#coder.probabilities[isRep + state]!);
    let index = 0;
    for (let length = Math.max(this.#repLengths[0]! + 1, 2); length <= finder.best; length += 1) {
      while (length > finder.lengths[index]!) index += 1;
      const distance = finder.distances[index]!;
      const cost = price + this.#priceOfMatch(distance, length, posState);
      plan.offer(length, cost, 0, distance + firstMatch);
    }
  }

  /** Offers every step that begins `at` bytes after the plan's start. */
  #extend(start: number, at: number): void {
    const plan = this.#plan;
    const bytes = this.#bytes;
    const probabilities = this.#coder.probabilities;
    const position = start + at;
    this.#at = at;
    this.#position = position;
    this.#arrive(at);
    const state = this.#state;
    const posState = position & positionMask;
    this.#posState = posState;
    const byte = bytes[position]!;
    const expected = bytes[position - this.#reps[0]! - 1]!;
    const price = plan.prices[at]!;
    const match = probabilities[isMatch + (state << 4) + posState]!;
    this.#literalPrice = price + zeroPrice(match) + this.#priceOfLiteral(position, state, expected);
    this.#matchPrice = price + onePrice(match);
    this.#repPrice = this.#matchPrice + onePrice(probabilities[isRep + state]!);
    let isNextSingle = false;
    if (this.#literalPrice < plan.prices[at + 1]!) {
      plan.offer(at + 1, this.#literalPrice, at, literal);
      isNextSingle = true;
    }
    if (byte === expected && !(plan.from[at + 1]! < at && plan.backs[at + 1] === 0)) {
      const cost = this.#repPrice + this.#priceOfShortRep(state, posState);
      // Of equal prices, the repeated byte is taken.
      if (cost <= plan.prices[at + 1]!) {
        plan.offer(at + 1, cost - 1, at, 0);
        plan.prices[at + 1] = cost;
        isNextSingle = true;
      }
    }
    this.#room = Math.min(bytes.length - position, horizon - 1 - at);
    if (this.#room < 2) return;
    if (!isNextSingle && byte !== expected) this.#offerLiteralAndRep();
    this.#offerMatches(this.#offerReps());
  }

  /** State and distances after the cheapest way to this place. */
  #arrive(at: number): void {
    const plan = this.#plan;
    let from = plan.from[at]!;
    let back = plan.backs[at]!;
    let state: number;
    if (plan.viaLiteral[at] === 1) {
      from -= 1;
      if (plan.viaMatch[at] === 1) {
        from = plan.matchFrom[at]!;
        back = plan.matchBacks[at]!;
        state = plan.states[from]!;
        state = back < firstMatch ? afterRep(state) : afterMatch(state);
      } else {
        state = plan.states[from]!;
      }
      state = afterRep(afterLiteral(state));
    } else {
      state = plan.states[from]!;
      if (back === literal) state = afterLiteral(state);
      else if (from === at - 1) state = afterShortRep(state);
      else state = back < firstMatch ? afterRep(state) : afterMatch(state);
    }
    this.#state = state;
    plan.states[at] = state;
    const reps = this.#reps;
    const known = from * 4;
    if (back === literal) {
      for (let index = 0; index < 4; index += 1) reps[index] = plan.reps[known + index]!;
    } else {
      const isRepeat = back < firstMatch;
      const moved = isRepeat ? back : 3;
      reps[0] = isRepeat ? plan.reps[known + back]! : back - firstMatch;
      for (let index = 1; index < 4; index += 1) {
        reps[index] = plan.reps[known + (index <= moved ? index - 1 : index)]!;
      }
    }
    plan.reps.set(reps, at * 4);
  }

  #offerLiteralAndRep(): void {
    const plan = this.#plan;
    const limit = Math.min(this.#room, this.#finder.niceLength + 1);
    const length = this.#same(this.#position, this.#reps[0]!, 1, limit) - 1;
    if (length < 2) return;
    const price = this.#literalPrice + this.#priceOfRepAfterLiteral(this.#state, 1, length);
    const to = this.#at + 1 + length;
    plan.extend(to);
    plan.offerAfterLiteral(to, price, this.#at);
  }

  /** Offers matches at the last distances. @returns the shortest length at which other matches are worth it */
  #offerReps(): number {
    const plan = this.#plan;
    const at = this.#at;
    const posState = this.#posState;
    const prices = this.#coder.repLengthPrices;
    const limit = Math.min(this.#room, this.#finder.niceLength);
    let shortest = 2;
    for (let rep = 0; rep < 4; rep += 1) {
      const distance = this.#reps[rep]!;
      const length = this.#same(this.#position, distance, 0, limit);
      if (length < 2) continue;
      plan.extend(at + length);
      const price = this.#repPrice + this.#priceOfRep(rep, this.#state, posState);
      for (let shorter = length; shorter >= 2; shorter -= 1) {
        plan.offer(at + shorter, price + prices.price(shorter, posState), at, rep);
      }
      if (rep === 0) shortest = length + 1;
      const whole = price + prices.price(length, posState);
      this.#offerContinued(afterRep(this.#state), rep, distance, length, whole);
    }
    return shortest;
  }

  #offerMatches(shortest: number): void {
    const plan = this.#plan;
    const finder = this.#finder;
    const { lengths, distances } = finder;
    const at = this.#at;
    let { best, count } = finder;
    const limit = Math.min(this.#room, finder.niceLength);
    if (best > limit) {
      best = limit;
      count = 0;
      while (best > lengths[count]!) count += 1;
      lengths[count] = best;
      count += 1;
    }
    if (best < shortest) return;
    plan.extend(at + best);
    const price = this.#matchPrice + zeroPrice(this.#coder.probabilities[isRep + this.#state]!);
    let index = 0;
    while (shortest > lengths[index]!) index += 1;
    for (let length = shortest; index < count; length += 1) {
      const distance = distances[index]!;
      const whole = price + this.#priceOfMatch(distance, length, this.#posState);
      plan.offer(at + length, whole, at, distance + firstMatch);
      if (length !== lengths[index]) continue;
      this.#offerContinued(afterMatch(this.#state), distance + firstMatch, distance, length, whole);
      index += 1;
    }
  }

  /** Offers a match that goes on after one other byte: match, literal, match at the same distance. */
  #offerContinued(
    state: number,
    back: number,
    distance: number,
    length: number,
    price: number,
  ): void {
    const bytes = this.#bytes;
    const limit = Math.min(this.#room, length + 1 + this.#finder.niceLength);
    if (length + 1 >= limit) return;
    const more = this.#same(this.#position, distance, length + 1, limit) - length - 1;
    if (more < 2) return;
    const plan = this.#plan;
    const middle = this.#position + length;
    const probabilities = this.#coder.probabilities;
    const cost =
      price +
      zeroPrice(probabilities[isMatch + (state << 4) + (middle & positionMask)]!) +
      matchedLiteralPrice(
        probabilities,
        this.#coder.literalBase(bytes[middle - 1]!),
        bytes[middle - distance - 1]!,
        bytes[middle]!,
      ) +
      this.#priceOfRepAfterLiteral(state, length + 1, more);
    const to = this.#at + length + 1 + more;
    plan.extend(to);
    plan.offerAfterMatch(to, cost, this.#at, back, this.#at + length);
  }

  /** Price of a match at the last distance, `offset` bytes on, after a literal that follows `state`. */
  #priceOfRepAfterLiteral(before: number, offset: number, length: number): number {
    const probabilities = this.#coder.probabilities;
    const state = afterLiteral(before);
    const posState = (this.#position + offset) & positionMask;
    return (
      onePrice(probabilities[isMatch + (state << 4) + posState]!) +
      onePrice(probabilities[isRep + state]!) +
      this.#coder.repLengthPrices.price(length, posState) +
      this.#priceOfRep(0, state, posState)
    );
  }

  #priceOfLiteral(position: number, state: number, expected: number): number {
    const probabilities = this.#coder.probabilities;
    const base = this.#coder.literalBase(this.#bytes[position - 1]!);
    const byte = this.#bytes[position]!;
    return state < 7
      ? treePrice(probabilities, base, 8, byte)
      : matchedLiteralPrice(probabilities, base, expected, byte);
  }

  #priceOfShortRep(state: number, posState: number): number {
    const probabilities = this.#coder.probabilities;
    return (
      zeroPrice(probabilities[isRepG0 + state]!) +
      zeroPrice(probabilities[isRep0Long + (state << 4) + posState]!)
    );
  }

  /** What it costs to say that a match is at one of the last distances, without its length. */
  #priceOfRep(rep: number, state: number, posState: number): number {
    const probabilities = this.#coder.probabilities;
    const first = probabilities[isRepG0 + state]!;
    if (rep === 0) {
      return zeroPrice(first) + onePrice(probabilities[isRep0Long + (state << 4) + posState]!);
    }
    const second = probabilities[isRepG1 + state]!;
    if (rep === 1) return onePrice(first) + zeroPrice(second);
    const third = probabilities[isRepG2 + state]!;
    return onePrice(first) + onePrice(second) + (rep === 2 ? zeroPrice(third) : onePrice(third));
  }

  #priceOfMatch(distance: number, length: number, posState: number): number {
    const { distancePrices, lengthPrices } = this.#coder;
    return distancePrices.price(distance, length) + lengthPrices.price(length, posState);
  }

  /** How far the bytes here equal those at a distance, of which the first `length` need no look. */
  #same(position: number, distance: number, length: number, limit: number): number {
    const bytes = this.#bytes;
    const from = position - distance - 1;
    let same = length;
    while (same < limit && bytes[from + same] === bytes[position + same]) same += 1;
    return same;
  }

  #take(back: number, length: number): true {
    this.back = back;
    this.length = length;
    this.#finder.skip(Math.max(0, length - this.#finder.ahead));
    return true;
  }
}
