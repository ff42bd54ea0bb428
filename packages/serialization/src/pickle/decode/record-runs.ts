import { newPlainDict, type PlainDict } from "./dicts.ts";
import type { DeferredTexts } from "./deferred-texts.ts";
import type { TextReader } from "./text.ts";

/** Dicts of more pairs are no records: their keys rarely come again. */
export const mostFields = 16;

/** What a run works on: the machine's own input, stack and limits. */
export interface RunParts {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly reader: TextReader;
  readonly stack: unknown[];
  readonly maxStack: number;
  readonly maxMemo: number;
  readonly maxObjects: number;
  readonly none: null | undefined;
  /** Whether keys that look like array indices stay in objects. */
  readonly anyKey: boolean;
  /** Undefined when the bytes do not stay until the pickle ends. */
  readonly deferred: DeferredTexts | undefined;
}

/**
 * Reads records that have the keys of the one before, in its order, straight into objects. Each is taken whole or not
 * at all: of one that is different in any way nothing stays, and the machine reads it.
 *
 * After {@link take} the fields say where the machine goes on.
 */
export class RecordRun {
  /** Where the first record begins that was not taken. */
  position = 0;
  size = 0;
  memoSize = 0;
  objects = 0;
  readonly #parts: RunParts;
  #text: string | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /**
   * Reads from just after a record, inside one frame.
   *
   * @param keys those of the record before; they fit an object
   */
  take(
    from: number,
    limit: number,
    height: number,
    keys: readonly string[],
    memo: unknown[],
    memoCount: number,
    objectCount: number,
  ): void {
    const { bytes, view, stack, maxStack, maxMemo, maxObjects, none } = this.#parts;
    const count = keys.length;
    let position = from;
    let size = height;
    let memoSize = memoCount;
    let objects = objectCount;
    // A record needs room on the stack for itself and all its pairs.
    record: while (size + 2 * count < maxStack && objects < maxObjects) {
      let at = this.#open(position, limit, memoSize);
      if (at < 0 || memoSize + count >= maxMemo) break;
      const record = newPlainDict();
      let entries = memoSize;
      if (entries < memo.length) memo[entries] = record;
      else memo.push(record);
      entries += 1;
      for (let field = 0; field < count; field += 1) {
        // Room for a key and a number or the length of a text.
        if (at + 14 > limit) break record;
        const get = bytes[at];
        if (get !== 0x68 && get !== 0x6a) break record;
        const index = get === 0x68 ? bytes[at + 1]! : view.getUint32(at + 1, true);
        if (index >= memoSize || memo[index] !== keys[field]) break record;
        at += get === 0x68 ? 2 : 5;
        let value: unknown;
        switch (bytes[at]) {
          case 0x4b: // BININT1
            value = bytes[at + 1]!;
            at += 2;
            break;
          case 0x4d: // BININT2
            value = bytes[at + 1]! | (bytes[at + 2]! << 8);
            at += 3;
            break;
          case 0x4a: // BININT
            value = view.getInt32(at + 1, true);
            at += 5;
            break;
          case 0x47: // BINFLOAT
            value = view.getFloat64(at + 1);
            at += 9;
            break;
          case 0x4e: // NONE
            value = none;
            at += 1;
            break;
          case 0x88: // NEWTRUE
            value = true;
            at += 1;
            break;
          case 0x89: // NEWFALSE
            value = false;
            at += 1;
            break;
          case 0x8c: // SHORT_BINUNICODE
          case 0x58: // BINUNICODE
            at = this.#readText(at, limit, entries);
            if (at < 0) break record;
            value = this.#text;
            if (entries < memo.length) memo[entries] = value;
            else memo.push(value);
            entries += 1;
            break;
          default:
            break record;
        }
        setField(record, field, keys[field]!, value);
      }
      if (at >= limit || bytes[at] !== 0x75) break;
      position = at + 1;
      memoSize = entries;
      stack[size] = record;
      size += 1;
      objects += 1;
    }
    this.position = position;
    this.size = size;
    this.memoSize = memoSize;
    this.objects = objects;
  }

  /** EMPTY_DICT, its memo entry and MARK: where they end, or -1 when something else begins. */
  #open(from: number, limit: number, memoSize: number): number {
    const { bytes } = this.#parts;
    if (from + 7 > limit || bytes[from] !== 0x7d) return -1;
    const at = this.#put(from + 1, memoSize);
    return at >= 0 && bytes[at] === 0x28 ? at + 1 : -1;
  }

  /** A text with its memo entry, of the next index: where they end, or -1. */
  #readText(from: number, limit: number, index: number): number {
    const { bytes, view, reader } = this.#parts;
    const short = bytes[from] === 0x8c;
    const begin = from + (short ? 2 : 5);
    const to = begin + (short ? bytes[from + 1]! : view.getUint32(from + 1, true));
    if (to + 5 > limit) return -1;
    this.#text = reader.read(begin, to);
    return this.#text === undefined ? -1 : this.#put(to, index);
  }

  /** MEMOIZE, BINPUT or LONG_BINPUT of the next index: where it ends, or -1. Five bytes are there. */
  #put(at: number, index: number): number {
    const { bytes, view } = this.#parts;
    switch (bytes[at]) {
      case 0x94:
        return at + 1;
      case 0x71:
        return bytes[at + 1] === index ? at + 2 : -1;
      case 0x72:
        return view.getUint32(at + 1, true) === index ? at + 5 : -1;
      default:
        return -1;
    }
  }
}

/** Each of the first places sees one key and one shape where the records are alike, which the engine makes use of. */
function setField(record: PlainDict, field: number, key: string, value: unknown): void {
  switch (field) {
    case 0:
      record[key] = value;
      break;
    case 1:
      record[key] = value;
      break;
    case 2:
      record[key] = value;
      break;
    case 3:
      record[key] = value;
      break;
    case 4:
      record[key] = value;
      break;
    case 5:
      record[key] = value;
      break;
    default:
      record[key] = value;
  }
}
