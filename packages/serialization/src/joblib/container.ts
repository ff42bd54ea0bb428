import { bzip2Decompress } from "../compression/bzip2/decode.ts";
import { bzip2Compress } from "../compression/bzip2/encode.ts";
import { lz4Decompress } from "../compression/lz4/decode.ts";
import { lz4Compress } from "../compression/lz4/encode.ts";
import { lzmaCompress } from "../compression/lzma/encode/lzma-alone.ts";
import { xzCompress } from "../compression/lzma/encode/xz.ts";
import { lzmaDecompress } from "../compression/lzma/lzma-alone.ts";
import { xzDecompress } from "../compression/lzma/xz.ts";
import {
  type DeflateEngine,
  gzipCompress,
  inflate,
  type Level,
  zlibCompress,
} from "../compression/zlib.ts";

/** How joblib compresses; `none` is a bare pickle. */
export type CompressionMethod = "none" | "zlib" | "gzip" | "bz2" | "lzma" | "xz" | "lz4" | "zfile";

/** The methods that are written: all but the one of joblib before 0.10. */
export type WrittenMethod = Exclude<CompressionMethod, "zfile">;

/** The level of each method when none is told. */
export const defaultLevels: Readonly<Record<Exclude<WrittenMethod, "none">, number>> = {
  zlib: 3,
  gzip: 3,
  bz2: 9,
  lzma: 6,
  xz: 6,
  lz4: 0,
};

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
 * @param maxOutput by default 64 MiB + 1032 × the compressed bytes: deflate cannot expand more, and what other methods
 *   expand further is far more often a bomb than data
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT, SERIALIZATION_UNSUPPORTED_COMPRESSION
 */
export function decompress(
  bytes: Uint8Array,
  maxOutput = 67_108_864 + 1032 * bytes.length,
): Uint8Array {
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
 * Puts a stream into a container, with the bytes of Python's modules; lz4 and deflate's fast engine excepted,
 * whose bytes are their own.
 *
 * @param level 1 to 9; lz4 has one
 */
export function compressStream(
  bytes: Uint8Array<ArrayBuffer>,
  method: WrittenMethod,
  level: number,
  deflate?: DeflateEngine,
): Uint8Array<ArrayBuffer> {
  return compressors[method](bytes, level, deflate);
}

const compressors: Readonly<
  Record<
    WrittenMethod,
    (
      bytes: Uint8Array<ArrayBuffer>,
      level: number,
      deflate?: DeflateEngine,
    ) => Uint8Array<ArrayBuffer>
  >
> = {
  none: (bytes) => bytes,
  zlib: (bytes, level, deflate) => zlibCompress(bytes, level as Level, deflate),
  gzip: (bytes, level, deflate) => gzipCompress(bytes, level as Level, deflate),
  bz2: bzip2Compress,
  lzma: lzmaCompress,
  xz: xzCompress,
  lz4: lz4Compress,
};

/**
 * The zlib stream in a file of joblib ≤ 0.9: `ZF`, the length as hexadecimal text padded with blanks to 19
 * characters (20 in files of Python 2), then the stream, which begins with `x`.
 */
function zfileContent(bytes: Uint8Array): Uint8Array {
  const start = bytes[21] === 0x20 ? 22 : 21;
  return bytes.subarray(start);
}
