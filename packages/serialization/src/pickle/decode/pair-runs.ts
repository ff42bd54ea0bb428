import { isIndexKey, type PlainDict } from "./dicts.ts";
import { frameAfter } from "./frame-after.ts";
import { mostFields, RecordRun, type RunParts } from "./record-runs.ts";
import { WideDictRun } from "./wide-dicts.ts";

/** A dict whose first batch has so many pairs likely has more batches. */
const wide = 500;

/**
 * Reads batches of pairs of a dict (MARK, then strings, numbers, booleans and None, then SETITEMS), and on with the
 * records of a list that follow, at less cost for an opcode than the machine's loop has.
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
  /** Whether the batch is still open, so that its MARK counts. */
  open = true;
  readonly #parts: RunParts;
  readonly #records: RecordRun;
  #wide: WideDictRun | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#records = new RecordRun(parts);
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
    const { bytes, view, reader, stack, maxStack, maxMemo, none, anyKey } = this.#parts;
    const end = bytes.length;
    let open = true;
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
          if (size === height || memoSize >= maxMemo) break run;
          if (memoSize < memo.length) memo[memoSize] = stack[size - 1];
          else memo.push(stack[size - 1]);
          memoSize += 1;
          position += 1;
          continue;
        case 0x71: // BINPUT
        case 0x72: {
          // LONG_BINPUT
          const to = position + (opcode === 0x71 ? 2 : 5);
          if (to > limit || size === height || memoSize >= maxMemo) break run;
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
          if (!setPairs(dict, stack, height, size, anyKey)) break run;
          position += 1;
          const count = (size - height) / 2;
          if (bytes[position] === 0x7d && count > 0 && count <= mostFields) {
            const keys: string[] = [];
            for (let at = height; at < size; at += 2) keys.push(stack[at] as string);
            const records = this.#records;
            records.take(position, limit, height, keys, memo, memoSize, objectCount);
            ({ position, size, memoSize, objects } = records);
          } else {
            size = height;
            const { deferred } = this.#parts;
            if (count >= wide && deferred !== undefined) {
              const run = (this.#wide ??= new WideDictRun(this.#parts, deferred));
              run.take(position, frameEnd, height, dict, memoSize);
              ({ position, frameEnd, memoSize } = run);
              limit = frameEnd < 0 ? end : frameEnd;
              if (memo.length < memoSize) memo.length = memoSize;
            }
          }
          open = false;
          break run;
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
    this.open = open;
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
  if ((to - from) % 2 !== 0) return false;
  for (let at = from; at < to; at += 2) {
    const key = stack[at];
    if (typeof key !== "string" || (!anyKey && isIndexKey(key))) return false;
    target[key] = stack[at + 1];
  }
  return true;
}
