import { isIndexKey, type PlainDict } from "./dicts.ts";
import type { DeferredTexts } from "./deferred-texts.ts";
import { PairBatch } from "./pair-batches.ts";
import type { RunParts } from "./record-runs.ts";

/**
 * Reads the batches of a large dict straight into the object, without the way over the stack, and leaves their texts
 * out of the memo until one is asked for. Only whole batches are taken, so nothing can see the dict between their pairs.
 *
 * After {@link take} the fields say where the machine goes on.
 */
export class WideDictRun {
  position = 0;
  frameEnd = -1;
  memoSize = 0;
  readonly #parts: RunParts;
  readonly #deferred: DeferredTexts;
  readonly #batch: PairBatch;

  constructor(parts: RunParts, deferred: DeferredTexts) {
    this.#parts = parts;
    this.#deferred = deferred;
    this.#batch = new PairBatch(parts.bytes, parts.view);
  }

  /**
   * @param from where a MARK may be, or a FRAME before it
   * @param frame the end of the open frame, or -1
   * @param height how high the stack is, with the dict on top
   * @param memoCount entries of the memo
   */
  take(from: number, frame: number, height: number, dict: PlainDict, memoCount: number): void {
    const { maxStack, maxMemo } = this.#parts;
    const batch = this.#batch;
    let position = from;
    let frameEnd = frame;
    let memoSize = memoCount;
    while (
      batch.find(position, frameEnd, memoSize) &&
      batch.memoSize <= maxMemo &&
      height + batch.filled <= maxStack &&
      this.#set(dict)
    ) {
      ({ position, frameEnd, memoSize } = batch);
    }
    if (memoSize > memoCount) this.#deferred.defer(memoCount, memoSize, from, frame);
    this.position = position;
    this.frameEnd = frameEnd;
    this.memoSize = memoSize;
  }

  /**
   * Sets the pairs of the batch.
   *
   * @returns false at a key that does not fit an object and at bytes that are no text. The machine then reads the batch
   * again from its start, which sets the same pairs to the same values, and meets that itself.
   */
  #set(dict: PlainDict): boolean {
    const { bytes, view, reader, none, anyKey } = this.#parts;
    const { places, filled } = this.#batch;
    for (let at = 0; at < filled; at += 3) {
      const from = places[at]!;
      const key = reader.read(from, places[at + 1]!);
      // No digit is above 9: most keys need not be looked at as texts.
      if (key === undefined || (bytes[from]! <= 0x39 && !anyKey && isIndexKey(key))) return false;
      const begin = places[at + 2]!;
      switch (bytes[begin]) {
        case 0x47: // BINFLOAT
          dict[key] = view.getFloat64(begin + 1);
          break;
        case 0x4b: // BININT1
          dict[key] = bytes[begin + 1]!;
          break;
        case 0x4d: // BININT2
          dict[key] = bytes[begin + 1]! | (bytes[begin + 2]! << 8);
          break;
        case 0x4a: // BININT
          dict[key] = view.getInt32(begin + 1, true);
          break;
        case 0x4e: // NONE
          dict[key] = none;
          break;
        case 0x88: // NEWTRUE
          dict[key] = true;
          break;
        case 0x89: // NEWFALSE
          dict[key] = false;
          break;
        default: {
          const text = reader.readAt(begin);
          if (text === undefined) return false;
          dict[key] = text;
        }
      }
    }
    return true;
  }
}
