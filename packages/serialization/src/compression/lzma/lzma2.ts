import { type BoundedOutput, damaged } from "../output.ts";
import { LzmaDecoder } from "./lzma-decoder.ts";

/**
 * Decodes the chunks of LZMA2, the filter of xz.
 *
 * @returns offset after the end of the chunks
 */
export function decodeLzma2(
  bytes: Uint8Array,
  start: number,
  dictionarySize: number,
  output: BoundedOutput,
): number {
  const decoder = new LzmaDecoder("xz", bytes, output);
  let at = start;
  let floor = output.length;
  let needDictionary = true;
  let needProperties = true;
  let needState = true;
  const need = (count: number): void => {
    if (at + count > bytes.length) throw damaged("xz", "it ends too early", bytes.length);
  };
  for (;;) {
    need(1);
    const control = bytes[at]!;
    if (control === 0) return at + 1;
    const resetsDictionary = control === 1 || control >= 0xe0;
    if (resetsDictionary) floor = output.length;
    else if (needDictionary) throw damaged("xz", "the first chunk keeps a dictionary", at);
    needDictionary = false;
    if (control <= 2) {
      need(3);
      const size = ((bytes[at + 1]! << 8) | bytes[at + 2]!) + 1;
      at += 3;
      need(size);
      output.append(bytes.subarray(at, at + size));
      at += size;
      continue;
    }
    if (control < 0x80) throw damaged("xz", "an unknown kind of chunk", at);
    need(5);
    const size = (((control & 0x1f) << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!) + 1;
    const packed = ((bytes[at + 3]! << 8) | bytes[at + 4]!) + 1;
    at += 5;
    if (control >= 0xc0) {
      need(1);
      decoder.setProperties(bytes[at]!, at);
      at += 1;
      needProperties = false;
    } else if (needProperties) {
      throw damaged("xz", "a chunk without properties", at - 5);
    }
    if (control >= 0xa0) {
      decoder.resetState();
      needState = false;
    } else if (needState) {
      throw damaged("xz", "a chunk without state", at - 5);
    }
    need(packed);
    decoder.decode(at, at + packed, size, floor, dictionarySize);
    at += packed;
    if (decoder.at !== at) throw damaged("xz", "a chunk is longer than its data", decoder.at);
  }
}
