export { dumps, dumpsChunks, dumpsStream } from "./pickle/encode/dumps.ts";
export {
  pickleReduce,
  type ClassTarget,
  type DumpsOptions,
  type Protocol,
  type Reduction,
} from "./pickle/encode/options.ts";
export { loads, loadsAll, loadsFrom } from "./pickle/decode/loads.ts";
export type {
  ClassSource,
  DecodeContext,
  DecodeLimits,
  DecodePolicy,
  GlobalHandler,
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
export {
  joblibCodec,
  type Compress,
  type CompressMethod,
  type JoblibParameters,
} from "./joblib/joblib-codec.ts";
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
export { inspectJoblib } from "./joblib/inspect.ts";
export { loadJoblib, type JoblibLoadOptions } from "./joblib/load.ts";
export { PyArray } from "./types/stdlib/array.ts";
export { Counter, DefaultDict, Deque, OrderedDict } from "./types/collections/values.ts";
export { PyDate, PyDateTime, PyTime, PyTimedelta, PyTimezone } from "./types/datetime/values.ts";
export { MaskedArray } from "./types/numpy/masked-array.ts";
export { NpScalar } from "./types/numpy/scalar.ts";
export {
  BackedArray,
  Categorical,
  DatetimeLikeArray,
  MaskedColumn,
} from "./types/pandas/arrays.ts";
export { DataFrame, Series, type ColumnValues } from "./types/pandas/data-frame.ts";
export { ArrowArray, ArrowStrings } from "./types/pandas/arrow-array.ts";
export {
  Interval,
  IntervalArray,
  type IntervalClosed,
  type IntervalParts,
} from "./types/pandas/interval.ts";
export { PandasIndex } from "./types/pandas/pandas-index.ts";
export { Period, PeriodArray } from "./types/pandas/period.ts";
export { NotATime, Timedelta, Timestamp } from "./types/pandas/scalars.ts";
export { SparseArray } from "./types/pandas/sparse-array.ts";
export {
  PyDecimal,
  PyError,
  PyFraction,
  PyNamespace,
  PyPath,
  PyRange,
  PyRegExp,
  PySlice,
  PyUuid,
} from "./types/stdlib/values.ts";
export { describeFunction, type PythonFunctionView } from "./functions/describe-function.ts";
export { JsFunctionSource, type RevivedFunction } from "./functions/js-function-source.ts";
export { dangerousGlobals } from "./inspect/dangerous.ts";
export { formatInspection } from "./inspect/format.ts";
export { inspect, type GlobalUse, type Inspection } from "./inspect/inspect.ts";
export { operations, type Operation } from "./inspect/operations.ts";
export { sniff, type Sniffed, type SniffedFormat } from "./sniff.ts";
export {
  ed25519Key,
  generateEd25519Keys,
  hmacKey,
  signingKey,
  type SigningKey,
} from "./signing/keys.ts";
export type { Signable, SignatureAlgorithm, SignatureScope } from "./signing/message.ts";
export { sign, verify } from "./signing/sign.ts";
export { isSealed, seal, unseal } from "./signing/envelope.ts";
export { ClassRegistry, type AnyClass, type ClassBinding } from "./classes/class-registry.ts";
export { toJson, type JsonValue, type ToJsonOptions } from "./inspect/to-json.ts";
