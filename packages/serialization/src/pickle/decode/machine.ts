import { PickleError, type SerializationErrorCode } from "../../errors.ts";
import { asBytearray } from "../../python/bytes.ts";
import { PyFrozenSet } from "../../python/frozen-set.ts";
import {
  PyBuffer,
  PyGlobal,
  PyNode,
  PyObject,
  PyReduce,
  PersistentId,
} from "../../python/nodes.ts";
import { PyFloat, PyStr } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import { opcodeName } from "../opcodes.ts";
import { addMember, isIndexKey, isPlainDict, newPlainDict, setPair } from "./dicts.ts";
import { recordEffect } from "./effects.ts";
import { Fault, fault } from "./fault.ts";
import { GlobalResolver, type HandlerTable } from "./globals.ts";
import { SparseMemo } from "./memo.ts";
import { parseFloatText, parseInteger, readLong } from "./numbers.ts";
import {
  buildState,
  notClaimed,
  type DecodeContext,
  type LoadsOptions,
  type ResolvedLoadsOptions,
  resolveLoadsOptions,
} from "./options.ts";
import { pathAt } from "./path.ts";
import { replaceReferences } from "./replace.ts";
import { decodeLatin1, decodeRawUnicodeEscape, decodeStringLiteral, decodeUtf8 } from "./text.ts";

/**
 * The pickle machine: a loop over opcodes with a stack, marks and a memo.
 *
 * It runs over whatever bytes it has. With `complete` false it stops before an opcode whose bytes are not all
 * there yet and goes on when more were fed, which is how streams are read; nothing has happened to the machine
 * by then, because every opcode reads its argument before it has an effect.
 *
 * Opcodes are compared as literals, not as named constants: only then does the engine compile the switch to a
 * jump table. This file is longer than others because the loop must be one function.
 */
export class Machine implements DecodeContext {
  readonly options: ResolvedLoadsOptions;
  readonly globals: GlobalResolver;
  readonly #known: HandlerTable;
  /** The value that STOP took. */
  result: unknown;
  /** How many bytes from the next opcode on are needed before it can run; a hint for the reader of a stream. */
  needed = 1;
  /** The last protocol that the stream declared; 0 until then. */
  protocol = 0;

  #bytes: Uint8Array = new Uint8Array();
  #view: DataView = new DataView(this.#bytes.buffer);
  #base = 0;
  #position = 0;
  #complete: boolean;
  #frameEnd = -1;
  #inFrame = false;
  readonly #stack: unknown[] = [];
  #size = 0;
  readonly #marks: number[] = [];
  #memo: unknown[] = [];
  #sparse: SparseMemo | undefined;
  #objects = 0;
  #allocated = 0;
  #depth = 0;
  #replaceBudget = 0;
  readonly #sharedDicts = new Set<unknown>();
  #discardable: unknown;
  #buffers:
    | Iterator<Uint8Array | { readonly bytes: Uint8Array; readonly readonly?: boolean }>
    | undefined;

  constructor(known: HandlerTable, options: LoadsOptions, inputBytes: number, complete = true) {
    this.options = resolveLoadsOptions(options, inputBytes);
    this.#known = known;
    this.globals = new GlobalResolver(this.options, known);
    this.#complete = complete;
  }

  /** Where the next opcode is, in the whole stream. */
  get offset(): number {
    return this.#base + this.#position;
  }

  /** Bytes that are there and not yet read. */
  get rest(): Uint8Array {
    return this.#bytes.subarray(this.#position);
  }

  /**
   * Gives the machine bytes in place of those it has: what it had not read yet, and more.
   *
   * @param complete whether these are the last ones
   */
  feed(bytes: Uint8Array, complete: boolean): void {
    this.#base += this.#position;
    this.#position = 0;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#complete = complete;
    this.#replaceBudget += 64 * bytes.length + 4096;
  }

  /** Forgets stack and memo, for the next pickle of the same stream. */
  reset(): void {
    this.#size = 0;
    this.#stack.length = 0;
    this.#marks.length = 0;
    this.#memo = [];
    this.#sparse = undefined;
    this.#frameEnd = -1;
    this.protocol = 0;
    this.result = undefined;
  }

  allocate(bytes: number): void {
    this.#allocated += bytes;
    if (this.#allocated > this.options.limits.maxBytes) {
      fault(
        "SERIALIZATION_LIMIT",
        `more than ${this.options.limits.maxBytes} bytes to allocate (maxBytes)`,
        { maxBytes: this.options.limits.maxBytes },
      );
    }
  }

