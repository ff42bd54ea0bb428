import { asBytearray, asDistinctBytes } from "../../python/bytes.ts";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import { PyBuffer, type PyReduce } from "../../python/nodes.ts";
import { PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { addMember, newPlainDict } from "./dicts.ts";
import { recordEffect } from "./effects.ts";
import { fault } from "./fault.ts";
import { textOf, underflow } from "./kinds.ts";
import { incomplete, MachineLines } from "./lines.ts";
import { readLong } from "./numbers.ts";
import { decodeUtf8 } from "./text.ts";
import { noteGlobalTexts } from "../global-texts.ts";
import { opcodeName } from "../opcodes.ts";

/** Every opcode that is not in the loop itself because large data does not consist of it. */
export abstract class MachineRare extends MachineLines {
  /**
   * Runs one opcode on the machine's own state.
   *
   * @param position where its argument begins
   * @param limit where the bytes end that it may read
   * @returns where the next opcode begins, or {@link incomplete}; nothing has happened then
   */
  protected rare(opcode: number, position: number, limit: number): number {
    const { stack, bytes, view } = this;
    switch (opcode) {
      case 0x80: {
        // PROTO
        if (position >= limit) return incomplete;
        const protocol = bytes[position]!;
        if (protocol > 5) {
          fault("SERIALIZATION_BAD_ARGUMENT", `protocol ${protocol} is not known`, { protocol });
        }
        this.protocol = protocol;
        return position + 1;
      }
      case 0x30: // POP
        if (this.size > this.floor) {
          this.size -= 1;
          const popped = stack[this.size];
          if (popped === this.discardable && popped !== undefined) {
            recordEffect(popped as PyReduce, stack, this.size, this.floor);
          }
        } else if (this.marks.pop() === undefined) underflow();
        return position;
      case 0x29: // EMPTY_TUPLE
      case 0x85: // TUPLE1
      case 0x74: // TUPLE
        this.tuple(opcode);
        return position;
      case 0x43: // SHORT_BINBYTES
      case 0x42: // BINBYTES
      case 0x8e: // BINBYTES8
        return this.binbytes(opcode === 0x43 ? 1 : opcode === 0x42 ? 4 : 8, position, limit);
      case 0x8d: {
        // BINUNICODE8
        if (position + 8 > limit) return incomplete;
        const to = position + 8 + this.length(position, 8);
        if (to > limit) return incomplete;
        const text = decodeUtf8(bytes, position + 8, to);
        if (text === undefined) fault("SERIALIZATION_BAD_UTF8", "a str is not valid UTF-8");
        stack[this.size] = this.options.str === "wrap" ? new PyStr(text) : text;
        this.size += 1;
        return to;
      }
      case 0x95: // FRAME
        if (position + 8 > limit) return incomplete;
        this.enterFrame(this.length(position, 8), position + 8);
        return position + 8;
      case 0x31: // POP_MARK
        this.size = this.popMark();
        return position;
      case 0x32: // DUP
        this.needs(1);
        stack[this.size] = stack[this.size - 1];
        this.noteShared(stack[this.size]);
        this.size += 1;
        return position;
      case 0x8f: // EMPTY_SET
        this.count();
        stack[this.size] = new Set();
        this.size += 1;
        return position;
      case 0x90: {
        // ADDITEMS
        const mark = this.popMark();
        if (mark === this.floor) underflow();
        this.addItems(stack[mark - 1], stack, mark, this.size);
        this.size = mark;
        return position;
      }
      case 0x91: {
        // FROZENSET
        const mark = this.popMark();
        this.count();
        const set = new PyFrozenSet();
        for (let at = mark; at < this.size; at += 1) addMember(set, stack[at], this.options);
        stack[mark] = set;
        this.size = mark + 1;
        return position;
      }
      case 0x6c: {
        // LIST
        const mark = this.popMark();
        this.count();
        stack[mark] = stack.slice(mark, this.size);
        this.size = mark + 1;
        return position;
      }
      case 0x64: // DICT
        this.dict();
        return position;
      case 0x8a: // LONG1
      case 0x8b: // LONG4
        return this.long(opcode === 0x8a ? 1 : 4, position, limit);
      case 0x96: {
        // BYTEARRAY8
        if (position + 8 > limit) return incomplete;
        const from = position + 8;
        const to = from + this.length(position, 8);
        if (to > limit) return incomplete;
        this.allocate(to - from);
        const copy = new Uint8Array(to - from);
        copy.set(bytes.subarray(from, to));
        stack[this.size] = asBytearray(copy);
        this.size += 1;
        return to;
      }
      case 0x63: // GLOBAL
      case 0x69: // INST
        return this.named(opcode, position, limit);
      case 0x93: {
        // STACK_GLOBAL
        this.needs(2);
        const module = textOf(stack[this.size - 2]);
        const name = textOf(stack[this.size - 1]);
        if (module === undefined || name === undefined) {
          fault("SERIALIZATION_BAD_TYPE", "module and name of a global must be str");
        }
        const global = this.globals.resolve(module, name, this.protocol);
        noteGlobalTexts(global, stack[this.size - 2], stack[this.size - 1]);
        stack[this.size - 2] = global;
        this.size -= 1;
        return position;
      }
      case 0x52: // REDUCE
        this.needs(2);
        stack[this.size - 2] = this.reduce(stack[this.size - 2], stack[this.size - 1]);
        this.size -= 1;
        return position;
      case 0x81: // NEWOBJ
        this.needs(2);
        stack[this.size - 2] = this.create(stack[this.size - 2], stack[this.size - 1], undefined);
        this.size -= 1;
        return position;
      case 0x92: {
        // NEWOBJ_EX
        this.needs(3);
        const base = this.size - 3;
        stack[base] = this.create(stack[base], stack[base + 1], stack[base + 2]);
        this.size -= 2;
        return position;
      }
      case 0x6f: {
        // OBJ
        const mark = this.popMark();
        if (this.size === mark) underflow();
        stack[mark] = this.instance(stack[mark], stack.slice(mark + 1, this.size));
        this.size = mark + 1;
        return position;
      }
      case 0x62: {
        // BUILD
        this.needs(2);
        const target = stack[this.size - 2];
        this.position = position;
        const built = this.build(target, stack[this.size - 1]);
        this.size -= 1;
        if (built !== target) {
          stack[this.size - 1] = built;
          this.replaceInMemo(target as object, built as object);
        }
        return this.position;
      }
      case 0x82: // EXT1
      case 0x83: // EXT2
      case 0x84: {
        // EXT4
        const width = opcode === 0x82 ? 1 : opcode === 0x83 ? 2 : 4;
        if (position + width > limit) return incomplete;
        const code =
          width === 1
            ? bytes[position]!
            : width === 2
              ? view.getUint16(position, true)
              : view.getInt32(position, true);
        stack[this.size] = this.extension(code);
        this.size += 1;
        return position + width;
      }
      case 0x51: // BINPERSID
        this.needs(1);
        stack[this.size - 1] = this.persistent(stack[this.size - 1]);
        return position;
      case 0x97: // NEXT_BUFFER
        stack[this.size] = this.nextBuffer();
        this.size += 1;
        return position;
      case 0x98: {
        // READONLY_BUFFER
        this.needs(1);
        const value = stack[this.size - 1];
        if (value instanceof PyBuffer) stack[this.size - 1] = new PyBuffer(value.bytes, true);
        else if (!(value instanceof Uint8Array)) {
          fault("SERIALIZATION_BAD_TYPE", "READONLY_BUFFER needs a buffer");
        }
        return position;
      }
      case 0x54: // BINSTRING
      case 0x55: {
        // SHORT_BINSTRING
        const width = opcode === 0x55 ? 1 : 4;
        if (position + width > limit) return incomplete;
        const from = position + width;
        const length = width === 1 ? bytes[position]! : view.getInt32(position, true);
        if (length < 0) fault("SERIALIZATION_BAD_ARGUMENT", "a negative byte count");
        if (from + length > limit) return incomplete;
        stack[this.size] = this.string2(bytes.subarray(from, from + length));
        this.size += 1;
        return from + length;
      }
      case 0x49: // INT
      case 0x4c: // LONG
      case 0x46: // FLOAT
      case 0x53: // STRING
      case 0x56: // UNICODE
      case 0x50: // PERSID
      case 0x67: // GET
      case 0x70: {
        // PUT
        const last = bytes.indexOf(10, position);
        if (last < 0 || last >= limit) return incomplete;
        if (opcode === 0x70) {
          this.needs(1);
          this.put(this.index(position, last), stack[this.size - 1]);
        } else {
          stack[this.size] = this.line(opcode, position, last);
          this.size += 1;
        }
        return last + 1;
      }
      default:
        return fault("SERIALIZATION_UNKNOWN_OPCODE", `byte ${opcodeName(opcode)} is not an opcode`);
    }
  }

  protected tuple(opcode: number): void {
    const { stack } = this;
    if (opcode === 0x85) this.needs(1);
    const from = opcode === 0x74 ? this.popMark() : opcode === 0x85 ? this.size - 1 : this.size;
    this.count();
    // An array made without a length gets room for four items.
    const empty = from === this.size ? new PyTuple<unknown>(0) : undefined;
    const tuple: unknown[] =
      this.options.tuples === "array" ? [] : (empty ?? new PyTuple<unknown>());
    for (let at = from; at < this.size; at += 1) tuple.push(stack[at]);
    stack[from] = tuple;
    this.size = from + 1;
  }

  protected binbytes(width: 1 | 4 | 8, position: number, limit: number): number {
    if (position + width > limit) return incomplete;
    const from = position + width;
    const to = from + this.length(position, width);
    if (to > limit) return incomplete;
    // A view is only good on bytes that stay: a stream's are the machine's own.
    const copies = this.options.bytes === "copy" || !this.complete || this.base > 0;
    if (copies) this.allocate(to - from);
    const content = copies ? this.bytes.slice(from, to) : this.bytes.subarray(from, to);
    const keeps = this.options.str === "wrap" && to - from <= 1;
    this.stack[this.size] = keeps ? asDistinctBytes(content) : content;
    this.size += 1;
    return to;
  }

  protected dict(): void {
    const mark = this.popMark();
    const { stack } = this;
    if ((this.size - mark) % 2 !== 0) {
      fault("SERIALIZATION_BAD_ARGUMENT", "an odd number of keys and values");
    }
    this.count();
    stack[this.size] = undefined;
    stack.copyWithin(mark + 1, mark, this.size);
    stack[mark] = this.options.dicts === "map" ? new Map() : newPlainDict();
    this.setItems(mark, mark + 1, this.size + 1);
    this.size = mark + 1;
  }

  protected long(width: 1 | 4, position: number, limit: number): number {
    if (position + width > limit) return incomplete;
    const length = width === 1 ? this.bytes[position]! : this.view.getInt32(position, true);
    if (length < 0) fault("SERIALIZATION_BAD_ARGUMENT", "a negative byte count");
    const to = position + width + length;
    if (to > limit) return incomplete;
    const { maxLongBytes } = this.options.limits;
    if (length > maxLongBytes) {
      fault(
        "SERIALIZATION_LIMIT",
        `an integer of ${length} bytes, more than ${maxLongBytes} (maxLongBytes)`,
        { maxLongBytes },
      );
    }
    this.stack[this.size] = this.int(readLong(this.bytes, position + width, to));
    this.size += 1;
    return to;
  }
}
