import { deflate, gzip, Inflate } from "pako";
import { PickleError } from "../errors.ts";

/** Levels 1 (fast) to 9 (small). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** zlib's bytes for this level, equal to those of Python's `zlib`. */
export function zlibCompress(bytes: Uint8Array, level: Level): Uint8Array<ArrayBuffer> {
  return deflate(bytes, { level, legacyHash: true });
}

/** gzip's bytes for this level, without name or time; equal to those of Python's `gzip` with `mtime=0`. */
export function gzipCompress(bytes: Uint8Array, level: Level): Uint8Array<ArrayBuffer> {
  return gzip(bytes, { level, legacyHash: true });
}

/** Inflates zlib or gzip data, all members, never to more than `maxOutput` bytes. */
export function inflate(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const inflator = new Inflate();
  inflator.onData = (chunk: Uint8Array | string): void => {
    const part = chunk as Uint8Array;
    size += part.length;
    if (size > maxOutput) {
      throw new PickleError({
        code: "SERIALIZATION_LIMIT",
        message: `compressed data holds more than ${maxOutput} bytes (maxOutput)`,
        details: { maxOutput },
      });
    }
    parts.push(part);
  };
  inflator.push(bytes, true);
  if (inflator.err !== 0) {
    throw new PickleError({
      code: "SERIALIZATION_COMPRESSION",
      message: `the compressed data is damaged: ${inflator.msg || "it ends too early"}`,
    });
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
