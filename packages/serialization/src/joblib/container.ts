import { bzip2Decompress } from "../compression/bzip2/decode.ts";
import { lz4Decompress } from "../compression/lz4/decode.ts";
import { lzmaDecompress } from "../compression/lzma/lzma-alone.ts";
import { xzDecompress } from "../compression/lzma/xz.ts";
import { inflate } from "../compression/zlib.ts";

/** How joblib compresses; `none` is a bare pickle. */
export type CompressionMethod = "none" | "zlib" | "gzip" | "bz2" | "lzma" | "xz" | "lz4" | "zfile";

/** Which way the bytes are compressed, by the first of them, as joblib detects it. */
export function detectCompression(bytes: Uint8Array): CompressionMethod {
  const [a, b, c, d, e] = bytes;
  if (a === 0x5a && b === 0x46) return "zfile";
  if (a === 0x78) return "zlib";
  if (a === 0x1f && b === 0x8b) return "gzip";
  if (a === 0x42 && b === 0x5a) return "bz2";
  if (a === 0x5d && b === 0x00) return "lzma";
  if (a === 0xfd && b === 0x37 && c === 0x7a && d === 0x58 && e === 0x5a) return "xz";
  if (a === 0x04 && b === 0x22 && c === 0x4d && d === 0x18) return "lz4";
  return "none";
}

/**
 * The bytes of the stream inside a container, never more than `maxOutput`.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT, SERIALIZATION_UNSUPPORTED_COMPRESSION
 */
export function decompress(bytes: Uint8Array, maxOutput: number): Uint8Array {
  return decompressors[detectCompression(bytes)](bytes, maxOutput);
}

const decompressors: Readonly<
  Record<CompressionMethod, (bytes: Uint8Array, maxOutput: number) => Uint8Array>
> = {
  none: (bytes) => bytes,
  zlib: inflate,
  gzip: inflate,
  zfile: (bytes, maxOutput) => inflate(zfileContent(bytes), maxOutput),
  bz2: bzip2Decompress,
  lzma: lzmaDecompress,
  xz: xzDecompress,
  lz4: lz4Decompress,
};

/**
 * The zlib stream in a file of joblib ≤ 0.9: `ZF`, the length as hexadecimal text padded with blanks to 19
 * characters (20 in files of Python 2), then the stream, which begins with `x`.
 */
function zfileContent(bytes: Uint8Array): Uint8Array {
  const start = bytes[21] === 0x20 ? 22 : 21;
  return bytes.subarray(start);
}
