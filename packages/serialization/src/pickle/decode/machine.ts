import { PickleError } from "../../errors.ts";
import { PyFloat, PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { opcodeName } from "../opcodes.ts";
import { newPlainDict } from "./dicts.ts";
import { Fault, fault } from "./fault.ts";
import { memoFull, noMark, tooManyObjects, underflow } from "./kinds.ts";
import { NumberRun, spillNumbers } from "./number-runs.ts";
import { pathAt } from "./path.ts";
import { incomplete, MachineRare } from "./rare.ts";

/**
 * The pickle machine: a loop over opcodes with a stack, marks and a memo.
 *
 * It runs over whatever bytes it has. While more may come it stops before an opcode whose bytes are not all there
 * and goes on when more were fed, which is how streams are read; nothing has happened to the machine by then,
 * because every opcode reads its argument before it has an effect.
 *
 * Opcodes are compared as literals, not as named constants: only then does the engine compile the switch to a
 * jump table. The loop holds the opcodes of which large data consists and keeps its state in locals; all others
 * run on the object's own state.
 */
export class Machine extends MachineRare {
  /**
   * Runs until STOP or until bytes are missing.
   *
   * @returns whether STOP was reached
   * @throws PickleError
   */
  run(): boolean {
    const { bytes, view, stack, marks, reader } = this;
    const end = bytes.length;
    const { maxStack, maxMemo, maxObjects } = this.options.limits;
    const { ints, floats, str, tuples, dicts } = this.options;
    const wrapFloats = floats === "wrap";
    const wrapStr = str === "wrap";
    const plainTuples = tuples === "array";
    const plainInts = ints !== "bigint";
    const directNumbers = plainInts && !wrapFloats;
    const alwaysMap = dicts === "map";
    const alwaysObject = dicts === "object";
    const copyBytes = this.options.bytes === "copy" || !this.complete || this.base > 0;
    const none = this.options.none === "null" ? null : undefined;
    const run = new NumberRun();
    let { position, size, floor, objects, memo, memoSize } = this;
    let dense = this.sparse === undefined;
    let frameEnd = this.frameEnd < 0 ? -1 : this.frameEnd - this.base;
    let limit = frameEnd < 0 ? end : Math.min(frameEnd, end);
    let start = position;
    let opcode = -1;
    try {
      for (;;) {
        start = position;
        if (position >= limit) {
          opcode = -1;
          if (frameEnd >= 0 && position >= frameEnd) {
            frameEnd = -1;
            limit = end;
            if (position < end) continue;
          }
          this.short(start, opcode, -1);
          break;
        }
        opcode = bytes[position]!;
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
            if (!directNumbers || size === 0) continue;
            const first = bytes[position];
            // INT, FLOAT: numbers of a list go straight into it, and back onto the stack if it was none.
            if (first !== 0x4a && first !== 0x4d && first !== 0x4b && first !== 0x47) continue;
            const target = stack[size - 1];
            if (!Array.isArray(target) || target.constructor !== Array) continue;
            if (marks.length > 1 && marks[marks.length - 2] === size) continue;
            run.take(bytes, view, position, frameEnd, end, target);
            ({ position, frameEnd, limit } = run);
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
          case 0x58: // BINUNICODE
          case 0x8d: {
            // BINUNICODE8
            const width = opcode === 0x8c ? 1 : opcode === 0x58 ? 4 : 8;
            if (position + width > limit) break;
            const from = position + width;
            const to = from + (width === 1 ? bytes[position]! : this.length(position, width));
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
            const width = opcode === 0x71 ? 1 : 4;
            if (position + width > limit) break;
            if (size === floor) underflow();
            const index = width === 1 ? bytes[position]! : view.getUint32(position, true);
            position += width;
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
            const width = opcode === 0x68 ? 1 : 4;
            if (position + width > limit) break;
            const index = width === 1 ? bytes[position]! : view.getUint32(position, true);
            position += width;
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
            stack[size] =
              alwaysMap || (!alwaysObject && this.startsMap(position, limit))
                ? new Map()
                : newPlainDict();
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
          case 0x29: // EMPTY_TUPLE
            if (++objects > maxObjects) tooManyObjects(maxObjects);
            stack[size] = plainTuples ? [] : new PyTuple();
            size += 1;
            continue;
          case 0x85: {
            // TUPLE1
            if (size - floor < 1) underflow();
            if (++objects > maxObjects) tooManyObjects(maxObjects);
            const tuple: unknown[] = plainTuples ? [] : new PyTuple();
            tuple.push(stack[size - 1]);
            stack[size - 1] = tuple;
            continue;
          }
          case 0x86: {
            // TUPLE2
            if (size - floor < 2) underflow();
            if (++objects > maxObjects) tooManyObjects(maxObjects);
            const tuple: unknown[] = plainTuples ? [undefined, undefined] : new PyTuple(2);
            tuple[0] = stack[size - 2];
            tuple[1] = stack[size - 1];
            size -= 1;
            stack[size - 1] = tuple;
            continue;
          }
          case 0x87: {
            // TUPLE3
            if (size - floor < 3) underflow();
            if (++objects > maxObjects) tooManyObjects(maxObjects);
            const tuple: unknown[] = plainTuples
              ? [undefined, undefined, undefined]
              : new PyTuple(3);
            tuple[0] = stack[size - 3];
            tuple[1] = stack[size - 2];
            tuple[2] = stack[size - 1];
            size -= 2;
            stack[size - 1] = tuple;
            continue;
          }
          case 0x74: {
            // TUPLE
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            if (++objects > maxObjects) tooManyObjects(maxObjects);
            const tuple: unknown[] = plainTuples ? [] : new PyTuple();
            for (let at = mark; at < size; at += 1) tuple.push(stack[at]);
            stack[mark] = tuple;
            size = mark + 1;
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
          case 0x43: // SHORT_BINBYTES
          case 0x42: // BINBYTES
          case 0x8e: {
            // BINBYTES8
            const width = opcode === 0x43 ? 1 : opcode === 0x42 ? 4 : 8;
            if (position + width > limit) break;
            const from = position + width;
            const to = from + this.length(position, width);
            if (to > limit) break;
            if (copyBytes) this.allocate(to - from);
            stack[size] = copyBytes ? bytes.slice(from, to) : bytes.subarray(from, to);
            size += 1;
            position = to;
            continue;
          }
          case 0x95: {
            // FRAME
            if (position + 8 > limit) break;
            const length = this.length(position, 8);
            position += 8;
            if (this.options.frames === "lenient") continue;
            if (frameEnd >= 0 && start < frameEnd) {
              fault("SERIALIZATION_FRAME", "a frame begins inside another");
            }
            frameEnd = position + length;
            if (frameEnd > end && this.complete) {
              fault(
                "SERIALIZATION_TRUNCATED",
                `a frame of ${length} bytes is longer than the input`,
              );
            }
            limit = Math.min(frameEnd, end);
            continue;
          }
          case 0x2e: // STOP
            if (size === floor) underflow();
            if (floor !== 0) {
              fault("SERIALIZATION_STACK_UNDERFLOW", "the program ends with an open mark");
            }
            this.result = stack[size - 1];
            this.objects = objects;
            this.position = position;
            this.size = 0;
            if (this.options.trailing === "error" && position < end) {
              start = position;
              opcode = -1;
              fault(
                "SERIALIZATION_TRAILING",
                `${end - position} bytes follow the end of the pickle`,
              );
            }
            return true;
          default: {
            this.size = size;
            this.objects = objects;
            this.memoSize = memoSize;
            this.inFrame = frameEnd >= 0 && position < frameEnd;
            const next = this.rare(opcode, position, limit);
            if (next === incomplete) break;
            position = next;
            size = this.size;
            objects = this.objects;
            ({ memo, memoSize } = this);
            dense = this.sparse === undefined;
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            continue;
          }
        }
        // Every opcode that is not complete in these bytes ends up here, before it had any effect.
        this.short(start, opcode, frameEnd >= 0 && frameEnd <= end ? frameEnd : -1);
        position = start;
        break;
      }
    } catch (cause) {
      if (opcode !== -1 && size > this.size) this.size = size;
      throw this.error(cause, start, opcode);
    }
    this.position = position;
    this.size = size;
    this.objects = objects;
    this.memoSize = memoSize;
    this.frameEnd = frameEnd < 0 ? -1 : frameEnd + this.base;
    return false;
  }

  takeRaw(count: number): Uint8Array {
    if (this.inFrame) fault("SERIALIZATION_FRAME", "raw bytes begin inside a frame");
    const from = this.position;
    if (count > this.bytes.length - from) {
      fault(
        "SERIALIZATION_TRUNCATED",
        `${count} raw bytes follow, but only ${this.bytes.length - from} are left`,
      );
    }
    this.position = from + count;
    return this.bytes.subarray(from, from + count);
  }

  takeNested(): unknown {
    const nested = new Machine(
      this.known,
      { ...this.options, trailing: "ignore" },
      this.bytes.length,
    );
    nested.depth = this.depth + 1;
    if (nested.depth > 64) fault("SERIALIZATION_LIMIT", "pickles are nested more than 64 deep");
    nested.allocated = this.allocated;
    nested.objects = this.objects;
    nested.feed(this.bytes.subarray(this.position), true, false);
    nested.base = this.offset;
    nested.run();
    this.position += nested.position;
    this.allocated = nested.allocated;
    this.objects = nested.objects;
    return nested.result;
  }

  protected short(start: number, opcode: number, frameEnd: number): void {
    if (frameEnd >= 0) {
      fault("SERIALIZATION_FRAME", "an opcode crosses the end of its frame");
    }
    if (this.complete) {
      fault(
        "SERIALIZATION_TRUNCATED",
        opcode < 0
          ? "the input ends before STOP"
          : `the input ends inside ${opcodeName(opcode)}, ${this.bytes.length - start} bytes after its start`,
      );
    }
  }

  protected error(cause: unknown, start: number, opcode: number): unknown {
    const place = {
      offset: this.base + start,
      opcode: opcode < 0 ? undefined : opcodeName(opcode),
      path: pathAt(this.stack, this.size, this.marks),
    };
    if (cause instanceof Fault) {
      const { code, message, details, hint } = cause;
      return new PickleError({ code, message, details, hint, ...place });
    }
    if (cause instanceof PickleError) {
      if (cause.offset !== undefined) return cause;
      const { code, message, details, hint } = cause;
      return new PickleError({ code, message, details, hint, cause: cause.cause, ...place });
    }
    if (cause instanceof RangeError) {
      return new PickleError({
        code: "SERIALIZATION_LIMIT",
        message: `the platform's limit was reached: ${cause.message}`,
        cause,
        ...place,
      });
    }
    return new PickleError({
      code: "SERIALIZATION_HOOK_FAILED",
      message: `a hook failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
      ...place,
    });
  }
}
