import { BoundedOutput, damaged } from "../output.ts";
import { LzmaDecoder } from "./lzma-decoder.ts";

const headerSize = 13;
const unknownSize = 0xffffffffffffffffn;

/**
 * Decompresses the old `.lzma` format, one stream or several one after the other.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT
 */
export function lzmaDecompress(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer> {
  const output = new BoundedOutput(maxOutput, bytes.length * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  do {
    if (bytes.length - start < headerSize) {
      throw damaged("lzma", "it ends too early", bytes.length);
    }
    const decoder = new LzmaDecoder("lzma", bytes, output);
    decoder.setProperties(bytes[start]!, start);
    decoder.resetState();
    const dictionarySize = Math.max(view.getUint32(start + 1, true), 4096);
    const size = view.getBigUint64(start + 5, true);
    const floor = output.length;
    const known = size === unknownSize ? undefined : Number(size);
    decoder.decode(start + headerSize, bytes.length, known, floor, dictionarySize);
    if (known !== undefined) decoder.endMarkerFollows(floor, dictionarySize);
    start = decoder.at;
  } while (start < bytes.length);
  return output.finish();
}
