import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import type { InflatedMember } from "./deflate.ts";
import { damaged, outputLimit } from "./output.ts";

/** Inflates the member at the begin of the bytes; gzip's further members are read with it. */
export function inflateOne(
  bytes: Uint8Array,
  maxOutput: number,
  limit: number = maxOutput,
): InflatedMember {
  const isGzip = bytes[0] === 0x1f;
  try {
    const options = { maxOutputLength: Math.max(1, maxOutput), info: true };
    const { buffer, engine } = (isGzip ? gunzipSync : inflateSync)(bytes, options) as unknown as {
      buffer: Buffer<ArrayBuffer>;
      engine: { bytesWritten: number };
    };
    if (buffer.length > maxOutput) throw outputLimit(limit);
    const output = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
    return { output, consumed: engine.bytesWritten };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") throw outputLimit(limit);
    if (code === undefined || !code.startsWith("Z_")) throw cause;
    throw damaged(isGzip ? "gzip" : "zlib", code === "Z_BUF_ERROR" ? "it ends too early" : message);
  }
}

/** Fast deflate in zlib's format. */
export function fastDeflate(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  return plain(deflateSync(bytes, { level }));
}

/** Fast deflate in gzip's format, without name or time. */
export function fastGzip(bytes: Uint8Array, level: number): Uint8Array<ArrayBuffer> {
  return plain(gzipSync(bytes, { level }));
}

function plain(buffer: Buffer<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
