import { LzmaCoder } from "./coder.ts";
import { FastParser } from "./fast-parser.ts";
import { MatchFinder } from "./match-finder.ts";
import { OptimalParser } from "./optimal-parser.ts";
import { literal, type Parser } from "./parser.ts";
import type { LzmaPreset } from "./presets.ts";

/** Encodes bytes with LZMA, in one go or up to limits, as LZMA2 needs. */
export class LzmaEncoder {
  readonly coder: LzmaCoder;
  /** How many bytes are encoded. */
  position = 0;
  readonly #bytes: Uint8Array;
  readonly #finder: MatchFinder;
  readonly #parser: Parser;

  constructor(bytes: Uint8Array, preset: LzmaPreset) {
    this.#bytes = bytes;
    this.coder = new LzmaCoder(bytes, preset);
    this.#finder = new MatchFinder(bytes, preset);
    this.#parser = preset.isFast
      ? new FastParser(bytes, this.coder, this.#finder)
      : new OptimalParser(bytes, this.coder, this.#finder);
  }

  /** Whether all bytes are encoded. */
  get isDone(): boolean {
    return this.position >= this.#bytes.length;
  }

  /**
   * Encodes until all is done, or a limit stops it before a step.
   *
   * @param inputLimit a step begins only before this place
   * @param outputLimit a step begins only while the output, were it flushed, ends before this place
   */
  encode(inputLimit = Number.POSITIVE_INFINITY, outputLimit = Number.POSITIVE_INFINITY): void {
    const { output } = this.coder;
    if (this.position === 0 && !this.isDone) {
      // The first byte is always a literal, for nothing can be repeated.
      this.#finder.skip(1);
      this.#step(literal, 1);
    }
    while (
      !this.isDone &&
      this.position < inputLimit &&
      output.length + output.pending < outputLimit
    ) {
      this.#parser.next(this.position);
      this.#step(this.#parser.back, this.#parser.length);
    }
  }

  /** Counts bytes as done that were looked at but not encoded; the encoder is reset after them. */
  dropAhead(): void {
    this.position += this.#finder.ahead;
    this.#finder.ahead = 0;
  }

  /** Forgets what was learnt and planned; the bytes so far stay known. */
  reset(): void {
    this.coder.reset();
    this.#parser.reset();
  }

  #step(back: number, length: number): void {
    this.coder.step(this.position, back, length);
    this.position += length;
    this.#finder.ahead -= length;
  }
}
