import { dumps } from "../pickle/encode/dumps.ts";
import type { DumpsOptions } from "../pickle/encode/options.ts";
import { loads, loadsFrom } from "../pickle/decode/loads.ts";
import type { LoadsOptions } from "../pickle/decode/options.ts";
import { type Codec, type CodecSource, isChunked } from "./codec.ts";
import { checkParameters, ofType, oneOf, type ParameterRule } from "./parameters.ts";

/** The parameters that all pickle-based codecs share. */
export const pickleParameters: Readonly<Record<string, ParameterRule>> = {
  protocol: oneOf(0, 1, 2, 3, 4, 5, -1),
  fix_imports: ofType("boolean"),
  fixImports: ofType("boolean"),
  strings: oneOf("interned", "distinct"),
  undefined: oneOf("none", "error", "skip"),
  numbers: oneOf("auto", "float"),
  bytes: oneOf("bytes", "bytearray"),
  typedArrays: oneOf("ndarray", "array", "list", "bytes"),
  numpy: oneOf(1, 2),
  dates: oneOf("utc", "naive"),
  urls: oneOf("str", "parse-result"),
  instances: oneOf("error", "dict", "namespace"),
  unhashable: oneOf("error", "convert"),
  toJSON: ofType("boolean"),
  classes: ofType("object"),
};

/** The parameters of codecs that can store functions. */
export const functionParameters: Readonly<Record<string, ParameterRule>> = {
  ...pickleParameters,
  functions: oneOf("error", "source"),
  captured: ofType("function"),
};

/** What the pickle codec takes: the options of `dumps`, or Python's names for them. */
export type PickleParameters = Omit<
  DumpsOptions,
  "profile" | "protocol" | "bufferCallback" | "persistentId" | "extensions"
> & {
  /** The protocol, -1 meaning the highest, as in Python. */
  readonly protocol?: DumpsOptions["protocol"] | -1;
  /** Python's spelling of `fixImports`. */
  readonly fix_imports?: boolean;
};

/** The options of `dumps` for checked parameters. */
export function toDumpsOptions(
  parameters: PickleParameters,
  defaults: DumpsOptions,
): DumpsOptions & { protocol: NonNullable<DumpsOptions["protocol"]> } {
  const { protocol, fix_imports: fixImports, ...rest } = parameters;
  return {
    ...defaults,
    ...rest,
    ...(fixImports === undefined ? {} : { fixImports }),
    protocol: protocol === -1 ? 5 : (protocol ?? defaults.protocol ?? 5),
  };
}

/** A codec whose file is one plain pickle. */
function plainCodec(
  name: string,
  rules: Readonly<Record<string, ParameterRule>>,
  defaults: DumpsOptions,
  moduleVersion?: string,
): Codec<PickleParameters, LoadsOptions> {
  return {
    name,
    fileName: `output.${name}`,
    mediaType: "application/octet-stream",
    moduleVersion,
    dump(value, parameters = {}) {
      checkParameters(name, parameters, rules);
      return dumps(value, toDumpsOptions(parameters, defaults));
    },
    async load(source: CodecSource, options: LoadsOptions = {}) {
      return isChunked(source) ? loadsFrom(source, options) : loads(source, options);
    },
    protocolOf: (parameters = {}) => toDumpsOptions(parameters, defaults).protocol,
  };
}

/** Python's standard pickle: plain data; functions are refused, as Python refuses them. */
export const pickleCodec: Codec<PickleParameters, LoadsOptions> = plainCodec(
  "pickle",
  pickleParameters,
  {},
);

/** dill's format: a pickle as its pure-Python pickler writes it; can store the source of functions. */
export const dillCodec: Codec<PickleParameters, LoadsOptions> = plainCodec(
  "dill",
  functionParameters,
  { profile: "python" },
  "0.3.6",
);

/** cloudpickle's format: a pickle as C writes it; can store the source of functions. */
export const cloudpickleCodec: Codec<PickleParameters, LoadsOptions> = plainCodec(
  "cloudpickle",
  functionParameters,
  {},
  "2.2.0",
);
