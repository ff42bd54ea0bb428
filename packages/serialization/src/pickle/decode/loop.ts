import { PyFloat, PyStr } from "../../python/scalars.ts";
import { pairOf, tripleOf } from "../../python/tuple.ts";
import { isPlainDict, newPlainDict } from "./dicts.ts";
import { fault } from "./fault.ts";
import { memoFull, noMark, tooManyObjects, underflow } from "./kinds.ts";
import { incomplete } from "./lines.ts";
import { reserveMemo, worthReserving } from "./memo.ts";
import { NumberRun, spillNumbers } from "./number-runs.ts";
import { PairRun } from "./pair-runs.ts";
import { MachineRare } from "./rare.ts";

/**
 * The machine's loop: the opcodes of which large data consists, with the state they use in locals; all others run
 * on the object's own state.
 *
 * Opcodes are compared as literals, not as named constants: only then does the engine compile the switch to a
 * jump table. There is no `try` around it: the engine builds tuples in place only outside of one, and compiles the
 * loop in less time without. So each turn notes where it stands, for the error that a caller makes of a fault.
 */
export abstract class MachineLoop extends MachineRare {
  /** Whether the fault is at `start`, but not with an opcode there. */
  protected between = false;

  /**
   * Runs until STOP or until bytes are missing.
   *
   * @returns whether STOP was reached
   */
  protected loop(): boolean {
    const { bytes, view, stack, marks, reader } = this;
    const { maxStack, maxMemo, maxObjects } = this.options.limits;
    const { ints, floats, str, tuples, dicts } = this.options;
    const wrapFloats = floats === "wrap";
    const wrapStr = str === "wrap";
    const plainTuples = tuples === "array";
    const plainInts = ints !== "bigint";
    const directNumbers = plainInts && !wrapFloats;
    const alwaysMap = dicts === "map";
    const alwaysObject = dicts === "object";
    const none = this.options.none === "null" ? null : undefined;
    let reserveAt = this.reservesLater ? worthReserving : Number.POSITIVE_INFINITY;
    const run = new NumberRun();
    const pairs = new PairRun({
      bytes,
      view,
      reader,
      stack,
      maxStack,
      maxMemo,
      maxObjects,
      none,
      anyKey: alwaysObject,
      deferred: this.deferred,
    });
    let { position, size, floor, objects, memo, memoSize, limit } = this;
    let dense = this.sparse === undefined;
    for (;;) {
      const start = position;
      this.start = start;
      this.size = size;
      if (position >= limit) {
        if (this.leaveFrame(position)) {
          limit = this.limit;
          continue;
        }
        this.between = true;
        this.missing(-1);
        break;
      }
      const opcode = bytes[position]!;
      position += 1;
      if (size > maxStack) {
        fault("SERIALIZATION_LIMIT", `more than ${maxStack} values on the stack (maxStack)`, {
          maxStack,
        });
      }
      switch (opcode) {
        case 0x28: {
          // MARK
          marks.push(size);
          floor = size;
          if (memoSize >= reserveAt) {
            reserveMemo(memo, bytes);
            reserveAt = Number.POSITIVE_INFINITY;
          }
          if (!directNumbers || size === 0) continue;
          const first = bytes[position];
          if (first === 0x8c || first === 0x58 || first === 0x68) {
            const dict = stack[size - 1];
            if (!dense || wrapStr || !isPlainDict(dict)) continue;
            if (marks.length > 1 && marks[marks.length - 2] === size) continue;
            pairs.take(position, this.frameEnd, size, dict, memo, memoSize, objects);
            ({ position, size, memoSize, objects, limit } = pairs);
            this.frameEnd = pairs.frameEnd;
            this.limit = limit;
            if (!pairs.open) marks.pop();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            continue;
          }
          // INT, FLOAT: numbers of a list go straight into it, and back onto the stack if it was none.
          if (first !== 0x4a && first !== 0x4d && first !== 0x4b && first !== 0x47) continue;
          const target = stack[size - 1];
          if (!Array.isArray(target) || target.constructor !== Array) continue;
          if (marks.length > 1 && marks[marks.length - 2] === size) continue;
          run.take(bytes, view, position, this.frameEnd, bytes.length, target, maxStack - size);
          ({ position, limit } = run);
          this.frameEnd = run.frameEnd;
          this.limit = limit;
          if (run.openFrom >= 0) size = spillNumbers(target, run.openFrom, stack, size);
          else {
            marks.pop();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
          }
          continue;
        }
        case 0x4b: {
          // BININT1
          if (position >= limit) break;
          const value = bytes[position]!;
          stack[size] = plainInts ? value : BigInt(value);
          size += 1;
          position += 1;
          continue;
        }
        case 0x4d: {
          // BININT2
          if (position + 2 > limit) break;
          const value = bytes[position]! | (bytes[position + 1]! << 8);
          stack[size] = plainInts ? value : BigInt(value);
          size += 1;
          position += 2;
          continue;
        }
        case 0x4a: {
          // BININT
          if (position + 4 > limit) break;
          const value = view.getInt32(position, true);
          stack[size] = plainInts ? value : BigInt(value);
          size += 1;
          position += 4;
          continue;
        }
        case 0x47: {
          // BINFLOAT
          if (position + 8 > limit) break;
          const value = view.getFloat64(position);
          stack[size] = wrapFloats ? new PyFloat(value) : value;
          size += 1;
          position += 8;
          continue;
        }
        case 0x8c: // SHORT_BINUNICODE
        case 0x58: {
          // BINUNICODE
          const from = position + (opcode === 0x8c ? 1 : 4);
          if (from > limit) break;
          const to = from + (opcode === 0x8c ? bytes[position]! : view.getUint32(position, true));
          if (to > limit) break;
          const text = reader.read(from, to);
          if (text === undefined) fault("SERIALIZATION_BAD_UTF8", "a str is not valid UTF-8");
          stack[size] = wrapStr ? new PyStr(text) : text;
          size += 1;
          position = to;
          continue;
        }
        case 0x94: {
          // MEMOIZE
          if (size === floor) underflow();
          if (dense) {
            if (memoSize < memo.length) memo[memoSize] = stack[size - 1];
            else memo.push(stack[size - 1]);
            memoSize += 1;
            if (memoSize > maxMemo) memoFull(maxMemo);
          } else this.sparse!.set(this.sparse!.size, stack[size - 1], maxMemo);
          continue;
        }
        case 0x71: // BINPUT
        case 0x72: {
          // LONG_BINPUT
          const to = position + (opcode === 0x71 ? 1 : 4);
          if (to > limit) break;
          if (size === floor) underflow();
          const index = opcode === 0x71 ? bytes[position]! : view.getUint32(position, true);
          position = to;
          if (dense && index === memoSize) {
            if (memoSize < memo.length) memo[memoSize] = stack[size - 1];
            else memo.push(stack[size - 1]);
            memoSize += 1;
            if (memoSize > maxMemo) memoFull(maxMemo);
          } else {
            this.memoSize = memoSize;
            this.put(index, stack[size - 1]);
            ({ memo, memoSize } = this);
            dense = this.sparse === undefined;
          }
          continue;
        }
        case 0x68: // BINGET
        case 0x6a: {
          // LONG_BINGET
          const to = position + (opcode === 0x68 ? 1 : 4);
          if (to > limit) break;
          const index = opcode === 0x68 ? bytes[position]! : view.getUint32(position, true);
          position = to;
          const value = index < memoSize ? memo[index] : undefined;
          if (typeof value === "string") stack[size] = value;
          else {
            this.memoSize = memoSize;
            stack[size] = this.get(index);
          }
          size += 1;
          continue;
        }
        case 0x5d: // EMPTY_LIST
          if (++objects > maxObjects) tooManyObjects(maxObjects);
          stack[size] = [];
          size += 1;
          continue;
        case 0x7d: // EMPTY_DICT
          if (++objects > maxObjects) tooManyObjects(maxObjects);
          stack[size] = alwaysMap
            ? new Map()
            : alwaysObject
              ? newPlainDict()
              : this.newDict(position, limit);
          size += 1;
          continue;
        case 0x65: {
          // APPENDS
          const mark = marks.pop();
          if (mark === undefined) noMark();
          floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
          if (mark === floor) underflow();
          const target = stack[mark - 1];
          if (Array.isArray(target) && target.constructor === Array) {
            for (let at = mark; at < size; at += 1) target.push(stack[at]);
          } else this.append(target, stack.slice(mark, size));
          size = mark;
          continue;
        }
        case 0x61: {
          // APPEND
          if (size - floor < 2) underflow();
          size -= 1;
          const target = stack[size - 1];
          if (Array.isArray(target) && target.constructor === Array) target.push(stack[size]);
          else this.append(target, [stack[size]]);
          continue;
        }
        case 0x75: {
          // SETITEMS
          const mark = marks.pop();
          if (mark === undefined) noMark();
          floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
          if (mark === floor) underflow();
          if ((size - mark) % 2 !== 0) {
            fault("SERIALIZATION_BAD_ARGUMENT", "an odd number of keys and values");
          }
          this.memoSize = memoSize;
          this.setItems(mark - 1, mark, size);
          size = mark;
          continue;
        }
        case 0x73: // SETITEM
          if (size - floor < 3) underflow();
          this.memoSize = memoSize;
          this.setItems(size - 3, size - 2, size);
          size -= 2;
          continue;
        case 0x86: {
          // TUPLE2
          if (size - floor < 2) underflow();
          if (++objects > maxObjects) tooManyObjects(maxObjects);
          const first = stack[size - 2];
          const second = stack[size - 1];
          size -= 1;
          stack[size - 1] = plainTuples ? [first, second] : pairOf(first, second);
          continue;
        }
        case 0x87: {
          // TUPLE3
          if (size - floor < 3) underflow();
          if (++objects > maxObjects) tooManyObjects(maxObjects);
          const first = stack[size - 3];
          const second = stack[size - 2];
          const third = stack[size - 1];
          size -= 2;
          stack[size - 1] = plainTuples ? [first, second, third] : tripleOf(first, second, third);
          continue;
        }
        case 0x4e: // NONE
          stack[size] = none;
          size += 1;
          continue;
        case 0x88: // NEWTRUE
          stack[size] = true;
          size += 1;
          continue;
        case 0x89: // NEWFALSE
          stack[size] = false;
          size += 1;
          continue;
        case 0x2e: // STOP
          this.objects = objects;
          this.stop(position, floor);
          return true;
        default: {
          this.objects = objects;
          this.memoSize = memoSize;
          const next = this.rare(opcode, position, limit);
          if (next === incomplete) break;
          position = next;
          ({ size, objects, memo, memoSize, limit } = this);
          dense = this.sparse === undefined;
          floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
          continue;
        }
      }
      // Every opcode that is not complete in these bytes ends up here, before it had any effect.
      this.missing(opcode);
      position = start;
      break;
    }
    this.position = position;
    this.objects = objects;
    this.memoSize = memoSize;
    return false;
  }

  /** STOP: takes the value from the stack. */
  protected stop(position: number, floor: number): void {
    if (this.size === floor) underflow();
    if (floor !== 0) {
      fault("SERIALIZATION_STACK_UNDERFLOW", "the program ends with an open mark");
    }
    this.result = this.stack[this.size - 1];
    this.position = position;
    this.size = 0;
    const rest = this.bytes.length - position;
    if (this.options.trailing === "error" && rest > 0) {
      this.start = position;
      this.between = true;
      fault("SERIALIZATION_TRAILING", `${rest} bytes follow the end of the pickle`);
    }
  }
}
