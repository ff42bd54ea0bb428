import { crc32, crc64 } from "../../checksums.ts";
import { encodeLzma2 } from "./lzma2.ts";
import { lzmaPreset } from "./presets.ts";

const crc64Check = 4;
const lzma2Filter = 0x21;

/**
 * Compresses into one xz stream of one block with a CRC-64: the bytes that liblzma, and so Python's `lzma`,
 * gives for the same input and preset with one thread.
 *
 * @param level the preset, 0 to 9
 */
export function xzCompress(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  const preset = lzmaPreset(level);
  const flags = [0, crc64Check];
  const head = [
    0xfd,
    0x37,
    0x7a,
    0x58,
    0x5a,
    0x00,
    ...flags,
    ...word(crc32(Uint8Array.from(flags))),
  ];
  const index = [0];
  if (bytes.length === 0) return Uint8Array.from([...head, ...tail([...index, 0], flags)]);
  const dictionaryCode = (Math.log2(preset.dictionarySize) - 12) * 2;
  const blockHead = [2, 0, lzma2Filter, 1, dictionaryCode, 0, 0, 0];
  blockHead.push(...word(crc32(Uint8Array.from(blockHead))));
  const body = encodeLzma2(bytes, preset, Uint8Array.from([...head, ...blockHead]));
  const [low, high] = crc64(bytes);
  const unpadded = body.length - head.length + 8;
  const end = tail([...index, 1, ...number(unpadded), ...number(bytes.length)], flags);
  return joined(body, padding(body.length), [...word(low), ...word(high)], end);
}

/** Index and footer. */
function tail(records: readonly number[], flags: readonly number[]): number[] {
  const index = [...records, ...padding(records.length)];
  index.push(...word(crc32(Uint8Array.from(index))));
  const footer = [...word(index.length / 4 - 1), ...flags];
  return [...index, ...word(crc32(Uint8Array.from(footer))), ...footer, 0x59, 0x5a];
}

/** A number in groups of 7 bits. */
function number(value: number): number[] {
  const groups: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) groups.push((rest % 0x80) | 0x80);
  return [...groups, rest];
}

function word(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/** Zeros up to a multiple of 4. */
function padding(length: number): number[] {
  return Array.from({ length: -length & 3 }, () => 0);
}

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
