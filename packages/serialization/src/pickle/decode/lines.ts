import { PyFloat, PyStr } from "../../python/scalars.ts";
import { MachineCalls } from "./calls.ts";
import { fault } from "./fault.ts";
import { underflow } from "./kinds.ts";
import { parseFloatText, parseInteger } from "./numbers.ts";
import { decodeLatin1, decodeRawUnicodeEscape, decodeStringLiteral, decodeUtf8 } from "./text.ts";

/** What a method for an opcode returns when the opcode's bytes are not all there. */
export const incomplete = -1;

/** The opcodes whose arguments are lines of text, and the str of Python 2. */
export abstract class MachineLines extends MachineCalls {
  /** Fails unless so many values stand above the last mark. */
  protected needs(count: number): void {
    if (this.size - this.floor < count) underflow();
  }

  /** GLOBAL and INST: module and name on a line each. */
  protected named(opcode: number, position: number, limit: number): number {
    const { bytes, stack } = this;
    const middle = bytes.indexOf(10, position);
    if (middle < 0 || middle >= limit) return incomplete;
    const last = bytes.indexOf(10, middle + 1);
    if (last < 0 || last >= limit) return incomplete;
    const module = decodeUtf8(bytes, position, middle);
    const name = decodeUtf8(bytes, middle + 1, last);
    if (module === undefined || name === undefined) {
      fault("SERIALIZATION_BAD_UTF8", "the name of a global is not valid UTF-8");
    }
    const global = this.globals.resolve(module, name, this.protocol);
    if (opcode === 0x63) {
      stack[this.size] = global;
      this.size += 1;
      return last + 1;
    }
    const mark = this.popMark();
    stack[mark] = this.instance(global, stack.slice(mark, this.size));
    this.size = mark + 1;
    return last + 1;
  }

  /** A str of Python 2: text or bytes, by the option `strings`. */
  protected string2(bytes: Uint8Array): string | Uint8Array {
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
      default:
        return decodeUtf8(bytes, 0, bytes.length) ?? bytes.slice();
    }
  }

  protected line(opcode: number, from: number, to: number): unknown {
    const bytes = this.bytes;
    if (opcode === 0x49 || opcode === 0x4c) return this.textInt(opcode, from, to);
    if (opcode === 0x67) return this.get(this.index(from, to));
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
      return this.string2(literal);
    }
    if (opcode === 0x56) {
      const decoded = decodeRawUnicodeEscape(text);
      if (decoded === undefined) fault("SERIALIZATION_BAD_UTF8", "an escape in a str is malformed");
      return this.options.str === "wrap" ? new PyStr(decoded) : decoded;
    }
    for (let at = from; at < to; at += 1) {
      if (bytes[at]! > 127) fault("SERIALIZATION_BAD_ARGUMENT", "a persistent id is not ASCII");
    }
    return this.persistent(text);
  }

  protected textInt(opcode: number, from: number, to: number): unknown {
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
    let text = decodeLatin1(this.bytes, from, to);
    if (opcode === 0x49) {
      if (text === "00") return false;
      if (text === "01") return true;
    } else if (text.endsWith("L")) text = text.slice(0, -1);
    const value = parseInteger(text);
    if (value === undefined)
      fault("SERIALIZATION_BAD_ARGUMENT", "the text of an integer is malformed");
    return this.int(value);
  }
}
