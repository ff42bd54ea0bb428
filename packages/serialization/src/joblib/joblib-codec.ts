import { type Codec, readAll } from "../codecs/codec.ts";
import { checkParameters, oneOf, type ParameterRule } from "../codecs/parameters.ts";
import {
  functionParameters,
  type PickleParameters,
  toDumpsOptions,
} from "../codecs/pickle-codecs.ts";
import { lz4Compress } from "../compression/lz4/encode.ts";
import { type DeflateEngine, gzipCompress, type Level, zlibCompress } from "../compression/zlib.ts";
import { PickleError } from "../errors.ts";
import { Pickler } from "../pickle/encode/pickler.ts";
import { wrapArray } from "./array-wrapper.ts";
import { type JoblibLoadOptions, loadJoblib } from "./load.ts";

/**
 * What joblib's `compress` takes: `true`, a level, a method, or both. 0 and `false` are no compression. Written
 * are `zlib`, `gzip` and `lz4`; all that joblib knows are read.
 */
export type Compress = boolean | number | string | readonly [method: string, level: number];

/** What the joblib codec takes, by the names of `joblib.dump`. */
export type JoblibParameters = PickleParameters & {
  /** Compression. Default 0, none. `true` is zlib at level 3. */
  readonly compress?: Compress;
  /**
   * How zlib and gzip are written. `"exact"` (default) gives the bytes that Python writes for the same stream
   * and level; `"fast"` others, several times sooner in Node.
   */
  readonly deflate?: DeflateEngine;
};

const rules: Readonly<Record<string, ParameterRule>> = {
  ...functionParameters,
  compress: {
    expected: 'false, true, a level from 0 to 9, a method, or a pair such as ["zlib", 3]',
    accepts: (value) => parseCompress(value) !== undefined,
  },
  deflate: oneOf("exact", "fast"),
};

/** The method and level of a `compress` parameter; undefined when it is none. */
export function parseCompress(value: unknown): { method: string; level: number } | undefined {
  if (value === undefined || value === false) return { method: "none", level: 0 };
  if (value === true) return { method: "zlib", level: 3 };
  if (typeof value === "number")
    return isLevel(value) ? { method: "zlib", level: value } : undefined;
  if (typeof value === "string")
    return levels.has(value) ? { method: value, level: levels.get(value)! } : undefined;
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [method, level] = value as unknown[];
  return typeof method === "string" && levels.has(method) && isLevel(level)
    ? { method, level }
    : undefined;
}

/** Default level of each method. */
const levels: ReadonlyMap<string, number> = new Map([
  ["zlib", 3],
  ["gzip", 3],
  ["bz2", 9],
  ["lzma", 6],
  ["xz", 6],
  ["lz4", 0],
]);

function isLevel(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 9;
}

/** joblib's format: a pickle with the items of NumPy arrays as raw bytes inside, compressed or not. */
export const joblibCodec: Codec<JoblibParameters, JoblibLoadOptions> = {
  name: "joblib",
  fileName: "output.joblib",
  mediaType: "application/octet-stream",
  moduleVersion: "1.2.0",
  dump(value, parameters = {}) {
    checkParameters("joblib", parameters, rules);
    const { compress, deflate, ...rest } = parameters;
    const pickler = new Pickler(toDumpsOptions(rest, { profile: "python", protocol: 4 }));
    pickler.onArray = wrapArray;
    pickler.dump(value);
    const bytes = pickler.writer.finish();
    const { method, level } = parseCompress(compress)!;
    // Level 0 is no compression in joblib, whatever the method, lz4's default apart.
    if (level === 0 && (method !== "lz4" || Array.isArray(compress))) return bytes;
    if (method === "zlib") return zlibCompress(bytes, level as Level, deflate);
    if (method === "gzip") return gzipCompress(bytes, level as Level, deflate);
    if (method === "lz4") return lz4Compress(bytes);
    throw new PickleError({
      code: "SERIALIZATION_UNSUPPORTED_COMPRESSION",
      message: `${method} can be read but not written here`,
      hint: "Choose zlib, gzip or lz4.",
      details: { method },
    });
  },
  async load(source, options = {}) {
    return loadJoblib(await readAll(source), options);
  },
  protocolOf: (parameters = {}) => toDumpsOptions(parameters, { protocol: 4 }).protocol,
};