  takeRaw(count: number): Uint8Array {
    if (this.#inFrame) fault("SERIALIZATION_FRAME", "raw bytes begin inside a frame");
    const from = this.#position;
    if (count > this.#bytes.length - from) {
      fault(
        "SERIALIZATION_TRUNCATED",
        `${count} raw bytes follow, but only ${this.#bytes.length - from} are left`,
      );
    }
    this.#position = from + count;
    return this.#bytes.subarray(from, from + count);
  }

  takeNested(): unknown {
    const nested = new Machine(
      this.#known,
      { ...this.options, trailing: "ignore" },
      this.#bytes.length,
    );
    nested.#depth = this.#depth + 1;
    if (nested.#depth > 64) fault("SERIALIZATION_LIMIT", "pickles are nested more than 64 deep");
    nested.#allocated = this.#allocated;
    nested.#objects = this.#objects;
    nested.feed(this.#bytes.subarray(this.#position), true);
    nested.#base = this.offset;
    nested.run();
    this.#position += nested.#position;
    this.#allocated = nested.#allocated;
    this.#objects = nested.#objects;
    return nested.result;
  }

  globalOf(module: string, name: string): unknown {
    return this.globals.resolve(module, name, 5);
  }

  /**
   * Runs until STOP or until bytes are missing.
   *
   * @returns whether STOP was reached
   * @throws PickleError
   */
  run(): boolean {
    const bytes = this.#bytes;
    const view = this.#view;
    const end = bytes.length;
    const stack = this.#stack;
    const marks = this.#marks;
    const { maxStack, maxMemo, maxObjects, maxLongBytes } = this.options.limits;
    const lenient = this.options.frames === "lenient";
    const wrapFloats = this.options.floats === "wrap";
    const wrapStr = this.options.str === "wrap";
    const plainTuples = this.options.tuples === "array";
    const plainInts = this.options.ints === "auto" || this.options.ints === "number";
    const alwaysMap = this.options.dicts === "map";
    const alwaysObject = this.options.dicts === "object";
    const copyBytes = this.options.bytes === "copy" || !this.#complete || this.#base > 0;
    const none = this.options.none === "null" ? null : undefined;
    let position = this.#position;
    let size = this.#size;
    let floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
    let frameEnd = this.#frameEnd < 0 ? -1 : this.#frameEnd - this.#base;
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
          this.#short(1, -1, -1);
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
          case 0x28: // MARK
            marks.push(size);
            floor = size;
            continue;
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
            const value =
              bytes[position]! |
              (bytes[position + 1]! << 8) |
              (bytes[position + 2]! << 16) |
              (bytes[position + 3]! << 24);
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
          case 0x8c: {
            // SHORT_BINUNICODE
            if (position >= limit) break;
            const from = position + 1;
            const to = from + bytes[position]!;
            if (to > limit) break;
            const text = decodeUtf8(bytes, from, to);
            if (text === undefined) fault("SERIALIZATION_BAD_UTF8", "a str is not valid UTF-8");
            stack[size] = wrapStr ? new PyStr(text) : text;
            size += 1;
            position = to;
            continue;
          }
          case 0x58: // BINUNICODE
          case 0x8d: {
            // BINUNICODE8
            const width = opcode === 0x58 ? 4 : 8;
            if (position + width > limit) break;
            const from = position + width;
            const to = from + this.#length(position, width);
            if (to > limit) break;
            const text = decodeUtf8(bytes, from, to);
            if (text === undefined) fault("SERIALIZATION_BAD_UTF8", "a str is not valid UTF-8");
            stack[size] = wrapStr ? new PyStr(text) : text;
            size += 1;
            position = to;
            continue;
          }
          case 0x94: {
            // MEMOIZE
            if (size === floor) underflow();
            const value = stack[size - 1];
            if (this.#sparse !== undefined) {
              this.#sparse.set(this.#sparse.size, value, maxMemo);
            } else if (this.#memo.push(value) > maxMemo) memoFull(maxMemo);
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
            if (index === this.#memo.length && this.#sparse === undefined) {
              if (this.#memo.push(stack[size - 1]) > maxMemo) memoFull(maxMemo);
            } else {
              this.#put(index, stack[size - 1]);
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
            const value = this.#memo[index];
            if (typeof value === "string") stack[size] = value;
            else stack[size] = this.#get(index);
            size += 1;
            continue;
          }
          case 0x5d: // EMPTY_LIST
            this.#count(maxObjects);
            stack[size] = [];
            size += 1;
            continue;
          case 0x7d: // EMPTY_DICT
            this.#count(maxObjects);
            stack[size] =
              alwaysMap || (!alwaysObject && this.#startsMap(position, limit))
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
            } else {
              this.#append(target, stack.slice(mark, size));
            }
            size = mark;
            continue;
          }
          case 0x61: {
            // APPEND
            if (size - floor < 2) underflow();
            size -= 1;
            const target = stack[size - 1];
            if (Array.isArray(target) && target.constructor === Array) target.push(stack[size]);
            else this.#append(target, [stack[size]]);
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
            this.#setItems(mark - 1, mark, size);
            size = mark;
            continue;
          }
          case 0x73: // SETITEM
            if (size - floor < 3) underflow();
            this.#setItems(size - 3, size - 2, size);
            size -= 2;
            continue;
          case 0x29: // EMPTY_TUPLE
            stack[size] = plainTuples ? [] : new PyTuple();
            size += 1;
            continue;
          case 0x85: {
            // TUPLE1
            if (size - floor < 1) underflow();
            this.#count(maxObjects);
            const tuple: unknown[] = plainTuples ? [] : new PyTuple();
            tuple.push(stack[size - 1]);
            stack[size - 1] = tuple;
            continue;
          }
          case 0x86: {
            // TUPLE2
            if (size - floor < 2) underflow();
            this.#count(maxObjects);
            const tuple: unknown[] = plainTuples ? [] : new PyTuple();
            tuple.push(stack[size - 2], stack[size - 1]);
            size -= 1;
            stack[size - 1] = tuple;
            continue;
          }
          case 0x87: {
            // TUPLE3
            if (size - floor < 3) underflow();
            this.#count(maxObjects);
            const tuple: unknown[] = plainTuples ? [] : new PyTuple();
            tuple.push(stack[size - 3], stack[size - 2], stack[size - 1]);
            size -= 2;
            stack[size - 1] = tuple;
            continue;
          }
          case 0x74: // TUPLE
          case 0x6c: {
            // LIST
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            this.#count(maxObjects);
            const made: unknown[] = opcode === 0x6c || plainTuples ? [] : new PyTuple();
            for (let at = mark; at < size; at += 1) made.push(stack[at]);
            stack[mark] = made;
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
          case 0x8a: // LONG1
          case 0x8b: {
            // LONG4
            const width = opcode === 0x8a ? 1 : 4;
            if (position + width > limit) break;
            const length = width === 1 ? bytes[position]! : view.getInt32(position, true);
            if (length < 0) fault("SERIALIZATION_BAD_ARGUMENT", "a negative byte count");
            const to = position + width + length;
            if (to > limit) break;
            if (length > maxLongBytes) {
              fault(
                "SERIALIZATION_LIMIT",
                `an integer of ${length} bytes, more than ${maxLongBytes} (maxLongBytes)`,
                { maxLongBytes },
              );
            }
            stack[size] = this.#int(readLong(bytes, position + width, to));
            size += 1;
            position = to;
            continue;
          }
          case 0x43: // SHORT_BINBYTES
          case 0x42: // BINBYTES
          case 0x8e: {
            // BINBYTES8
            const width = opcode === 0x43 ? 1 : opcode === 0x42 ? 4 : 8;
            if (position + width > limit) break;
            const from = position + width;
            const to = from + this.#length(position, width);
            if (to > limit) break;
            if (copyBytes) this.allocate(to - from);
            stack[size] = copyBytes ? bytes.slice(from, to) : bytes.subarray(from, to);
            size += 1;
            position = to;
            continue;
          }
          case 0x96: {
            // BYTEARRAY8
            if (position + 8 > limit) break;
            const from = position + 8;
            const to = from + this.#length(position, 8);
            if (to > limit) break;
            this.allocate(to - from);
            stack[size] = asBytearray(copyOf(bytes, from, to));
            size += 1;
            position = to;
            continue;
          }
          case 0x95: {
            // FRAME
            if (position + 8 > limit) break;
            const length = this.#length(position, 8);
            position += 8;
            if (lenient) continue;
            if (frameEnd >= 0 && position - 9 < frameEnd) {
              fault("SERIALIZATION_FRAME", "a frame begins inside another");
            }
            frameEnd = position + length;
            if (frameEnd > end && this.#complete) {
              frameEnd = -1;
              position = start;
              fault(
                "SERIALIZATION_TRUNCATED",
                `a frame of ${length} bytes is longer than the input`,
              );
            }
            limit = Math.min(frameEnd, end);
            continue;
          }
          case 0x2e: {
            // STOP
            if (size === floor) underflow();
            if (floor !== 0) {
              fault("SERIALIZATION_STACK_UNDERFLOW", "the program ends with an open mark");
            }
            this.result = stack[size - 1];
            this.#position = position;
            this.#size = 0;
            if (this.options.trailing === "error" && position < end) {
              start = position;
              opcode = -1;
              fault(
                "SERIALIZATION_TRAILING",
                `${end - position} bytes follow the end of the pickle`,
              );
            }
            return true;
          }
          case 0x80: {
            // PROTO
            if (position >= limit) break;
            const protocol = bytes[position]!;
            if (protocol > 5) {
              fault("SERIALIZATION_BAD_ARGUMENT", `protocol ${protocol} is not known`, {
                protocol,
              });
            }
            this.protocol = protocol;
            position += 1;
            continue;
          }
          case 0x30: // POP
            if (size > floor) {
              size -= 1;
              if (stack[size] === this.#discardable && this.#discardable !== undefined) {
                recordEffect(this.#discardable as PyReduce, stack, size, floor);
              }
            } else if (marks.pop() === undefined) underflow();
            else floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            continue;
          case 0x31: {
            // POP_MARK
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            size = mark;
            continue;
          }
          case 0x32: // DUP
            if (size === floor) underflow();
            stack[size] = stack[size - 1];
            this.#noteShared(stack[size]);
            size += 1;
            continue;
          case 0x8f: // EMPTY_SET
            this.#count(maxObjects);
            stack[size] = new Set();
            size += 1;
            continue;
          case 0x90: {
            // ADDITEMS
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            if (mark === floor) underflow();
            this.#addItems(stack[mark - 1], stack, mark, size);
            size = mark;
            continue;
          }
          case 0x91: {
            // FROZENSET
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            this.#count(maxObjects);
            const set = new PyFrozenSet();
            for (let at = mark; at < size; at += 1) addMember(set, stack[at]);
            stack[mark] = set;
            size = mark + 1;
            continue;
          }
          case 0x64: {
            // DICT
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            if ((size - mark) % 2 !== 0) {
              fault("SERIALIZATION_BAD_ARGUMENT", "an odd number of keys and values");
            }
            this.#count(maxObjects);
            stack[size] = undefined;
            stack.copyWithin(mark + 1, mark, size);
            stack[mark] = alwaysMap ? new Map() : newPlainDict();
            this.#setItems(mark, mark + 1, size + 1);
            size = mark + 1;
            continue;
          }
          case 0x63: // GLOBAL
          case 0x69: {
            // INST
            const middle = bytes.indexOf(10, position);
            if (middle < 0 || middle >= limit) break;
            const last = bytes.indexOf(10, middle + 1);
            if (last < 0 || last >= limit) break;
            const module = decodeUtf8(bytes, position, middle);
            const name = decodeUtf8(bytes, middle + 1, last);
            if (module === undefined || name === undefined) {
              fault("SERIALIZATION_BAD_UTF8", "the name of a global is not valid UTF-8");
            }
            position = last + 1;
            const global = this.globals.resolve(module, name, this.protocol);
            if (opcode === 0x63) {
              stack[size] = global;
              size += 1;
              continue;
            }
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            stack[mark] = this.#instance(global, stack.slice(mark, size));
            size = mark + 1;
            continue;
          }
          case 0x93: {
            // STACK_GLOBAL
            if (size - floor < 2) underflow();
            const module = textOf(stack[size - 2]);
            const name = textOf(stack[size - 1]);
            if (module === undefined || name === undefined) {
              fault("SERIALIZATION_BAD_TYPE", "module and name of a global must be str");
            }
            size -= 1;
            stack[size - 1] = this.globals.resolve(module, name, this.protocol);
            continue;
          }
          case 0x52: {
            // REDUCE
            if (size - floor < 2) underflow();
            size -= 1;
            stack[size - 1] = this.#reduce(stack[size - 1], stack[size]);
            continue;
          }
          case 0x81: // NEWOBJ
            if (size - floor < 2) underflow();
            size -= 1;
            stack[size - 1] = this.create(stack[size - 1], stack[size], undefined);
            continue;
          case 0x92: // NEWOBJ_EX
            if (size - floor < 3) underflow();
            size -= 2;
            stack[size - 1] = this.create(stack[size - 1], stack[size], stack[size + 1]);
            continue;
          case 0x6f: {
            // OBJ
            const mark = marks.pop();
            if (mark === undefined) noMark();
            floor = marks.length === 0 ? 0 : marks[marks.length - 1]!;
            if (size === mark) underflow();
            stack[mark] = this.#instance(stack[mark], stack.slice(mark + 1, size));
            size = mark + 1;
            continue;
          }
          case 0x62: {
            // BUILD
            if (size - floor < 2) underflow();
            const target = stack[size - 2];
            this.#position = position;
            this.#inFrame = frameEnd >= 0 && position < frameEnd;
            const built = this.#build(target, stack[size - 1]);
            position = this.#position;
            size -= 1;
            if (built !== target) {
              stack[size - 1] = built;
              this.#replaceInMemo(target, built);
            }
            continue;
          }
          case 0x82: // EXT1
          case 0x83: // EXT2
          case 0x84: {
            // EXT4
            const width = opcode === 0x82 ? 1 : opcode === 0x83 ? 2 : 4;
            if (position + width > limit) break;
            const code =
              width === 1
                ? bytes[position]!
                : width === 2
                  ? view.getUint16(position, true)
                  : view.getInt32(position, true);
            stack[size] = this.#extension(code);
            size += 1;
            position += width;
            continue;
          }
          case 0x51: // BINPERSID
            if (size === floor) underflow();
            stack[size - 1] = this.#persistent(stack[size - 1]);
            continue;
          case 0x97: // NEXT_BUFFER
            stack[size] = this.#nextBuffer();
            size += 1;
            continue;
          case 0x98: {
            // READONLY_BUFFER
            if (size === floor) underflow();
            const value = stack[size - 1];
            if (value instanceof PyBuffer) stack[size - 1] = new PyBuffer(value.bytes, true);
            else if (!(value instanceof Uint8Array)) {
              fault("SERIALIZATION_BAD_TYPE", "READONLY_BUFFER needs a buffer");
            }
            continue;
          }
          case 0x54: // BINSTRING
          case 0x55: {
            // SHORT_BINSTRING
            const width = opcode === 0x55 ? 1 : 4;
            if (position + width > limit) break;
            const from = position + width;
            const length = width === 1 ? bytes[position]! : view.getInt32(position, true);
            if (length < 0) fault("SERIALIZATION_BAD_ARGUMENT", "a negative byte count");
            if (from + length > limit) break;
            stack[size] = this.#string2(bytes.subarray(from, from + length));
            size += 1;
            position = from + length;
            continue;
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
            if (last < 0 || last >= limit) break;
            if (opcode === 0x70) {
              if (size === floor) underflow();
              this.#put(this.#index(position, last), stack[size - 1]);
            } else {
              stack[size] = this.#line(opcode, position, last);
              size += 1;
            }
            position = last + 1;
            continue;
          }
          default:
            fault("SERIALIZATION_UNKNOWN_OPCODE", `byte ${opcodeName(opcode)} is not an opcode`);
        }
        // Every opcode that is not complete in these bytes ends up here, before it had any effect.
        this.#short(start, opcode, frameEnd >= 0 && frameEnd <= end ? frameEnd : -1);
        position = start;
        break;
      }
    } catch (cause) {
      this.#size = size;
      throw this.#error(cause, start, opcode);
    }
    this.#position = position;
    this.#size = size;
    this.#frameEnd = frameEnd < 0 ? -1 : frameEnd + this.#base;
    return false;
  }

  /** A length argument that is checked against what can be there before anything is allocated. */
  #length(position: number, width: number): number {
    if (width === 1) return this.#bytes[position]!;
    const low = this.#view.getUint32(position, true);
    if (width === 4) return low;
    const high = this.#view.getUint32(position + 4, true);
    if (high > 0x1fffff) fault("SERIALIZATION_BAD_ARGUMENT", "a length of more than 2^53 bytes");
    return high * 4294967296 + low;
  }

  #short(start: number, opcode: number, frameEnd: number): void {
    if (frameEnd >= 0) {
      fault("SERIALIZATION_FRAME", "an opcode crosses the end of its frame");
    }
    if (this.#complete) {
      fault(
        "SERIALIZATION_TRUNCATED",
        opcode < 0
          ? "the input ends before STOP"
          : `the input ends inside ${opcodeName(opcode)}, ${this.#bytes.length - start} bytes after its start`,
      );
    }
  }

  #count(maxObjects: number): void {
    this.#objects += 1;
    if (this.#objects > maxObjects) {
      fault("SERIALIZATION_LIMIT", `more than ${maxObjects} objects (maxObjects)`, { maxObjects });
    }
  }

  #int(value: number | bigint): number | bigint {
    const mode = this.options.ints;
    if (mode === "auto") return value;
    return mode === "bigint" ? BigInt(value) : Number(value);
  }

