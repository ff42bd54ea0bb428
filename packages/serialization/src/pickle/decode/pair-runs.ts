import { isIndexKey, newPlainDict, type PlainDict } from "./dicts.ts";
import { frameAfter } from "./frames.ts";
import type { TextReader } from "./text.ts";

/** What a run works on: the machine's own input, stack and limits. */
export interface PairRunParts {
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
}

/**
 * Reads batches of pairs of a dict (MARK, then strings, numbers, booleans and None, then SETITEMS), and on from one
 * record of a list to the next, at less cost for an opcode than the machine's loop has.
 *
 * It does what the machine would do, on the machine's own stack and memo, and stops before whatever is of another
 * kind or not right: the machine then meets that itself. One per machine; after {@link take} its fields say where
 * the machine goes on.
 */
export class PairRun {
  /** Where the first opcode begins that was not taken. */
  position = 0;
  /** The end of the frame there, and how far opcodes may reach. */
  frameEnd = -1;
  limit = 0;
  size = 0;
  memoSize = 0;
  objects = 0;
  /** The stack's height at the MARK of a batch that is still open, or -1. */
  openFrom = -1;
  readonly #parts: PairRunParts;

  constructor(parts: PairRunParts) {
    this.#parts = parts;
  }

  /**
   * Reads from just after the MARK of a batch.
   *
   * @param frame as the field `frameEnd`, before the run
   * @param height the stack's height at the mark
   * @param dict the object below the mark
   * @param memo dense, with `memoCount` entries and perhaps room for more
   */
  take(
    from: number,
    frame: number,
    height: number,
    dict: PlainDict,
    memo: unknown[],
    memoCount: number,
    objectCount: number,
  ): void {
    const { bytes, view, reader, stack, maxStack, maxMemo, maxObjects, none, anyKey } = this.#parts;
    const end = bytes.length;
    let target = dict;
    let base = height;
    let size = height;
    let position = from;
    let frameEnd = frame;
    let limit = frameEnd < 0 ? end : Math.min(frameEnd, end);
    let memoSize = memoCount;
    let objects = objectCount;
    run: for (;;) {
      if (position >= limit) {
        const next = position === frameEnd ? frameAfter(bytes, view, position, end) : -1;
        if (next < 0) break;
        position += 9;
        frameEnd = next;
        limit = next;
        continue;
      }
      if (size >= maxStack) break;
      const opcode = bytes[position]!;
      switch (opcode) {
        case 0x8c: // SHORT_BINUNICODE
        case 0x58: {
          // BINUNICODE
          const begin = position + (opcode === 0x8c ? 2 : 5);
          if (begin > limit) break run;
          const length =
            opcode === 0x8c ? bytes[position + 1]! : view.getUint32(position + 1, true);
          if (begin + length > limit) break run;
          const text = reader.read(begin, begin + length);
          if (text === undefined) break run;
          stack[size] = text;
          size += 1;
          position = begin + length;
          continue;
        }
        case 0x94: // MEMOIZE
          if (size === base || memoSize >= maxMemo) break run;
          if (memoSize < memo.length) memo[memoSize] = stack[size - 1];
          else memo.push(stack[size - 1]);
          memoSize += 1;
          position += 1;
          continue;
        case 0x71: // BINPUT
        case 0x72: {
          // LONG_BINPUT
          const to = position + (opcode === 0x71 ? 2 : 5);
          if (to > limit || size === base || memoSize >= maxMemo) break run;
          const index = opcode === 0x71 ? bytes[position + 1]! : view.getUint32(position + 1, true);
          if (index !== memoSize) break run;
          if (memoSize < memo.length) memo[memoSize] = stack[size - 1];
          else memo.push(stack[size - 1]);
          memoSize += 1;
          position = to;
          continue;
        }
        case 0x68: // BINGET
        case 0x6a: {
          // LONG_BINGET
          const to = position + (opcode === 0x68 ? 2 : 5);
          if (to > limit) break run;
          const index = opcode === 0x68 ? bytes[position + 1]! : view.getUint32(position + 1, true);
          const value = index < memoSize ? memo[index] : undefined;
          if (typeof value !== "string") break run;
          stack[size] = value;
          size += 1;
          position = to;
          continue;
        }
        case 0x4b: // BININT1
          if (position + 2 > limit) break run;
          stack[size] = bytes[position + 1]!;
          size += 1;
          position += 2;
          continue;
        case 0x4d: // BININT2
          if (position + 3 > limit) break run;
          stack[size] = bytes[position + 1]! | (bytes[position + 2]! << 8);
          size += 1;
          position += 3;
          continue;
        case 0x4a: // BININT
          if (position + 5 > limit) break run;
          stack[size] = view.getInt32(position + 1, true);
          size += 1;
          position += 5;
          continue;
        case 0x47: // BINFLOAT
          if (position + 9 > limit) break run;
          stack[size] = view.getFloat64(position + 1);
          size += 1;
          position += 9;
          continue;
        case 0x4e: // NONE
          stack[size] = none;
          size += 1;
          position += 1;
          continue;
        case 0x88: // NEWTRUE
          stack[size] = true;
          size += 1;
          position += 1;
          continue;
        case 0x89: // NEWFALSE
          stack[size] = false;
          size += 1;
          position += 1;
          continue;
        case 0x75: {
          // SETITEMS
          if (!setPairs(target, stack, base, size, anyKey)) break run;
          position += 1;
          size = base;
          base = -1;
          if (memoSize >= maxMemo || objects >= maxObjects) break run;
          if (!this.#opensRecord(position, limit, memo, memoSize)) break run;
          objects += 1;
          target = newPlainDict();
          if (memoSize < memo.length) memo[memoSize] = target;
          else memo.push(target);
          memoSize += 1;
          stack[size] = target;
          size += 1;
          base = size;
          position = this.position;
          continue;
        }
        default:
          break run;
      }
    }
    this.position = position;
    this.frameEnd = frameEnd;
    this.limit = limit;
    this.size = size;
    this.memoSize = memoSize;
    this.objects = objects;
    this.openFrom = base;
  }

  /**
   * Whether another record begins: EMPTY_DICT, its memo entry, MARK and a key that is known already. `position` is
   * just after the MARK then.
   */
  #opensRecord(from: number, limit: number, memo: readonly unknown[], memoSize: number): boolean {
    const { bytes, view } = this.#parts;
    if (from + 9 > limit || bytes[from] !== 0x7d) return false;
    let mark = from + 2;
    const put = bytes[from + 1];
    if (put === 0x71) {
      if (bytes[from + 2] !== memoSize) return false;
      mark = from + 3;
    } else if (put === 0x72) {
      if (view.getUint32(from + 2, true) !== memoSize) return false;
      mark = from + 6;
    } else if (put !== 0x94) return false;
    if (bytes[mark] !== 0x28) return false;
    const get = bytes[mark + 1];
    if (get !== 0x68 && (get !== 0x6a || mark + 6 > limit)) return false;
    const key = get === 0x68 ? bytes[mark + 2]! : view.getUint32(mark + 2, true);
    if (key >= memoSize || typeof memo[key] !== "string") return false;
    this.position = mark + 1;
    return true;
  }
}

/**
 * Sets the pairs that lie on the stack.
 *
 * @returns whether all are set: not when one has no value or a key does not fit an object
 */
function setPairs(
  target: PlainDict,
  stack: readonly unknown[],
  from: number,
  to: number,
  anyKey: boolean,
): boolean {
  const count = to - from;
  if (count % 2 !== 0) return false;
  if (count > 8) {
    for (let at = from; at < to; at += 2) {
      const key = stack[at];
      if (typeof key !== "string" || (!anyKey && isIndexKey(key))) return false;
      target[key] = stack[at + 1];
    }
    return true;
  }
  for (let at = from; at < to; at += 2) {
    const key = stack[at];
    if (typeof key !== "string" || (!anyKey && isIndexKey(key))) return false;
  }
  // The records of a list have the same keys: each of these places sees one key and one shape, which the engine
  // makes use of.
  if (count > 0) target[stack[from] as string] = stack[from + 1];
  if (count > 2) target[stack[from + 2] as string] = stack[from + 3];
  if (count > 4) target[stack[from + 4] as string] = stack[from + 5];
  if (count > 6) target[stack[from + 6] as string] = stack[from + 7];
  return true;
}
