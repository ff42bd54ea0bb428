import { deflate, gzip } from "pako";
import { fastDeflate, fastGzip, inflateOne } from "#deflate";
import { BoundedOutput, damaged } from "./output.ts";

/** Levels 1 (fast) to 9 (small). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * Which deflate writes: `"exact"` gives the bytes of Python's zlib for the same input and level, `"fast"` other
 * bytes of about the same size, sooner.
 */
export type DeflateEngine = "exact" | "fast";

/** zlib's bytes; with the engine `"exact"` those of Python's `zlib`. */
export function zlibCompress(
  bytes: Uint8Array,
  level: Level,
  engine: DeflateEngine = "exact",
): Uint8Array<ArrayBuffer> {
  if (engine === "fast") return fastDeflate(bytes, level);
  return deflate(bytes, { level, legacyHash: true });
}

/** gzip's bytes, without name or time; with the engine `"exact"` those of Python's `gzip` with `mtime=0`. */
export function gzipCompress(
  bytes: Uint8Array,
  level: Level,
  engine: DeflateEngine = "exact",
): Uint8Array<ArrayBuffer> {
  if (engine === "fast") return fastGzip(bytes, level);
  return gzip(bytes, { level, legacyHash: true });
}

/**
 * Inflates zlib or gzip data: all members one after the other, with their checksums, zeros behind them
 * allowed.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT
 */
export function inflate(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer> {
  let member = inflateOne(bytes, maxOutput);
  let at = member.consumed;
  if (at >= bytes.length) return member.output;
  const method = methodOf(bytes);
  const output = new BoundedOutput(maxOutput, 0);
  output.append(member.output);
  while (at < bytes.length) {
    const rest = bytes.subarray(at);
    if (!isMember(rest, method)) {
      if (rest.every((byte) => byte === 0)) break;
      throw damaged(method, "other data follows it", at);
    }
    member = inflateOne(rest, maxOutput - output.length, maxOutput);
    output.append(member.output);
    at += member.consumed;
  }
  return output.finish();
}

/** Whether another member of the same format begins here. */
function isMember(bytes: Uint8Array, method: "gzip" | "zlib"): boolean {
  const [first = 0, second = 0] = bytes;
  if (method === "gzip") return first === 0x1f && second === 0x8b;
  return first % 16 === 8 && ((first << 8) | second) % 31 === 0;
}

/** The name of the format, for messages. */
function methodOf(bytes: Uint8Array): "gzip" | "zlib" {
  return bytes[0] === 0x1f ? "gzip" : "zlib";
}
