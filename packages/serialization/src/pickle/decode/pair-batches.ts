import { frameAfter } from "./frame-after.ts";

/** Batches of more pairs are left to the machine: CPython and this package write 1000 at a time. */
const mostPairs = 1024;

/** Bytes of the longest key and float with their opcodes, and of the opcode after them. */
const longestPair = 268;

/** What may come next in a batch. */
const mark = 0;
const keyOrEnd = 1;
const entryOfKey = 2;
const value = 3;
const entryOfValue = 4;

/**
 * Finds one batch of a dict's pairs (MARK, then pairs, then SETITEMS) whose keys are texts that enter the memo and whose
 * values are numbers, booleans, None or such texts. It makes none of them: it tells where they are.
 *
 * One for many batches; after {@link find} its fields say what was found.
 */
export class PairBatch {
  /** Of each pair in turn: where the key's bytes begin and end, and where the value's opcode is. */
  readonly places = new Int32Array(3 * mostPairs);
  /** How many items of `places` are in use. */
  filled = 0;
  /** Just after SETITEMS, the end of the frame there, and how many entries the memo has then. */
  position = 0;
  frameEnd = -1;
  memoSize = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  /** @param bytes less than 2 GiB, so that places fit */
  constructor(bytes: Uint8Array, view: DataView) {
    this.#bytes = bytes;
    this.#view = view;
  }

  /**
   * @param from where MARK is, or a FRAME before it
   * @param frame the end of the open frame, or -1
   * @param memoCount entries of the memo before the batch
   * @returns whether there is such a batch, with all its bytes
   */
  find(from: number, frame: number, memoCount: number): boolean {
    const { places } = this;
    const bytes = this.#bytes;
    const view = this.#view;
    let position = from;
    let frameEnd = frame;
    let limit = frameEnd < 0 ? bytes.length : frameEnd;
    let memoSize = memoCount;
    let filled = 0;
    let next = mark;
    for (;;) {
      if (position >= limit) {
        limit = position === frameEnd ? frameAfter(bytes, view, position, bytes.length) : -1;
        if (limit < 0) return false;
        frameEnd = limit;
        position += 9;
        continue;
      }
      const opcode = bytes[position]!;
      if (next === keyOrEnd) {
        if (opcode === 0x75) break; // SETITEMS
        if (filled === places.length) return false;
        const end = textEnd(bytes, view, position, limit);
        if (end < 0) return false;
        places[filled] = position + (opcode === 0x8c ? 2 : 5);
        places[filled + 1] = end;
        // MEMOIZE and BINFLOAT, by far the most frequent pair in large dicts, at once.
        if (bytes[end] === 0x94 && bytes[end + 1] === 0x47 && end + longestPair <= limit) {
          places[filled + 2] = end + 1;
          filled += 3;
          memoSize += 1;
          position = end + 10;
          continue;
        }
        position = end;
        next = entryOfKey;
      } else if (next === value) {
        places[filled + 2] = position;
        filled += 3;
        const width = widthOf(opcode);
        next = width < 0 ? entryOfValue : keyOrEnd;
        position = width < 0 ? textEnd(bytes, view, position, limit) : position + width;
      } else if (next === mark) {
        if (opcode !== 0x28) return false;
        position += 1;
        next = keyOrEnd;
      } else {
        position = entryEnd(bytes, view, position, memoSize);
        memoSize += 1;
        next = next === entryOfKey ? value : keyOrEnd;
      }
      if (position < 0 || position > limit) return false;
    }
    this.filled = filled;
    this.position = position + 1;
    this.frameEnd = frameEnd;
    this.memoSize = memoSize;
    return filled > 0;
  }
}

/** The bytes of a value that is no text, with its opcode; -1 for others. */
function widthOf(opcode: number): number {
  switch (opcode) {
    case 0x4e: // NONE
    case 0x88: // NEWTRUE
    case 0x89: // NEWFALSE
      return 1;
    case 0x4b: // BININT1
      return 2;
    case 0x4d: // BININT2
      return 3;
    case 0x4a: // BININT
      return 5;
    case 0x47: // BINFLOAT
      return 9;
    default:
      return -1;
  }
}

/** Where SHORT_BINUNICODE or BINUNICODE ends, or -1 for another opcode. */
function textEnd(bytes: Uint8Array, view: DataView, at: number, limit: number): number {
  if (at + 5 > limit) return -1;
  if (bytes[at] === 0x8c) return at + 2 + bytes[at + 1]!;
  return bytes[at] === 0x58 ? at + 5 + view.getUint32(at + 1, true) : -1;
}

/** Where MEMOIZE, or BINPUT or LONG_BINPUT of this index, ends, or -1 for another opcode. */
function entryEnd(bytes: Uint8Array, view: DataView, at: number, index: number): number {
  if (bytes[at] === 0x94) return at + 1;
  if (bytes[at] === 0x71) return bytes[at + 1] === index ? at + 2 : -1;
  if (bytes[at] !== 0x72 || at + 5 > bytes.length) return -1;
  return view.getUint32(at + 1, true) === index ? at + 5 : -1;
}
