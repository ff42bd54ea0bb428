import { type Codec, readAll } from "../codecs/codec.ts";
import { checkParameters, oneOf, type ParameterRule } from "../codecs/parameters.ts";
import {
  functionParameters,
  type PickleParameters,
  toDumpsOptions,
} from "../codecs/pickle-codecs.ts";
import type { DeflateEngine } from "../compression/zlib.ts";
import { Pickler } from "../pickle/encode/pickler.ts";
import { wrapArray } from "./array-wrapper.ts";
import { compressStream, defaultLevels, type WrittenMethod } from "./container.ts";
import { type JoblibLoadOptions, loadJoblib } from "./load.ts";

/**
 * What joblib's `compress` takes: `true`, a level, a method, or both. 0 and `false` are no compression. Methods
 * are `zlib` and `gzip` (level 3 unless told), `bz2` (9), `lzma` and `xz` (6) and `lz4`, which has one level.
 */
export type Compress =
  | boolean
  | number
  | CompressMethod
  | readonly [method: CompressMethod, level: number];

/** A method of joblib. */
export type CompressMethod = keyof typeof defaultLevels;

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
export function parseCompress(
  value: unknown,
): { method: WrittenMethod; level: number } | undefined {
  if (value === undefined || value === false) return { method: "none", level: 0 };
  if (value === true) return { method: "zlib", level: 3 };
  if (typeof value === "number")
    return isLevel(value) ? { method: value === 0 ? "none" : "zlib", level: value } : undefined;
  if (typeof value === "string")
    return isMethod(value) ? { method: value, level: defaultLevels[value] } : undefined;
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [method, level] = value as unknown[];
  if (!isMethod(method) || !isLevel(level)) return undefined;
  // joblib compresses nothing at level 0, whatever the method.
  return { method: level === 0 ? "none" : method, level };
}

function isMethod(value: unknown): value is CompressMethod {
  return typeof value === "string" && Object.hasOwn(defaultLevels, value);
}

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
    return compressStream(bytes, method, level, deflate);
  },
  async load(source, options = {}) {
    return loadJoblib(await readAll(source), options);
  },
  protocolOf: (parameters = {}) => toDumpsOptions(parameters, { protocol: 4 }).protocol,
};
