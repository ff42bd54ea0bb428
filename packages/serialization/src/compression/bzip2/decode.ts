import { BoundedOutput, damaged } from "../output.ts";
import { BitReader } from "./bit-reader.ts";
import { crcOf } from "./crc.ts";
import { type PrefixCode, readSymbol, prefixCode } from "./prefix-code.ts";

const groupSize = 50;
const maxSelectors = 18_002;

/**
 * Decompresses bzip2 streams, one after the other, with their checksums. Blocks that were randomised (bzip2
 * before 0.9.5) are refused.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT
 */
export function bzip2Decompress(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer> {
  const output = new BoundedOutput(maxOutput, bytes.length * 4);
  const block = new BlockBuffer();
  let at = 0;
  while (at < bytes.length) at = stream(bytes, at, output, block);
  return output.finish();
}

/** Room for one block, used by all; grows with what blocks really hold. */
class BlockBuffer {
  items = new Int32Array(4096);

  /** Makes room for `size` items of a block that may hold `limit`. */
  reserve(size: number, limit: number): void {
    if (size <= this.items.length) return;
    const larger = new Int32Array(Math.min(limit, Math.max(size, this.items.length * 2)));
    larger.set(this.items);
    this.items = larger;
  }
}

function stream(
  bytes: Uint8Array,
  start: number,
  output: BoundedOutput,
  block: BlockBuffer,
): number {
  const reader = new BitReader(bytes, start);
  const level = reader.bits(24) === 0x425a68 ? reader.bits(8) - 0x30 : 0;
  if (level < 1 || level > 9)
    throw damaged("bz2", "a stream does not begin with BZh1 to BZh9", start);
  let combined = 0;
  for (;;) {
    const head = [reader.bits(24), reader.bits(24)];
    const crc = ((reader.bits(16) << 16) | reader.bits(16)) >>> 0;
    if (head[0] === 0x177245 && head[1] === 0x385090) {
      if (crc !== combined)
        throw damaged("bz2", "the checksum of a stream does not fit", reader.at);
      return reader.at;
    }
    if (head[0] !== 0x314159 || head[1] !== 0x265359) {
      throw damaged("bz2", "a block does not begin with its magic", reader.at);
    }
    const from = output.length;
    const { size, origin } = readBlock(reader, block, level * 100_000);
    writeBlock(block.items, size, origin, output);
    if (crcOf(output.bytes, from, output.length) !== crc) {
      throw damaged("bz2", "the checksum of a block does not fit", reader.at);
    }
    combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
  }
}

/** Undoes Huffman coding, run lengths and move-to-front; the low byte of each item is the symbol. */
function readBlock(
  reader: BitReader,
  block: BlockBuffer,
  limit: number,
): { size: number; origin: number } {
  if (reader.bits(1) === 1) throw damaged("bz2", "the block is randomised", reader.at);
  const origin = reader.bits(24);
  const symbols = readSymbolMap(reader);
  const alphabet = symbols.length + 2;
  const codes = readSelectorsAndCodes(reader, alphabet);
  const endOfBlock = alphabet - 1;
  let size = 0;
  let run = 0;
  let weight = 1;
  for (let group = 0; ; group += 1) {
    const code = codes[group];
    if (code === undefined) throw damaged("bz2", "a block has too few selectors", reader.at);
    for (let count = 0; count < groupSize; count += 1) {
      const symbol = readSymbol(reader, code);
      if (symbol <= 1) {
        run += weight << symbol;
        weight <<= 1;
        if (run > limit) throw damaged("bz2", "a run is too long", reader.at);
        continue;
      }
      if (run > 0) {
        if (size + run > limit) throw damaged("bz2", "a block is too long", reader.at);
        block.reserve(size + run, limit);
        block.items.fill(symbols[0]!, size, size + run);
        size += run;
        run = 0;
        weight = 1;
      }
      if (symbol === endOfBlock) {
        if (origin >= size) throw damaged("bz2", "a block begins outside itself", reader.at);
        return { size, origin };
      }
      if (size >= limit) throw damaged("bz2", "a block is too long", reader.at);
      block.reserve(size + 1, limit);
      const byte = symbols[symbol - 1]!;
      symbols.copyWithin(1, 0, symbol - 1);
      symbols[0] = byte;
      block.items[size] = byte;
      size += 1;
    }
  }
}

function readSymbolMap(reader: BitReader): Uint8Array {
  const used: number[] = [];
  const ranges = reader.bits(16);
  for (let range = 0; range < 16; range += 1) {
    if (((ranges << range) & 0x8000) === 0) continue;
    const members = reader.bits(16);
    for (let member = 0; member < 16; member += 1) {
      if (((members << member) & 0x8000) !== 0) used.push(range * 16 + member);
    }
  }
  if (used.length === 0) throw damaged("bz2", "a block uses no bytes", reader.at);
  return Uint8Array.from(used);
}

/** The code of each group of 50 symbols. */
function readSelectorsAndCodes(reader: BitReader, alphabet: number): PrefixCode[] {
  const groups = reader.bits(3);
  const selectorCount = reader.bits(15);
  if (groups < 2 || groups > 6 || selectorCount === 0) {
    throw damaged("bz2", "a block has bad tables", reader.at);
  }
  const order = Array.from({ length: groups }, (_, index) => index);
  const selectors: number[] = [];
  for (let count = 0; count < selectorCount; count += 1) {
    let index = 0;
    while (reader.bits(1) === 1) {
      index += 1;
      if (index >= groups) throw damaged("bz2", "a bad selector", reader.at);
    }
    const [chosen] = order.splice(index, 1);
    order.unshift(chosen!);
    // Old writers padded the selectors beyond what a block can use; those are read and dropped.
    if (count < maxSelectors) selectors.push(chosen!);
  }
  const codes = Array.from({ length: groups }, () => {
    const lengths = new Uint8Array(alphabet);
    let length = reader.bits(5);
    for (let symbol = 0; symbol < alphabet; symbol += 1) {
      for (;;) {
        if (length < 1 || length > 20) throw damaged("bz2", "a bad code length", reader.at);
        if (reader.bits(1) === 0) break;
        length += reader.bits(1) === 0 ? 1 : -1;
      }
      lengths[symbol] = length;
    }
    return prefixCode(lengths);
  });
  return selectors.map((index) => codes[index]!);
}

/** Undoes the Burrows-Wheeler transform and the first run-length coding. */
function writeBlock(block: Int32Array, size: number, origin: number, output: BoundedOutput): void {
  const starts = new Int32Array(256);
  for (let at = 0; at < size; at += 1) starts[block[at]! & 0xff]! += 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const count = starts[byte]!;
    starts[byte] = sum;
    sum += count;
  }
  for (let at = 0; at < size; at += 1) {
    const byte = block[at]! & 0xff;
    block[starts[byte]!]! |= at << 8;
    starts[byte]! += 1;
  }
  let position = block[origin]! >>> 8;
  let previous = -1;
  let repeated = 0;
  for (let count = 0; count < size; count += 1) {
    const item = block[position]!;
    const byte = item & 0xff;
    position = item >>> 8;
    if (repeated === 4) {
      output.reserve(byte);
      output.bytes.fill(previous, output.length, output.length + byte);
      output.length += byte;
      repeated = 0;
      previous = -1;
      continue;
    }
    repeated = byte === previous ? repeated + 1 : 1;
    previous = byte;
    output.reserve(1);
    output.bytes[output.length] = byte;
    output.length += 1;
  }
}
