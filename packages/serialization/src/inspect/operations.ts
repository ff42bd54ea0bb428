import { PickleError } from "../errors.ts";
import { readLong } from "../pickle/decode/numbers.ts";
import { decodeLatin1, decodeUtf8 } from "../pickle/decode/text.ts";
import type { StreamSection } from "../pickle/decode/machine.ts";
import { type ArgumentKind, type OpcodeInfo, opcodeName, opcodes } from "../pickle/opcodes.ts";

/** One opcode of a pickle with its argument. */
export interface Operation {
  /** Byte offset of the opcode in the uncompressed stream. */
  readonly offset: number;
  /** Name as in Python's `pickletools`; `RAW` for the items of an array that joblib put between the opcodes. */
  readonly opcode: string;
  /** Length of opcode and argument in bytes. */
  readonly length: number;
  /**
   * The argument: a number, bigint or text; for `GLOBAL` and `INST` module and name with a space between; for
   * bytes a view of the input; undefined for opcodes without one.
   */
  readonly argument: number | bigint | string | Uint8Array | undefined;
}

/**
 * The opcodes of a pickle, in order, up to STOP. Nothing is built and nothing runs.
 *
 * @param start offset of the first opcode. Default 0.
 * @param sections what stands between the opcodes, in order. Default nothing.
 * @throws PickleError for an unknown opcode or an input that ends too early
 */
export function* operations(
  bytes: Uint8Array,
  start = 0,
  sections: readonly StreamSection[] = [],
): Generator<Operation, void, undefined> {
  let offset = start;
  let next = 0;
  let nested = 0;
  for (;;) {
    while (sections[next]?.offset === offset) {
      const { kind, length } = sections[next]!;
      next += 1;
      if (kind === "pickle") nested += 1;
      else {
        const argument = bytes.subarray(offset, offset + length);
        yield { offset, opcode: "RAW", length, argument };
        offset += length;
      }
    }
    const byte = bytes[offset];
    if (byte === undefined) throw truncated(offset, undefined);
    const info = opcodes[byte];
    if (info === undefined) {
      throw new PickleError({
        code: "SERIALIZATION_UNKNOWN_OPCODE",
        message: `byte ${opcodeName(byte)} is not an opcode`,
        offset,
      });
    }
    const [argument, end] = readArgument(bytes, offset + 1, info);
    if (end > bytes.length) throw truncated(offset, info.name);
    yield { offset, opcode: info.name, length: end - offset, argument };
    offset = end;
    if (info.name !== "STOP") continue;
    if (nested === 0) return;
    nested -= 1;
  }
}

const lengthBytes: Readonly<Partial<Record<ArgumentKind, number>>> = {
  bytes1: 1,
  text1: 1,
  string1: 1,
  long1: 1,
  bytes4: 4,
  text4: 4,
  string4: 4,
  long4: 4,
  bytes8: 8,
  text8: 8,
};

/** The argument and where it ends; an end beyond the input means that it is not complete. */
function readArgument(
  bytes: Uint8Array,
  at: number,
  info: OpcodeInfo,
): [Operation["argument"], number] {
  const beyond: [undefined, number] = [undefined, bytes.length + 1];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fixed = (width: number, read: () => number): [number | undefined, number] =>
    at + width > bytes.length ? beyond : [read(), at + width];
  switch (info.argument) {
    case "none":
      return [undefined, at];
    case "u1":
      return fixed(1, () => bytes[at]!);
    case "u2":
      return fixed(2, () => view.getUint16(at, true));
    case "i4":
      return fixed(4, () => view.getInt32(at, true));
    case "u4":
      return fixed(4, () => view.getUint32(at, true));
    case "u8":
      return fixed(8, () => Number(view.getBigUint64(at, true)));
    case "f8":
      return fixed(8, () => view.getFloat64(at));
    case "line": {
      const end = bytes.indexOf(10, at);
      return end < 0 ? beyond : [decodeLatin1(bytes, at, end), end + 1];
    }
    case "lines2": {
      const middle = bytes.indexOf(10, at);
      const end = middle < 0 ? -1 : bytes.indexOf(10, middle + 1);
      if (end < 0) return beyond;
      const module = decodeUtf8(bytes, at, middle) ?? decodeLatin1(bytes, at, middle);
      const name = decodeUtf8(bytes, middle + 1, end) ?? decodeLatin1(bytes, middle + 1, end);
      return [`${module} ${name}`, end + 1];
    }
    default:
  }
  const width = lengthBytes[info.argument] ?? 1;
  if (at + width > bytes.length) return beyond;
  const signed = info.argument === "long4" || info.argument === "string4";
  const length =
    width === 1
      ? bytes[at]!
      : width === 8
        ? Number(view.getBigUint64(at, true))
        : signed
          ? view.getInt32(at, true)
          : view.getUint32(at, true);
  const from = at + width;
  const end = from + length;
  if (length < 0 || end > bytes.length) return beyond;
  if (info.argument.startsWith("long")) return [readLong(bytes, from, end), end];
  if (info.argument.startsWith("text")) {
    return [decodeUtf8(bytes, from, end) ?? decodeLatin1(bytes, from, end), end];
  }
  return [bytes.subarray(from, end), end];
}

function truncated(offset: number, opcode: string | undefined): PickleError {
  return new PickleError({
    code: "SERIALIZATION_TRUNCATED",
    message: "the input ends before STOP",
    offset,
    opcode,
  });
}
