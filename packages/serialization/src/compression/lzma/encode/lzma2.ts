import { properties } from "./coder.ts";
import { LzmaEncoder } from "./lzma-encoder.ts";
import type { LzmaPreset } from "./presets.ts";
import { longest } from "../model.ts";
import { horizon } from "./plan.ts";

const largestChunk = 1 << 16;
const largestContent = 1 << 21;
const headerSize = 6;

/**
 * Encodes into chunks of LZMA2: of at most 2 MiB that become at most 64 KiB. What does not shrink is stored, and
 * the encoder forgets what it learnt after it.
 *
 * @param head bytes that stand before the chunks
 * @returns head and chunks
 */
export function encodeLzma2(
  bytes: Uint8Array,
  preset: LzmaPreset,
  head: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const encoder = new LzmaEncoder(bytes, preset);
  const { output } = encoder.coder;
  output.append(head);
  let needsProperties = true;
  let needsReset = false;
  while (!encoder.isDone) {
    const from = encoder.position;
    const start = output.length;
    if (needsReset) encoder.reset();
    output.append(new Uint8Array(headerSize));
    encoder.encode(
      from + largestContent - longest,
      start + headerSize + largestChunk - horizon - 1,
    );
    output.flush();
    const packed = output.length - start - headerSize;
    if (packed >= encoder.position - from) {
      encoder.dropAhead();
      output.length = start;
      store(output, bytes.subarray(from, encoder.position), from === 0);
      needsReset = true;
      continue;
    }
    writeHeader(output, start, {
      content: encoder.position - from - 1,
      packed: packed - 1,
      kind: needsProperties ? (from === 0 ? 3 : 2) : needsReset ? 1 : 0,
    });
    needsProperties = false;
    needsReset = false;
  }
  output.append([0]);
  return output.bytes.slice(0, output.length);
}

/** A chunk that is not compressed. */
function store(
  output: LzmaEncoder["coder"]["output"],
  content: Uint8Array,
  isFirst: boolean,
): void {
  const size = content.length - 1;
  output.append([isFirst ? 1 : 2, size >> 8, size & 0xff]);
  output.append(content);
}

/** The header of a compressed chunk; without properties it is a byte shorter than the room left for it. */
function writeHeader(
  output: LzmaEncoder["coder"]["output"],
  start: number,
  { content, packed, kind }: { content: number; packed: number; kind: number },
): void {
  const header = [
    0x80 | (kind << 5) | (content >> 16),
    (content >> 8) & 0xff,
    content & 0xff,
    packed >> 8,
    packed & 0xff,
  ];
  if (kind >= 2) header.push(properties);
  output.bytes.set(header, start);
  if (header.length === headerSize) return;
  output.bytes.copyWithin(start + header.length, start + headerSize, output.length);
  output.length -= 1;
}
