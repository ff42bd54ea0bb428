import { isBytearray, isDistinctBytes, isMarkedBytes } from "../../python/bytes.ts";
import type { PyBuffer } from "../../python/nodes.ts";
import { floatRepr, longBytes } from "./numbers.ts";
import type { Reduction } from "./options.ts";
import { reduceBytes } from "./reduction.ts";
import { PicklerStrings } from "./strings.ts";

const sharedBytes: readonly object[] = Array.from({ length: 257 }, () => ({}));

/** How numbers and bytes are written. */
export abstract class PicklerAtoms extends PicklerStrings {
  protected abstract reduce(value: object, reduction: Reduction): boolean;

  protected number(value: number): void {
    const { writer } = this;
    const small = value | 0;
    if (small === value && !this.allFloats && (small !== 0 || 1 / value > 0)) {
      if (this.protocol === 0) writer.ascii(`I${small}\n`);
      else writer.int32(small);
    } else if (Number.isSafeInteger(value) && !Object.is(value, -0) && !this.allFloats) {
      this.int(BigInt(value));
    } else this.float(value);
  }

  protected bool(value: boolean): void {
    if (this.protocol >= 2) this.writer.byte(value ? 0x88 : 0x89);
    else this.writer.ascii(value ? "I01\n" : "I00\n");
  }

  protected int(value: bigint): void {
    const { writer } = this;
    if (value >= -2147483648n && value <= 2147483647n) {
      if (this.protocol === 0) writer.ascii(`I${value}\n`);
      else if (value >= 0n && value <= 255n) {
        writer.byte(0x4b);
        writer.byte(Number(value));
      } else if (value >= 0n && value <= 65535n) {
        writer.byte(0x4d);
        writer.byte(Number(value) & 255);
        writer.byte(Number(value) >> 8);
      } else writer.opcode4(0x4a, Number(value) >>> 0);
      return;
    }
    if (this.protocol < 2) {
      writer.ascii(`L${value}L\n`);
      return;
    }
    const digits = longBytes(value);
    if (digits.length <= 255) {
      writer.byte(0x8a);
      writer.byte(digits.length);
    } else writer.opcode4(0x8b, digits.length);
    writer.raw(digits);
  }

  protected float(value: number): void {
    const { writer } = this;
    if (this.protocol === 0) writer.ascii(`F${floatRepr(value)}\n`);
    else writer.float64(value);
  }

  protected bytes(content: Uint8Array): boolean {
    const array =
      isBytearray(content) || (this.options.bytes === "bytearray" && !isMarkedBytes(content));
    // CPython keeps one object for no bytes and one for each single byte.
    const isShared = !array && content.length <= 1 && !isDistinctBytes(content);
    const identity = isShared ? sharedBytes[content[0] ?? 256]! : content;
    if (identity !== content) {
      const known = this.memo.enter(identity);
      if (known !== undefined) {
        this.get(known);
        return true;
      }
    }
    if (array ? this.protocol < 5 : this.protocol < 3) {
      return this.reduce(identity, reduceBytes(content, array, this.interned));
    }
    const { writer } = this;
    const { length } = content;
    const large = writer.isLarge(length);
    if (large) writer.closeFrame();
    if (array) writer.opcode8(0x96, length);
    else if (length <= 255) {
      writer.byte(0x43);
      writer.byte(length);
    } else if (length <= 4294967295) writer.opcode4(0x42, length);
    else if (this.protocol >= 4) writer.opcode8(0x8e, length);
    else this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "4 GiB of bytes or more need protocol 4");
    writer.raw(content);
    if (large) writer.openFrame();
    this.memoize(identity);
    return true;
  }

  protected buffer(buffer: PyBuffer): boolean {
    if (this.protocol < 5) {
      this.fail("SERIALIZATION_UNSUPPORTED_VALUE", "a PyBuffer needs protocol 5");
    }
    const inBand =
      this.options.bufferCallback?.(buffer.bytes) ?? this.options.bufferCallback === undefined;
    if (!inBand) {
      this.writer.byte(0x97);
      if (buffer.readonly) this.writer.byte(0x98);
      return true;
    }
    const { writer } = this;
    const { length } = buffer.bytes;
    const large = writer.isLarge(length);
    if (large) writer.closeFrame();
    if (!buffer.readonly) writer.opcode8(0x96, length);
    else if (length <= 255) {
      writer.byte(0x43);
      writer.byte(length);
    } else if (length <= 4294967295) writer.opcode4(0x42, length);
    else writer.opcode8(0x8e, length);
    writer.raw(buffer.bytes);
    if (large) writer.openFrame();
    this.memoize(buffer);
    return true;
  }
}
