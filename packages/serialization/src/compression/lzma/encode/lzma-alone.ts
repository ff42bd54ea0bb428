import { properties } from "./coder.ts";
import { LzmaEncoder } from "./lzma-encoder.ts";
import { lzmaPreset } from "./presets.ts";

/**
 * Compresses into the old `.lzma` format, of unknown size with an end marker: the bytes that Python's `lzma` gives
 * with `FORMAT_ALONE` for the same input and preset.
 *
 * @param level the preset, 0 to 9
 */
export function lzmaCompress(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  const preset = lzmaPreset(level);
  const head = new Uint8Array(13).fill(0xff);
  head[0] = properties;
  new DataView(head.buffer).setUint32(1, preset.dictionarySize, true);
  const encoder = new LzmaEncoder(bytes, preset);
  const { output } = encoder.coder;
  output.append(head);
  encoder.encode();
  encoder.coder.endMarker(bytes.length);
  output.flush();
  return output.bytes.slice(0, output.length);
}
