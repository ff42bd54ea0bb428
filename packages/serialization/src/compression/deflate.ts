import { gzipSync, zlibSync } from "fflate";
import { Inflate } from "pako";
import { BoundedOutput, damaged, outputLimit } from "./output.ts";

/** Part of the result that pako hands out at a time. */
const chunkSize = 1 << 18;
const bufferError = -5;

/** One inflated member and how much of the input it took. */
export interface InflatedMember {
  readonly output: Uint8Array<ArrayBuffer>;
  readonly consumed: number;
}

/**
 * Inflates the member at the begin of the bytes. Outside Node this is pako's work: unlike fflate it stops at a
 * limit and verifies the checksum.
 *
 * @param maxOutput most bytes that may come out
 * @param limit the limit that an error names, where further members share it
 */
export function inflateOne(
  bytes: Uint8Array,
  maxOutput: number,
  limit: number = maxOutput,
): InflatedMember {
  const method = bytes[0] === 0x1f ? "gzip" : "zlib";
  const output = new BoundedOutput(maxOutput, bytes.length * 2);
  const inflator = new Inflate({ chunkSize });
  inflator.onData = (part: Uint8Array | string): void => {
    if (output.length + part.length > maxOutput) throw outputLimit(limit);
    output.append(part as Uint8Array);
  };
  inflator.push(bytes, true);
  if (!inflator.ended || inflator.err !== 0) {
    throw damaged(
      method,
      inflator.err === bufferError || inflator.msg === "" ? "it ends too early" : inflator.msg,
    );
  }
  // The only place where pako says how much it took; its types leave the stream out.
  const { strm } = inflator as unknown as { strm: { avail_in: number } };
  return { output: output.finish(), consumed: bytes.length - strm.avail_in };
}

/** Fast deflate in zlib's format. fflate marks level 1 as it marks 2 to 5, which no reader minds. */
export function fastDeflate(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  return zlibSync(bytes, { level: level as 6 });
}

/** Fast deflate in gzip's format, without name or time. */
export function fastGzip(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  return gzipSync(bytes, { level: level as 6, mtime: 0 });
}
