import { BitWriter } from "./bit-writer.ts";
import { sortBlock } from "./block-sort.ts";
import { crcOf } from "./crc.ts";
import { moveToFront } from "./move-to-front.ts";
import { type BlockTables, findTables, groupSize } from "./tables.ts";

/** How much of the room for a block stays free, as in libbzip2. */
const reserve = 19;
const longestRun = 255;

/**
 * Compresses into one bzip2 stream: the bytes that Python's `bz2` gives for the same input and level. Only where
 * a whole block repeats a shorter text may the stored rotation be another of several equal ones.
 *
 * @param level 1 to 9: blocks of 100 kB to 900 kB
 */
export function bzip2Compress(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  const writer = new BitWriter(bytes.length >> 1);
  writer.bits(24, 0x425a68);
  writer.bits(8, 0x30 + level);
  const room = new Uint8Array(level * 100_000);
  let combined = 0;
  for (let at = 0; at < bytes.length;) {
    const { end, size } = fillBlock(bytes, at, room);
    const crc = crcOf(bytes, at, end);
    combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
    writer.bits(24, 0x314159);
    writer.bits(24, 0x265359);
    writer.word(crc);
    writeBlock(writer, room.subarray(0, size));
    at = end;
  }
  writer.bits(24, 0x177245);
  writer.bits(24, 0x385090);
  writer.word(combined);
  return writer.finish();
}

/** Copies into the block until it is full; runs of 4 to 255 equal bytes become 4 of them and a count. */
function fillBlock(
  bytes: Uint8Array,
  start: number,
  room: Uint8Array,
): { end: number; size: number } {
  const full = room.length - reserve;
  let at = start;
  let size = 0;
  while (at < bytes.length && size < full) {
    const byte = bytes[at]!;
    const most = Math.min(bytes.length, at + longestRun);
    let end = at + 1;
    while (end < most && bytes[end] === byte) end += 1;
    const run = end - at;
    at = end;
    for (let count = Math.min(run, 4); count > 0; count -= 1) {
      room[size] = byte;
      size += 1;
    }
    if (run >= 4) {
      room[size] = run - 4;
      size += 1;
    }
  }
  return { end: at, size };
}

function writeBlock(writer: BitWriter, block: Uint8Array): void {
  const { last, origin } = sortBlock(block);
  writer.bits(1, 0);
  writer.bits(24, origin);
  const used = usedBytes(block);
  writeUsedBytes(writer, used);
  const found = moveToFront(last, used);
  const tables = findTables(found);
  writeTables(writer, tables);
  const codes = tables.lengths.map(codesOf);
  for (let group = 0; group < tables.selectors.length; group += 1) {
    const table = tables.selectors[group]!;
    const lengths = tables.lengths[table]!;
    const code = codes[table]!;
    const end = Math.min((group + 1) * groupSize, found.symbols.length);
    for (let at = group * groupSize; at < end; at += 1) {
      const symbol = found.symbols[at]!;
      writer.bits(lengths[symbol]!, code[symbol]!);
    }
  }
}

function usedBytes(block: Uint8Array): number[] {
  const seen = new Uint8Array(256);
  for (let at = 0; at < block.length; at += 1) seen[block[at]!] = 1;
  return Array.from(seen.keys()).filter((byte) => seen[byte] === 1);
}

/** Which of 16 ranges hold bytes that occur, then which bytes of those. */
function writeUsedBytes(writer: BitWriter, used: readonly number[]): void {
  const members = new Uint16Array(16);
  for (const byte of used) members[byte >> 4]! |= 0x8000 >> (byte & 15);
  let ranges = 0;
  for (let range = 0; range < 16; range += 1) if (members[range] !== 0) ranges |= 0x8000 >> range;
  writer.bits(16, ranges);
  for (const range of members) if (range !== 0) writer.bits(16, range);
}

function writeTables(writer: BitWriter, { lengths, selectors }: BlockTables): void {
  writer.bits(3, lengths.length);
  writer.bits(15, selectors.length);
  const order = Array.from(lengths.keys());
  for (const selector of selectors) {
    const place = order.indexOf(selector);
    order.splice(place, 1);
    order.unshift(selector);
    writer.bits(place + 1, (1 << (place + 1)) - 2);
  }
  for (const table of lengths) {
    let length = table[0]!;
    writer.bits(5, length);
    for (const wanted of table) {
      for (; length < wanted; length += 1) writer.bits(2, 2);
      for (; length > wanted; length -= 1) writer.bits(2, 3);
      writer.bits(1, 0);
    }
  }
}

/** The canonical codes of these lengths: shorter ones, then smaller symbols first. */
function codesOf(lengths: Uint8Array): Int32Array {
  const codes = new Int32Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 20; length += 1) {
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      codes[symbol] = code;
      code += 1;
    }
    code <<= 1;
  }
  return codes;
}
