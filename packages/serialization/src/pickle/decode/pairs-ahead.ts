import { opcodes } from "../opcodes.ts";

/** So many opcodes are looked at for one dict. */
const farthest = 256;

/** How many opcodes may yet be looked at for all dicts of a pickle: a hostile one asks for more at every other byte. */
export interface LookAhead {
  left: number;
}

/** Opcodes that leave one value, by how many values they take for it. */
const taken = new Map<number, number>();
for (const [count, bytes] of [
  // None, booleans, empty containers, GET, numbers, text, bytes, GLOBAL.
  [
    0,
    [
      0x4e, 0x88, 0x89, 0x5d, 0x7d, 0x29, 0x8f, 0x67, 0x68, 0x6a, 0x49, 0x4b, 0x4d, 0x4a, 0x4c,
      0x8a, 0x46, 0x47, 0x56, 0x58, 0x8c, 0x53, 0x55, 0x54, 0x42, 0x43, 0x63,
    ],
  ],
  // TUPLE1.
  [1, [0x85]],
  // APPEND, REDUCE, BUILD, NEWOBJ, STACK_GLOBAL, TUPLE2.
  [2, [0x61, 0x52, 0x62, 0x81, 0x93, 0x86]],
  // TUPLE3, SETITEM.
  [3, [0x87, 0x73]],
] as const) {
  for (const byte of bytes) taken.set(byte, count);
}

/**
 * Whether the values that follow an EMPTY_DICT are its pairs, and not what comes after an empty dict: told by the
 * opcode that first reaches down to the dict.
 *
 * @param from just after EMPTY_DICT
 * @param ahead what is left of it is lessened
 * @returns false also when it cannot be told from the next opcodes
 */
export function getsPairs(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  ahead: LookAhead,
): boolean {
  /** How many values lie above the dict, and how many did at each mark. */
  let size = 0;
  const marks: number[] = [];
  let at = from;
  const last = Math.max(0, ahead.left - farthest);
  while (ahead.left > last && at < bytes.length) {
    ahead.left -= 1;
    const opcode = bytes[at]!;
    at = argumentEnd(bytes, view, at);
    const takes = taken.get(opcode);
    if (takes !== undefined) {
      if (size < takes) return opcode === 0x73 && size === 2;
      size += 1 - takes;
      continue;
    }
    switch (opcode) {
      case 0x94: // MEMOIZE
      case 0x71: // BINPUT
      case 0x72: // LONG_BINPUT
      case 0x70: // PUT
      case 0x95: // FRAME
        break;
      case 0x28: // MARK
        marks.push(size);
        break;
      case 0x75: // SETITEMS
      case 0x65: // APPENDS
      case 0x90: {
        // ADDITEMS
        const mark = marks.pop();
        if (mark === undefined || mark === 0) return mark === 0 && opcode === 0x75;
        size = mark;
        break;
      }
      case 0x74: // TUPLE
      case 0x6c: // LIST
      case 0x64: // DICT
      case 0x91: {
        // FROZENSET
        const mark = marks.pop();
        if (mark === undefined) return false;
        size = mark + 1;
        break;
      }
      default:
        return false;
    }
  }
  return false;
}

/** Where the opcode at `at` ends; past the input's end when it is not all there. */
function argumentEnd(bytes: Uint8Array, view: DataView, at: number): number {
  const from = at + 1;
  switch (opcodes[bytes[at]!]?.argument) {
    case "u1":
      return from + 1;
    case "u2":
      return from + 2;
    case "i4":
    case "u4":
      return from + 4;
    case "u8":
    case "f8":
      return from + 8;
    case "line":
      return lineEnd(bytes, from);
    case "lines2":
      return lineEnd(bytes, lineEnd(bytes, from));
    case "bytes1":
    case "text1":
    case "string1":
    case "long1":
      return from + 1 + (bytes[from] ?? 0);
    case "bytes4":
    case "text4":
    case "string4":
      return from + 4 > bytes.length ? bytes.length : from + 4 + view.getUint32(from, true);
    default:
      return from;
  }
}

/** Where the line ends that `at` is in, which is the input's end when no newline follows. */
function lineEnd(bytes: Uint8Array, at: number): number {
  const newline = bytes.indexOf(10, at);
  return newline < 0 ? bytes.length : newline + 1;
}
