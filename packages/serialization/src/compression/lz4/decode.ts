import { PickleError } from "../../errors.ts";
import { xxh32 } from "../checksums.ts";
import { BoundedOutput, damaged } from "../output.ts";

const frameMagic = 0x184d2204;

/**
 * Decompresses lz4 frames, one after the other, with all their checksums.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT; SERIALIZATION_UNSUPPORTED_COMPRESSION for
 *   frames that need a dictionary
 */
export function lz4Decompress(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer> {
  const output = new BoundedOutput(maxOutput, bytes.length * 3);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) at = frame(bytes, view, at, output);
  return output.finish();
}

function frame(bytes: Uint8Array, view: DataView, start: number, output: BoundedOutput): number {
  const need = (from: number, count: number): number => {
    if (from + count > bytes.length) throw damaged("lz4", "it ends too early", bytes.length);
    return from;
  };
  const magic = view.getUint32(need(start, 4), true);
  if ((magic & ~0xf) === 0x184d2a50) {
    const size = view.getUint32(need(start + 4, 4), true);
    return need(start + 8, size) + size;
  }
  if (magic !== frameMagic) throw damaged("lz4", "a frame does not begin with its magic", start);
  const flags = bytes[need(start + 4, 3)]!;
  if (flags >> 6 !== 1 || (flags & 2) !== 0) throw damaged("lz4", "unknown version", start + 4);
  const maxBlock = blockSizes[(bytes[start + 5]! >> 4) & 7];
  if (maxBlock === undefined) throw damaged("lz4", "unknown block size", start + 5);
  let at = start + 6;
  let contentSize: bigint | undefined;
  if ((flags & 8) !== 0) {
    contentSize = view.getBigUint64(need(at, 8), true);
    at += 8;
  }
  if ((flags & 1) !== 0) {
    throw new PickleError({
      code: "SERIALIZATION_UNSUPPORTED_COMPRESSION",
      message: "the lz4 frame needs a dictionary",
    });
  }
  if (((xxh32(bytes.subarray(start + 4, at)) >> 8) & 0xff) !== bytes[need(at, 1)]) {
    throw damaged("lz4", "the checksum of the header does not fit", at);
  }
  at += 1;
  const content = output.length;
  const linked = (flags & 0x20) === 0;
  for (;;) {
    const word = view.getUint32(need(at, 4), true);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fffffff;
    if (size > maxBlock) throw damaged("lz4", "a block is larger than announced", at - 4);
    const block = bytes.subarray(need(at, size), at + size);
    const begin = output.length;
    if (word >>> 31 === 1) output.append(block);
    else decodeBlock(block, output, linked ? content : begin, at);
    if (output.length - begin > maxBlock) throw damaged("lz4", "a block holds too much", at);
    at += size;
    if ((flags & 0x10) !== 0) {
      if (xxh32(block) !== view.getUint32(need(at, 4), true)) {
        throw damaged("lz4", "the checksum of a block does not fit", at);
      }
      at += 4;
    }
  }
  const whole = output.bytes.subarray(content, output.length);
  if (contentSize !== undefined && contentSize !== BigInt(whole.length)) {
    throw damaged("lz4", `it holds ${whole.length} bytes and announces ${contentSize}`, start + 6);
  }
  if ((flags & 4) !== 0) {
    if (xxh32(whole) !== view.getUint32(need(at, 4), true)) {
      throw damaged("lz4", "the checksum of the content does not fit", at);
    }
    at += 4;
  }
  return at;
}

const blockSizes: Readonly<Record<number, number>> = {
  4: 1 << 16,
  5: 1 << 18,
  6: 1 << 20,
  7: 1 << 22,
};

/** One block: literals and matches in turn. Matches reach back to `floor` and at most 64 KiB. */
function decodeBlock(
  block: Uint8Array,
  output: BoundedOutput,
  floor: number,
  offset: number,
): void {
  let at = 0;
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    if (nibble === 15) {
      let byte: number | undefined;
      do {
        byte = block[at];
        if (byte === undefined) throw damaged("lz4", "a length is cut off", offset + at);
        length += byte;
        at += 1;
      } while (byte === 255);
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at]!;
    at += 1;
    const literals = lengthFrom(token >> 4);
    if (literals > block.length - at) throw damaged("lz4", "literals are cut off", offset + at);
    if (literals > 0) output.append(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    if (at + 2 > block.length) throw damaged("lz4", "a match is cut off", offset + at);
    const distance = block[at]! | (block[at + 1]! << 8);
    if (distance === 0 || distance > output.length - floor) {
      throw damaged("lz4", "a match reaches before the data", offset + at);
    }
    at += 2;
    output.repeat(distance, lengthFrom(token & 15) + 4);
  }
}