  #get(index: number): unknown {
    let value: unknown;
    if (this.#sparse === undefined) {
      if (index >= this.#memo.length) {
        fault("SERIALIZATION_MEMO_MISS", `memo entry ${index} was never written`);
      }
      value = this.#memo[index];
    } else value = this.#sparse.get(index);
    if (typeof value === "object") this.#noteShared(value);
    return value;
  }

  #put(index: number, value: unknown): void {
    const { maxMemo } = this.options.limits;
    if (this.#sparse === undefined) {
      if (index < this.#memo.length) {
        this.#memo[index] = value;
        return;
      }
      if (index === this.#memo.length) {
        if (this.#memo.push(value) > maxMemo) memoFull(maxMemo);
        return;
      }
      this.#sparse = new SparseMemo(this.#memo);
      this.#memo = [];
    }
    this.#sparse.set(index, value, maxMemo);
  }

  #index(from: number, to: number): number {
    const text = decodeLatin1(this.#bytes, from, Math.min(to, from + 32));
    if (to - from > 32 || !/^\s*\+?\d+\s*$/.test(text)) {
      fault(
        "SERIALIZATION_BAD_ARGUMENT",
        `a memo index must be a decimal number, not ${JSON.stringify(text)}`,
      );
    }
    return Number(text);
  }

  /** Dicts whose identity is already in use elsewhere must be found again if they turn into a Map. */
  #noteShared(value: unknown): void {
    if (this.options.dicts === "auto" && isPlainDict(value)) this.#sharedDicts.add(value);
  }

  /** Whether the dict that begins here has a first key that an object cannot keep in its place. */
  #startsMap(position: number, limit: number): boolean {
    const bytes = this.#bytes;
    let at = position;
    const put = bytes[at];
    if (put === 0x94) at += 1;
    else if (put === 0x71) at += 2;
    else if (put === 0x72) at += 5;
    else if (put === 0x70) at = bytes.indexOf(10, at) + 1;
    if (bytes[at] === 0x28) at += 1;
    if (at + 10 > limit) return false;
    switch (bytes[at]) {
      case 0x8c:
        return isIndexKey(
          decodeLatin1(bytes, at + 2, at + 2 + Math.min(bytes[at + 1]!, limit - at - 2, 11)),
        );
      case 0x58: {
        const length = this.#view.getUint32(at + 1, true);
        return isIndexKey(
          decodeLatin1(bytes, at + 5, at + 5 + Math.min(length, limit - at - 5, 11)),
        );
      }
      case 0x68: {
        const key = this.#memo[bytes[at + 1]!];
        return typeof key === "string" ? isIndexKey(key) : key !== undefined;
      }
      case 0x4b:
      case 0x4d:
      case 0x4a:
      case 0x47:
      case 0x43:
      case 0x4e:
      case 0x88:
      case 0x89:
      case 0x8a:
      case 0x49:
      case 0x4c:
        return true;
      default:
        return false;
    }
  }

  #setItems(targetIndex: number, from: number, to: number): void {
    const stack = this.#stack;
    let target = stack[targetIndex];
    if (target instanceof Map) {
      for (let at = from; at < to; at += 2) setPair(target, stack[at], stack[at + 1]);
      return;
    }
    if (target instanceof PyNode) {
      const values: (readonly [unknown, unknown])[] = [];
      for (let at = from; at < to; at += 2) values.push([stack[at], stack[at + 1]]);
      target.operations.push({ kind: "pairs", values });
      return;
    }
    if (!isPlainDict(target)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take items by key`);
    }
    const keepObject = this.options.dicts === "object";
    for (let at = from; at < to; at += 2) {
      const key = stack[at];
      if (typeof key === "string" && (keepObject || !isIndexKey(key))) {
        target[key] = stack[at + 1];
        continue;
      }
      if (keepObject) {
        fault(
          "SERIALIZATION_BAD_TYPE",
          `${kindOf(key)} as a dict key does not fit dicts: "object"`,
        );
      }
      const map = new Map<unknown, unknown>(Object.entries(target));
      this.#replaceDict(target, map, targetIndex);
      target = undefined;
      for (let next = at; next < to; next += 2) setPair(map, stack[next], stack[next + 1]);
      return;
    }
  }

  #replaceDict(dict: object, map: Map<unknown, unknown>, index: number): void {
    this.#stack[index] = map;
    this.#replaceInMemo(dict, map);
    if (this.#sharedDicts.has(dict)) {
      const roots = [...this.#stack.slice(0, this.#stack.length), ...this.#memo];
      this.#replaceBudget = replaceReferences(roots, dict, map, this.#replaceBudget);
      for (let at = 0; at < this.#stack.length; at += 1) {
        if (this.#stack[at] === dict) this.#stack[at] = map;
      }
    }
  }

  #replaceInMemo(from: unknown, to: unknown): void {
    if (this.#sparse !== undefined) {
      this.#sparse.replace(from, to);
      return;
    }
    // The entry was made with the object, so only what the object holds came after it.
    for (let at = this.#memo.length - 1; at >= 0; at -= 1) {
      this.#replaceBudget -= 1;
      if (this.#memo[at] === from) {
        this.#memo[at] = to;
        return;
      }
    }
    if (this.#replaceBudget < 0) {
      fault("SERIALIZATION_LIMIT", "too many objects change their kind while they are read");
    }
  }

  #append(target: unknown, values: readonly unknown[]): void {
    if (target instanceof PyNode) target.operations.push({ kind: "items", values });
    else if (Array.isArray(target) && !(target instanceof PyTuple)) {
      for (const value of values) (target as unknown[]).push(value);
    } else if (target instanceof Set && !(target instanceof PyFrozenSet)) {
      for (const value of values) addMember(target, value);
    } else fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take items`);
  }

  #addItems(target: unknown, stack: readonly unknown[], from: number, to: number): void {
    if (target instanceof Set && !(target instanceof PyFrozenSet)) {
      for (let at = from; at < to; at += 1) addMember(target, stack[at]);
    } else if (target instanceof PyNode) {
      target.operations.push({ kind: "add", values: stack.slice(from, to) });
    } else fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take members`);
  }

  #reduce(func: unknown, args: unknown): unknown {
    if (!isTuple(args, this.options)) {
      fault(
        "SERIALIZATION_BAD_TYPE",
        `the arguments of a call must be a tuple, not ${kindOf(args)}`,
      );
    }
    this.#count(this.options.limits.maxObjects);
    if (func instanceof PyGlobal) {
      const made = this.globals.handlerOf(func)?.call?.(args, this, func) ?? notClaimed;
      if (made !== notClaimed) return made;
      this.#refuseCall(func);
    } else if (!(func instanceof PyNode)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(func)} cannot be called`);
    } else if (func instanceof PyReduce && args.length === 0) {
      const made = this.#createPartial(func);
      if (made !== notClaimed) return made;
    }
    const node = new PyReduce(func, args);
    this.#discardable = node;
    return node;
  }

  create(cls: unknown, args: unknown, kwargs: unknown): unknown {
    if (!isTuple(args, this.options)) {
      fault(
        "SERIALIZATION_BAD_TYPE",
        `the arguments of __new__ must be a tuple, not ${kindOf(args)}`,
      );
    }
    let names: Map<unknown, unknown> | undefined;
    if (kwargs instanceof Map) names = kwargs as Map<unknown, unknown>;
    else if (isPlainDict(kwargs)) names = new Map(Object.entries(kwargs));
    else if (kwargs !== undefined) {
      fault(
        "SERIALIZATION_BAD_TYPE",
        `the keyword arguments of __new__ must be a dict, not ${kindOf(kwargs)}`,
      );
    }
    this.#count(this.options.limits.maxObjects);
    if (cls instanceof PyGlobal) {
      const made = this.globals.handlerOf(cls)?.create?.(args, names, this, cls) ?? notClaimed;
      if (made !== notClaimed) return made;
      this.#refuseCall(cls);
    } else if (!(cls instanceof PyNode)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(cls)} is not a class`);
    }
    return new PyObject(cls, args, names);
  }

  /** `functools.partial(cls.__new__, cls, *args, **kwargs)()`: NEWOBJ_EX as protocols 2 and 3 say it. */
  #createPartial(func: PyReduce): unknown {
    const { state } = func;
    if (func.functionName !== "functools.partial" || !Array.isArray(state)) return notClaimed;
    const [make, bound, kwargs] = state as unknown[];
    if (!(make instanceof PyGlobal) || !Array.isArray(bound)) return notClaimed;
    const [cls, ...args] = bound as unknown[];
    if (!(cls instanceof PyGlobal) || make.path !== `${cls.path}.__new__`) return notClaimed;
    return this.create(cls, PyTuple.from(args), kwargs);
  }

  #instance(cls: unknown, args: readonly unknown[]): unknown {
    this.#count(this.options.limits.maxObjects);
    if (cls instanceof PyGlobal) {
      const made = this.globals.handlerOf(cls)?.call?.(args, this, cls) ?? notClaimed;
      if (made !== notClaimed) return made;
      this.#refuseCall(cls);
    } else if (!(cls instanceof PyNode)) {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(cls)} is not a class`);
    }
    return new PyObject(cls, PyTuple.from(args));
  }

  /** Under policy "data" a known global may stand as a value, but only known calls become values. */
  #refuseCall(global: PyGlobal): void {
    if (this.options.policy === "inspect" || !this.globals.isKnown(global)) return;
    fault("SERIALIZATION_NOT_ALLOWED", `a call of ${global.path} is not allowed`, {
      module: global.module,
      name: global.name,
    });
  }

  #build(target: unknown, state: unknown): unknown {
    if (target instanceof PyNode) {
      target.operations.push({ kind: "state", value: state });
      return target;
    }
    const build = isObject(target) ? target[buildState] : undefined;
    if (typeof build !== "function") {
      fault("SERIALIZATION_BAD_TYPE", `${kindOf(target)} does not take a state`);
    }
    return (build as (state: unknown, context: DecodeContext) => unknown).call(target, state, this);
  }

  #extension(code: number): unknown {
    if (code <= 0) fault("SERIALIZATION_BAD_ARGUMENT", `extension code ${code} is not positive`);
    const path = Object.hasOwn(this.options.extensions, code) ? this.options.extensions[code]! : "";
    const cut = path.lastIndexOf(".");
    if (cut < 1) {
      fault("SERIALIZATION_BAD_ARGUMENT", `extension code ${code} is not in \`extensions\``, {
        code,
      });
    }
    return this.globals.resolve(path.slice(0, cut), path.slice(cut + 1), 5);
  }

  #persistent(id: unknown): unknown {
    if (this.options.persistentLoad !== undefined) return this.options.persistentLoad(id);
    if (this.options.policy === "inspect") return new PersistentId(id);
    return fault("SERIALIZATION_NO_HOOK", "a persistent id needs the option `persistentLoad`");
  }

  #nextBuffer(): unknown {
    this.#buffers ??= this.options.buffers?.[Symbol.iterator]();
    const next = this.#buffers?.next();
    if (next === undefined || next.done === true) {
      fault("SERIALIZATION_NO_BUFFER", "an out-of-band buffer is missing in `buffers`");
    }
    const { value } = next;
    return value instanceof Uint8Array
      ? new PyBuffer(value)
      : new PyBuffer(value.bytes, value.readonly ?? false);
  }

  /** A str of Python 2: text or bytes, by the option `strings`. */
  #string2(bytes: Uint8Array): string | Uint8Array {
    switch (this.options.strings) {
      case "bytes":
        return bytes.slice();
      case "latin1":
        return decodeLatin1(bytes, 0, bytes.length);
      case "ascii":
        if (bytes.some((byte) => byte > 127)) {
          fault("SERIALIZATION_BAD_UTF8", "a str of Python 2 is not ASCII");
        }
        return decodeLatin1(bytes, 0, bytes.length);
      case "utf8":
        return decodeUtf8(bytes, 0, bytes.length) ?? bytes.slice();
    }
  }

  #line(opcode: number, from: number, to: number): unknown {
    const bytes = this.#bytes;
    if (opcode === 0x49 || opcode === 0x4c) return this.#textInt(opcode, from, to);
    if (opcode === 0x67) return this.#get(this.#index(from, to));
    const text = decodeLatin1(bytes, from, to);
    if (opcode === 0x46) {
      const value = text.length <= 1000 ? parseFloatText(text) : undefined;
      if (value === undefined)
        fault("SERIALIZATION_BAD_ARGUMENT", "the text of a float is malformed");
      return this.options.floats === "wrap" ? new PyFloat(value) : value;
    }
    if (opcode === 0x53) {
      const literal = decodeStringLiteral(text);
      if (literal === undefined)
        fault("SERIALIZATION_BAD_ARGUMENT", "a quoted string is malformed");
      return this.#string2(literal);
    }
    if (opcode === 0x56) {
      const decoded = decodeRawUnicodeEscape(text);
      if (decoded === undefined) fault("SERIALIZATION_BAD_UTF8", "an escape in a str is malformed");
      return this.options.str === "wrap" ? new PyStr(decoded) : decoded;
    }
    for (let at = from; at < to; at += 1) {
      if (bytes[at]! > 127) fault("SERIALIZATION_BAD_ARGUMENT", "a persistent id is not ASCII");
    }
    return this.#persistent(text);
  }

  #textInt(opcode: number, from: number, to: number): unknown {
    const { maxDigits } = this.options.limits;
    if (to - from > maxDigits + 16) {
      fault(
        "SERIALIZATION_LIMIT",
        `an integer of ${to - from} digits, more than ${maxDigits} (maxDigits)`,
        {
          maxDigits,
        },
      );
    }
    let text = decodeLatin1(this.#bytes, from, to);
    if (opcode === 0x49) {
      if (text === "00") return false;
      if (text === "01") return true;
    } else if (text.endsWith("L")) text = text.slice(0, -1);
    const value = parseInteger(text);
    if (value === undefined)
      fault("SERIALIZATION_BAD_ARGUMENT", "the text of an integer is malformed");
    return this.#int(value);
  }

  #error(cause: unknown, start: number, opcode: number): unknown {
    const place = {
      offset: this.#base + start,
      opcode: opcode < 0 ? undefined : opcodeName(opcode),
      path: pathAt(this.#stack, this.#size, this.#marks),
    };
    if (cause instanceof Fault) {
      const { code, message, details, hint } = cause;
      return new PickleError({ code, message, details, hint, ...place });
    }
    if (cause instanceof PickleError) return cause;
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

function underflow(): never {
  const code: SerializationErrorCode = "SERIALIZATION_STACK_UNDERFLOW";
  fault(code, "the stack holds too few values above the last mark");
}

function noMark(): never {
  fault("SERIALIZATION_NO_MARK", "no mark was set");
}

function memoFull(maxMemo: number): never {
  fault("SERIALIZATION_LIMIT", `more than ${maxMemo} memo entries (maxMemo)`, { maxMemo });
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof PyStr ? value.value : undefined;
}

function isObject(value: unknown): value is { readonly [buildState]?: unknown } {
  return typeof value === "object" && value !== null;
}

function isTuple(value: unknown, options: ResolvedLoadsOptions): value is readonly unknown[] {
  return options.tuples === "array" ? Array.isArray(value) : value instanceof PyTuple;
}

function copyOf(bytes: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(to - from);
  copy.set(bytes.subarray(from, to));
  return copy;
}

/** What a value is, for a message. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "string" || value instanceof PyStr) return "a str";
  if (typeof value === "boolean") return "a bool";
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  if (value instanceof PyTuple) return "a tuple";
  if (Array.isArray(value)) return "a list";
  if (value instanceof PyFrozenSet) return "a frozenset";
  if (value instanceof Set) return "a set";
  if (value instanceof Map || isPlainDict(value)) return "a dict";
  if (value instanceof Uint8Array) return "bytes";
  return `a ${(value as object).constructor?.name ?? "value"}`;
}
