import { longest } from "../model.ts";
import type { LzmaCoder } from "./coder.ts";
import type { MatchFinder } from "./match-finder.ts";
import { firstMatch, literal, type Parser } from "./parser.ts";

/** Takes the best match here unless the next byte has a better one: the fast presets of liblzma. */
export class FastParser implements Parser {
  length = 1;
  back = literal;
  readonly #bytes: Uint8Array;
  readonly #coder: LzmaCoder;
  readonly #finder: MatchFinder;

  constructor(bytes: Uint8Array, coder: LzmaCoder, finder: MatchFinder) {
    this.#bytes = bytes;
    this.#coder = coder;
    this.#finder = finder;
  }

  reset(): void {}

  next(position: number): void {
    const finder = this.#finder;
    // The step before may have looked here already, and found that a literal pays.
    if (finder.ahead === 0) finder.find();
    const available = Math.min(this.#bytes.length - position, longest);
    if (available < 2) return this.#take(literal, 1);
    const { rep, repLength } = this.#longestRep(position, available);
    if (repLength >= finder.niceLength) return this.#take(rep, repLength);
    let { best, count } = finder;
    if (best >= finder.niceLength) {
      return this.#take(finder.distances[count - 1]! + firstMatch, best);
    }
    let distance = 0;
    if (best >= 2) {
      distance = finder.distances[count - 1]!;
      while (
        count > 1 &&
        best === finder.lengths[count - 2]! + 1 &&
        isMuchNearer(finder.distances[count - 2]!, distance)
      ) {
        count -= 1;
        best = finder.lengths[count - 1]!;
        distance = finder.distances[count - 1]!;
      }
      if (best === 2 && distance >= 0x80) best = 1;
    }
    if (
      repLength >= 2 &&
      (repLength + 1 >= best ||
        (repLength + 2 >= best && distance > 1 << 9) ||
        (repLength + 3 >= best && distance > 1 << 15))
    ) {
      return this.#take(rep, repLength);
    }
    if (best < 2 || available <= 2) return this.#take(literal, 1);
    if (this.#nextIsBetter(best, distance) || this.#nextRepeats(position + 1, best - 1)) {
      return this.#take(literal, 1);
    }
    this.#take(distance + firstMatch, best);
  }

  /** The longest match at one of the last distances; the first that is nice enough ends the search. */
  #longestRep(position: number, available: number): { rep: number; repLength: number } {
    let rep = 0;
    let repLength = 0;
    for (let index = 0; index < 4; index += 1) {
      const length = this.#same(position, this.#coder.reps[index]!, available);
      if (length < 2 || length <= repLength) continue;
      rep = index;
      repLength = length;
      if (length >= this.#finder.niceLength) break;
    }
    return { rep, repLength };
  }

  #same(position: number, distance: number, limit: number): number {
    const bytes = this.#bytes;
    const from = position - distance - 1;
    let length = 0;
    while (length < limit && bytes[from + length] === bytes[position + length]) length += 1;
    return length;
  }

  /** Looks for matches at the next byte, which stay found when the current one becomes a literal. */
  #nextIsBetter(length: number, distance: number): boolean {
    const finder = this.#finder;
    const next = finder.find();
    if (next < 2) return false;
    const nextDistance = finder.distances[finder.count - 1]!;
    return (
      (next >= length && nextDistance < distance) ||
      (next === length + 1 && !isMuchNearer(distance, nextDistance)) ||
      next > length + 1 ||
      (next + 1 >= length && length >= 3 && isMuchNearer(nextDistance, distance))
    );
  }

  #nextRepeats(position: number, length: number): boolean {
    const limit = Math.max(2, length);
    return this.#coder.reps.some((distance) => this.#same(position, distance, limit) === limit);
  }

  /** Decides, and moves the finder past what the step covers. */
  #take(back: number, length: number): void {
    this.back = back;
    this.length = length;
    this.#finder.skip(length - this.#finder.ahead > 0 ? length - this.#finder.ahead : 0);
  }
}

/** Whether the nearer distance saves more than one more byte of match is worth. */
function isMuchNearer(near: number, far: number): boolean {
  return far >>> 7 > near;
}
