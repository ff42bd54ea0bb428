import { unreachable } from "./prices.ts";

/** Most bytes that a plan reaches ahead. */
export const horizon = 4096;

/**
 * The cheapest known way to each of the next places. A way's last step is a literal, a match, or several taken
 * together: a literal and a match at the last distance, with or without a match before them.
 */
export class Plan {
  readonly prices = new Int32Array(horizon);
  /** Where the last step begins; with a literal inside, where the match behind that literal begins. */
  readonly from = new Int32Array(horizon);
  /** What the last step is, as a parser tells it. */
  readonly backs = new Int32Array(horizon);
  /** 1 where a literal stands before the last match. */
  readonly viaLiteral = new Uint8Array(horizon);
  /** 1 where a match stands before that literal. */
  readonly viaMatch = new Uint8Array(horizon);
  /** Where that match begins. */
  readonly matchFrom = new Int32Array(horizon);
  /** What that match is. */
  readonly matchBacks = new Int32Array(horizon);
  /** The coder's state after each way. */
  readonly states = new Uint8Array(horizon);
  /** The last four distances after each way. */
  readonly reps = new Int32Array(horizon * 4);
  /** The farthest place that some way reaches. */
  end = 0;
  #at = 0;
  #last = 0;

  /** Whether steps are left of the plan that was settled. */
  get hasSteps(): boolean {
    return this.#at !== this.#last;
  }

  /** The next step of the settled plan. */
  takeStep(): { back: number; length: number } {
    const at = this.#at;
    const to = this.from[at]!;
    this.#at = to;
    return { back: this.backs[at]!, length: to - at };
  }

  /** Drops the settled plan. */
  reset(): void {
    this.#at = 0;
    this.#last = 0;
  }

  /** Makes places up to `end` known, at no price yet. */
  extend(end: number): void {
    while (this.end < end) {
      this.end += 1;
      this.prices[this.end] = unreachable;
    }
  }

  /** Notes a step from `from` to `to` if it is cheaper than what is known. */
  offer(to: number, price: number, from: number, back: number): void {
    if (price >= this.prices[to]!) return;
    this.prices[to] = price;
    this.from[to] = from;
    this.backs[to] = back;
    this.viaLiteral[to] = 0;
  }

  /** As {@link offer}: a literal at `from`, then a match at the last distance. */
  offerAfterLiteral(to: number, price: number, from: number): void {
    if (price >= this.prices[to]!) return;
    this.prices[to] = price;
    this.from[to] = from + 1;
    this.backs[to] = 0;
    this.viaLiteral[to] = 1;
    this.viaMatch[to] = 0;
  }

  /** As {@link offer}: a match from `from` to `middle`, a literal, then a match at the same distance. */
  offerAfterMatch(to: number, price: number, from: number, back: number, middle: number): void {
    if (price >= this.prices[to]!) return;
    this.prices[to] = price;
    this.from[to] = middle + 1;
    this.backs[to] = 0;
    this.viaLiteral[to] = 1;
    this.viaMatch[to] = 1;
    this.matchFrom[to] = from;
    this.matchBacks[to] = back;
  }

  /** Settles the way that leads to `end`: turns its links around, so that it can be followed from the start. */
  settle(end: number): void {
    const { from, backs } = this;
    let to = end;
    let start = from[to]!;
    let back = backs[to]!;
    while (to !== 0) {
      if (this.viaLiteral[to] === 1) {
        backs[start] = -1;
        this.viaLiteral[start] = 0;
        from[start] = start - 1;
        if (this.viaMatch[to] === 1) {
          this.viaLiteral[start - 1] = 0;
          from[start - 1] = this.matchFrom[to]!;
          backs[start - 1] = this.matchBacks[to]!;
        }
      }
      const at = start;
      const step = back;
      back = backs[at]!;
      start = from[at]!;
      backs[at] = step;
      from[at] = to;
      to = at;
    }
    this.#at = 0;
    this.#last = end;
  }
}
