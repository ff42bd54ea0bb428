import { xxh32 } from "../checksums.ts";

/** Largest block of a frame, code 7 of the format. */
const blockSize = 1 << 22;
const hashBits = 16;
const minMatch = 4;
/** The format wants the last 5 bytes of a block as literals and no match in its last 12. */
const tail = 12;
const lastLiterals = 5;

/**
 * Compresses into one lz4 frame of independent blocks with a checksum of the content, by the fast greedy
 * search of lz4's level 0. Smaller levels of effort do not exist; larger ones are not written.
 */
export function lz4Compress(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil(bytes.length / blockSize);
  const out = new Uint8Array(15 + bytes.length + blocks * 4 + 4 + 4);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0x184d2204, true);
  // Version 1, independent blocks, size and checksum of the content; blocks of up to 4 MiB.
  out[4] = 0x40 | 0x20 | 0x08 | 0x04;
  out[5] = 0x70;
  view.setBigUint64(6, BigInt(bytes.length), true);
  out[14] = (xxh32(out.subarray(4, 14)) >> 8) & 0xff;
  let to = 15;
  const table = new Int32Array(1 << hashBits);
  for (let from = 0; from < bytes.length; from += blockSize) {
    const block = bytes.subarray(from, from + blockSize);
    const size = encodeBlock(block, out.subarray(to + 4, to + 4 + block.length - 1), table);
    if (size === 0) out.set(block, to + 4);
    view.setUint32(to, size === 0 ? block.length | 0x80000000 : size, true);
    to += 4 + (size === 0 ? block.length : size);
  }
  view.setUint32(to + 4, xxh32(bytes), true);
  return out.slice(0, to + 8);
}

/** Size of the encoded block, or 0 when it does not fit, which means that it did not shrink. */
function encodeBlock(block: Uint8Array, out: Uint8Array, table: Int32Array): number {
  if (block.length <= tail) return 0;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  table.fill(-1);
  const end = block.length - tail;
  let anchor = 0;
  let at = 0;
  let to = 0;
  let misses = 0;
  while (at < end) {
    const word = view.getInt32(at, true);
    const hash = Math.imul(word, 0x9e3779b1) >>> (32 - hashBits);
    const candidate = table[hash]!;
    table[hash] = at;
    if (candidate < 0 || at - candidate > 0xffff || view.getInt32(candidate, true) !== word) {
      // Steps grow where nothing matches, so that incompressible data costs little.
      misses += 1;
      at += 1 + (misses >> 6);
      continue;
    }
    misses = 0;
    let from = candidate;
    while (at > anchor && from > 0 && block[at - 1] === block[from - 1]) {
      at -= 1;
      from -= 1;
    }
    let length = minMatch;
    const most = block.length - lastLiterals - at;
    while (length < most && block[from + length] === block[at + length]) length += 1;
    const next = sequence(block, anchor, at, out, to, at - from, length - minMatch);
    if (next === 0) return 0;
    to = next;
    at += length;
    anchor = at;
  }
  return sequence(block, anchor, block.length, out, to, 0, 0);
}

/** Literals from `anchor` to `at`, then a match unless `distance` is 0. Where it ends, or 0 without room. */
function sequence(
  block: Uint8Array,
  anchor: number,
  at: number,
  out: Uint8Array,
  start: number,
  distance: number,
  extra: number,
): number {
  const literals = at - anchor;
  const room = 1 + literals + Math.floor(literals / 255) + 1 + 2 + Math.floor(extra / 255) + 1;
  if (start + room > out.length) return 0;
  let to = start + 1;
  out[start] = (Math.min(literals, 15) << 4) | Math.min(extra, 15);
  if (literals >= 15) to = writeLength(out, to, literals - 15);
  out.set(block.subarray(anchor, at), to);
  to += literals;
  if (distance === 0) return to;
  out[to] = distance & 0xff;
  out[to + 1] = distance >> 8;
  to += 2;
  return extra >= 15 ? writeLength(out, to, extra - 15) : to;
}

function writeLength(out: Uint8Array, start: number, value: number): number {
  let rest = value;
  let to = start;
  for (; rest >= 255; rest -= 255) {
    out[to] = 255;
    to += 1;
  }
  out[to] = rest;
  return to + 1;
}
