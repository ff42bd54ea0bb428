const tolerated = 1000;

/** A wall clock that stands still instead of going back. */
export class MonotoneClock {
  readonly #read: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #lastRead = Number.NEGATIVE_INFINITY;
  #setBack: number | undefined;

  constructor(read: () => number) {
    this.#read = read;
  }

  /** Milliseconds since the epoch; never smaller than an earlier answer. */
  now(): number {
    const read = this.#read();
    if (read < this.#lastRead - tolerated) this.#setBack = this.#lastRead - read;
    this.#lastRead = read;
    this.#last = Math.max(this.#last, read);
    return this.#last;
  }

  /** By how many milliseconds the clock went back since this was last asked; `undefined` when it did not, or by less than a second. */
  takeSetBack(): number | undefined {
    const setBack = this.#setBack;
    this.#setBack = undefined;
    return setBack;
  }
}
