import { damaged } from "../output.ts";
import type { BitReader } from "./bit-reader.ts";

/** A canonical prefix code by lengths. */
export interface PrefixCode {
  /** Per length: the largest code, or -1. */
  readonly limits: Int32Array;
  /** Per length: what is added to a code to find its symbol. */
  readonly bases: Int32Array;
  readonly symbols: Uint16Array;
  /** Per next {@link quickBits} bits: symbol × 32 + length of the code that they begin with, or 0. */
  readonly quick: Uint16Array;
}

const longest = 20;
const quickBits = 10;

/** The code in which shorter lengths, then smaller symbols come first. */
export function prefixCode(lengths: Uint8Array): PrefixCode {
  const limits = new Int32Array(longest + 1).fill(-1);
  const bases = new Int32Array(longest + 1);
  const symbols = new Uint16Array(lengths.length);
  const quick = new Uint16Array(1 << quickBits);
  let code = 0;
  let placed = 0;
  for (let length = 1; length <= longest; length += 1) {
    bases[length] = placed - code;
    for (let symbol = 0; symbol < lengths.length; symbol += 1) {
      if (lengths[symbol] !== length) continue;
      symbols[placed] = symbol;
      placed += 1;
      limits[length] = code;
      const free = quickBits - length;
      if (free >= 0) quick.fill((symbol << 5) | length, code << free, (code + 1) << free);
      code += 1;
    }
    code <<= 1;
  }
  return { limits, bases, symbols, quick };
}

/** Reads one symbol. */
export function readSymbol(reader: BitReader, code: PrefixCode): number {
  const next = reader.peek(longest);
  const quick = code.quick[next >>> (longest - quickBits)]!;
  if (quick !== 0) {
    reader.skip(quick & 31);
    return quick >> 5;
  }
  for (let length = quickBits + 1; length <= longest; length += 1) {
    const bits = next >>> (longest - length);
    if (bits > code.limits[length]!) continue;
    const symbol = code.symbols[bits + code.bases[length]!];
    if (symbol === undefined) break;
    reader.skip(length);
    return symbol;
  }
  throw damaged("bz2", "a code that no symbol has", reader.at);
}
