import type { Ticks } from "../time/ticks.ts";

const growth = 4096;

/**
 * Numbers the ticks that remain when some are excluded. Excluded ticks are found along the excluding expressions and
 * kept as a sorted list that grows on demand, so that ranks are binary searches.
 */
export class ExcludedTicks {
  readonly #ticks: Ticks;
  readonly #crons: readonly Ticks[];
  readonly #single: readonly number[];
  readonly #first: number;
  #excluded: number[] = [];
  #covered: number;

  /**
   * @param ticks the definition's own ticks
   * @param crons ticks of the excluding expressions
   * @param instants excluded window starts, in seconds since 1970
   * @param first index of the definition's first tick; ticks before it are never excluded
   */
  constructor(ticks: Ticks, crons: readonly Ticks[], instants: readonly number[], first: number) {
    this.#ticks = ticks;
    this.#crons = crons;
    this.#single = instants
      .filter((instant) => ticks.has(instant))
      .map((instant) => ticks.countBefore(instant));
    this.#first = first;
    this.#covered = first;
  }

  /** How many remaining ticks lie from the first up to, not including, this tick; negative before the first. */
  rank(tick: number): number {
    if (tick <= this.#first) return tick - this.#first;
    this.#cover(tick);
    return tick - this.#first - lowerBound(this.#excluded, tick);
  }

  /** Whether a tick is excluded. */
  has(tick: number): boolean {
    if (tick < this.#first) return false;
    this.#cover(tick + 1);
    return this.#excluded[lowerBound(this.#excluded, tick)] === tick;
  }

  /** The tick of a remaining window, by its number. */
  tickOf(ordinal: number): number {
    if (ordinal < 0) return this.#first + ordinal;
    let low = this.#first + ordinal;
    let step = 64;
    while (this.rank(low + step + 1) <= ordinal && step < 2 ** 30) step *= 2;
    let high = low + step;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.rank(middle + 1) > ordinal) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #cover(to: number): void {
    if (to <= this.#covered) return;
    const end = Math.max(to, this.#covered + growth);
    const from = this.#ticks.at(this.#covered);
    const until = this.#ticks.at(end);
    const found = new Set(this.#single.filter((tick) => tick >= this.#covered && tick < end));
    for (const cron of this.#crons) {
      cron.walk(cron.countBefore(from), cron.countBefore(until), (instant) => {
        const tick = this.#ticks.countBefore(instant);
        if (tick < end && this.#ticks.at(tick) === instant) found.add(tick);
      });
    }
    this.#excluded.push(...[...found].toSorted((left, right) => left - right));
    this.#covered = end;
  }
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
