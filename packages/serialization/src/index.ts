export { dumps, dumpsChunks } from "./pickle/encode/dumps.ts";
export {
  pickleReduce,
  type DumpsOptions,
  type Protocol,
  type Reduction,
} from "./pickle/encode/options.ts";
export { loads, loadsAll, loadsFrom } from "./pickle/decode/loads.ts";
export type {
  DecodeLimits,
  DecodePolicy,
  GlobalPattern,
  LoadsOptions,
} from "./pickle/decode/options.ts";
export type { Codec, CodecSource } from "./codecs/codec.ts";
export { CodecRegistry, defaultCodecs } from "./codecs/registry.ts";
export {
  cloudpickleCodec,
  dillCodec,
  pickleCodec,
  type PickleParameters,
} from "./codecs/pickle-codecs.ts";
export { joblibCodec, type Compress, type JoblibParameters } from "./joblib/joblib-codec.ts";
export { rawCodec } from "./codecs/raw-codec.ts";
export { asBytearray, isBytearray } from "./python/bytes.ts";
export { PyFrozenSet } from "./python/frozen-set.ts";
export {
  PersistentId,
  PyBuffer,
  PyGlobal,
  PyNode,
  PyObject,
  PyReduce,
  type NodeOperation,
} from "./python/nodes.ts";
export { Complex, Ellipsis, NotImplemented, PyFloat, PyInt, PyStr } from "./python/scalars.ts";
export { PyTuple } from "./python/tuple.ts";
export { Dtype, type DatetimeUnit, type DtypeField } from "./types/numpy/dtype.ts";
export { NdArray, type NdData } from "./types/numpy/nd-array.ts";
export type { TypedArray } from "./types/numpy/typed-arrays.ts";
export {
  PickleError,
  serializationErrors,
  type PickleErrorOptions,
  type SerializationErrorCode,
} from "./errors.ts";
