import { PickleError } from "../../errors.ts";
import { crc32, crc64 } from "../checksums.ts";
import { BoundedOutput, damaged } from "../output.ts";
import { decodeLzma2 } from "./lzma2.ts";

const magic = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];
/** Bytes of each kind of check; kinds without a name are skipped, as the format asks. */
const checkSizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const lzma2Filter = 0x21;

/** Sizes of a block as the index repeats them. */
interface BlockSizes {
  readonly unpadded: number;
  readonly uncompressed: number;
}

/**
 * Decompresses xz streams, one after the other. Headers, index and the checks CRC-32 and CRC-64 are verified;
 * a SHA-256 check, which neither joblib nor Python's `lzma` writes by itself, is skipped.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT; SERIALIZATION_UNSUPPORTED_COMPRESSION for
 *   filters other than LZMA2
 */
export function xzDecompress(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer> {
  const output = new BoundedOutput(maxOutput, bytes.length * 4);
  let at = 0;
  while (at < bytes.length) {
    at = new XzStream(bytes, at, output).read();
    const padding = at;
    while (bytes[at] === 0) at += 1;
    if ((at - padding) % 4 !== 0) throw damaged("xz", "bad padding between streams", padding);
  }
  return output.finish();
}

class XzStream {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #output: BoundedOutput;
  readonly #start: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, output: BoundedOutput) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#output = output;
    this.#start = start;
    this.#at = start;
  }

  /** @returns offset after the stream's footer */
  read(): number {
    this.#need(12);
    if (magic.some((byte, index) => this.#bytes[this.#start + index] !== byte)) {
      throw damaged("xz", "a stream does not begin with its magic", this.#start);
    }
    const flags = this.#view.getUint16(this.#start + 6, false);
    this.#crc(this.#start + 6, 2, this.#start + 8);
    if (flags > 15) throw damaged("xz", "unknown flags", this.#start + 6);
    this.#at += 12;
    const blocks: BlockSizes[] = [];
    for (;;) {
      this.#need(1);
      if (this.#bytes[this.#at] === 0) break;
      blocks.push(this.#block(flags));
    }
    const indexSize = this.#index(blocks);
    const footer = this.#at;
    this.#need(12);
    this.#crc(footer + 4, 6, footer);
    if (
      this.#view.getUint16(footer + 10, true) !== 0x5a59 ||
      this.#view.getUint16(footer + 8, false) !== flags ||
      (this.#view.getUint32(footer + 4, true) + 1) * 4 !== indexSize
    ) {
      throw damaged("xz", "the footer does not fit the stream", footer);
    }
    return footer + 12;
  }

  #block(check: number): BlockSizes {
    const start = this.#at;
    const headerSize = (this.#bytes[start]! + 1) * 4;
    this.#need(headerSize);
    this.#crc(start, headerSize - 4, start + headerSize - 4);
    const flags = this.#bytes[start + 1]!;
    if ((flags & 0x3c) !== 0) throw damaged("xz", "unknown flags of a block", start + 1);
    this.#at += 2;
    const packed = (flags & 0x40) === 0 ? undefined : this.#number();
    const size = (flags & 0x80) === 0 ? undefined : this.#number();
    const filter = this.#number();
    if ((flags & 3) !== 0 || filter !== lzma2Filter) {
      throw new PickleError({
        code: "SERIALIZATION_UNSUPPORTED_COMPRESSION",
        message: "the xz data uses filters other than LZMA2",
        details: { filter },
      });
    }
    if (this.#number() !== 1) throw damaged("xz", "bad properties of LZMA2", this.#at);
    const dictionaryBits = this.#bytes[this.#at]!;
    if (dictionaryBits > 40) throw damaged("xz", "bad size of the dictionary", this.#at);
    const dictionarySize =
      dictionaryBits === 40
        ? 0xffffffff
        : (2 | (dictionaryBits & 1)) * 2 ** ((dictionaryBits >> 1) + 11);
    this.#at += 1;
    for (; this.#at < start + headerSize - 4; this.#at += 1) {
      if (this.#bytes[this.#at] !== 0) throw damaged("xz", "bad padding of a header", this.#at);
    }
    const data = start + headerSize;
    const from = this.#output.length;
    const end = decodeLzma2(this.#bytes, data, dictionarySize, this.#output);
    const uncompressed = this.#output.length - from;
    if ((packed ?? end - data) !== end - data || (size ?? uncompressed) !== uncompressed) {
      throw damaged("xz", "the sizes of a block do not fit", start);
    }
    this.#at = end;
    for (; (this.#at - this.#start) % 4 !== 0; this.#at += 1) {
      if (this.#bytes[this.#at] !== 0) throw damaged("xz", "bad padding of a block", this.#at);
    }
    const checkSize = checkSizes[check]!;
    this.#need(checkSize);
    this.#check(check, this.#output.bytes.subarray(from, this.#output.length));
    this.#at += checkSize;
    return { unpadded: end - start + checkSize, uncompressed };
  }

  #check(kind: number, content: Uint8Array): void {
    const word = (offset: number): number => this.#view.getUint32(this.#at + offset, true);
    if (kind === 1 && crc32(content) !== word(0)) {
      throw damaged("xz", "the CRC-32 of a block does not fit", this.#at);
    }
    if (kind === 4) {
      const [low, high] = crc64(content);
      if (low !== word(0) || high !== word(4)) {
        throw damaged("xz", "the CRC-64 of a block does not fit", this.#at);
      }
    }
  }

  #index(blocks: readonly BlockSizes[]): number {
    const start = this.#at;
    this.#at += 1;
    const fits =
      this.#number() === blocks.length &&
      blocks.every(
        ({ unpadded, uncompressed }) =>
          this.#number() === unpadded && this.#number() === uncompressed,
      );
    if (!fits) throw damaged("xz", "the index does not fit the blocks", start);
    for (; (this.#at - start) % 4 !== 0; this.#at += 1) {
      if (this.#bytes[this.#at] !== 0) throw damaged("xz", "bad padding of the index", this.#at);
    }
    this.#need(4);
    this.#crc(start, this.#at - start, this.#at);
    this.#at += 4;
    return this.#at - start;
  }

  /** A number in 7-bit groups, at most 63 bits. */
  #number(): number {
    let value = 0;
    for (let count = 0; count < 9; count += 1) {
      this.#need(1);
      const byte = this.#bytes[this.#at]!;
      this.#at += 1;
      value += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) {
        if (byte === 0 && count > 0) break;
        return value;
      }
    }
    throw damaged("xz", "a malformed number", this.#at);
  }

  #crc(from: number, count: number, at: number): void {
    this.#need(0);
    if (at + 4 > this.#bytes.length) throw damaged("xz", "it ends too early", this.#bytes.length);
    if (crc32(this.#bytes.subarray(from, from + count)) !== this.#view.getUint32(at, true)) {
      throw damaged("xz", "the CRC-32 of a header does not fit", at);
    }
  }

  #need(count: number): void {
    if (this.#at + count > this.#bytes.length) {
      throw damaged("xz", "it ends too early", this.#bytes.length);
    }
  }
}
