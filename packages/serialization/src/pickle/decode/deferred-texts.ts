import { PairBatch } from "./pair-batches.ts";
import type { TextReader } from "./text.ts";

/** Batches that follow each other: the memo entries that they make, and where the first begins, inside which frame. */
interface Run {
  readonly index: number;
  readonly end: number;
  readonly from: number;
  readonly frameEnd: number;
}

/**
 * Memo entries that were left out: the keys of a large dict are hardly ever asked for again, and storing each of them
 * keeps it from being collected. Asked for one, this reads its run of batches a second time and stores all of them.
 *
 * A place of the memo that holds undefined may be one of these.
 */
export class DeferredTexts {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #reader: TextReader;
  /** By index, so in order. */
  readonly #runs: Run[] = [];

  /** @param bytes those of the whole pickle: they must stay as they are */
  constructor(bytes: Uint8Array, view: DataView, reader: TextReader) {
    this.#bytes = bytes;
    this.#view = view;
    this.#reader = reader;
  }

  /**
   * Leaves out the entries from `index` to before `end`.
   *
   * @param from where the MARK of the first batch is, or a FRAME before it
   * @param frameEnd the end of the frame that is open there, or -1
   */
  defer(index: number, end: number, from: number, frameEnd: number): void {
    this.#runs.push({ index, end, from, frameEnd });
  }

  /** Stores the entry, and all of its run, if it was left out. */
  settle(memo: unknown[], index: number): void {
    const runs = this.#runs;
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (runs[middle]!.end <= index) low = middle + 1;
      else high = middle;
    }
    const run = runs[low];
    if (run === undefined || run.index > index) return;
    runs.splice(low, 1);
    this.#store(memo, run);
  }

  settleAll(memo: unknown[]): void {
    for (const run of this.#runs.splice(0)) this.#store(memo, run);
  }

  #store(memo: unknown[], run: Run): void {
    const batch = new PairBatch(this.#bytes, this.#view);
    const reader = this.#reader;
    const { places } = batch;
    // Room at once: an index far behind an array's end makes it a slow one.
    if (memo.length < run.end) memo.length = run.end;
    let { index, from, frameEnd } = run;
    while (index < run.end && batch.find(from, frameEnd, index)) {
      for (let at = 0; at < batch.filled; at += 3) {
        memo[index] = reader.read(places[at]!, places[at + 1]!);
        index += 1;
        const value = places[at + 2]!;
        const opcode = this.#bytes[value];
        if (opcode !== 0x8c && opcode !== 0x58) continue;
        memo[index] = reader.readAt(value);
        index += 1;
      }
      ({ position: from, frameEnd } = batch);
    }
  }
}
