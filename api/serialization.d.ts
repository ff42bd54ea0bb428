// index.d.ts
export { dumps, dumpsChunks, dumpsStream } from "./pickle/encode/dumps.ts";
export { pickleReduce, type ClassTarget, type DumpsOptions, type Protocol, type Reduction, } from "./pickle/encode/options.ts";
export { loads, loadsAll, loadsFrom } from "./pickle/decode/loads.ts";
export type { ClassSource, DecodeContext, DecodeLimits, DecodePolicy, GlobalHandler, GlobalPattern, LoadsOptions, } from "./pickle/decode/options.ts";
export type { Codec, CodecSource } from "./codecs/codec.ts";
export { CodecRegistry, defaultCodecs } from "./codecs/registry.ts";
export { cloudpickleCodec, dillCodec, pickleCodec, type PickleParameters, } from "./codecs/pickle-codecs.ts";
export { joblibCodec, type Compress, type CompressMethod, type JoblibParameters, } from "./joblib/joblib-codec.ts";
export { rawCodec } from "./codecs/raw-codec.ts";
export { asBytearray, isBytearray } from "./python/bytes.ts";
export { PyFrozenSet } from "./python/frozen-set.ts";
export { PersistentId, PyBuffer, PyGlobal, PyNode, PyObject, PyReduce, type NodeOperation, } from "./python/nodes.ts";
export { Complex, Ellipsis, NotImplemented, PyFloat, PyInt, PyStr } from "./python/scalars.ts";
export { PyTuple } from "./python/tuple.ts";
export { Dtype, type DatetimeUnit, type DtypeField } from "./types/numpy/dtype.ts";
export { NdArray, type NdData } from "./types/numpy/nd-array.ts";
export type { TypedArray } from "./types/numpy/typed-arrays.ts";
export { PickleError, serializationErrors, type PickleErrorOptions, type SerializationErrorCode, } from "./errors.ts";
export { inspectJoblib } from "./joblib/inspect.ts";
export { loadJoblib, type JoblibLoadOptions } from "./joblib/load.ts";
export { PyArray } from "./types/stdlib/array.ts";
export { Counter, DefaultDict, Deque, OrderedDict } from "./types/collections/values.ts";
export { PyDate, PyDateTime, PyTime, PyTimedelta, PyTimezone } from "./types/datetime/values.ts";
export { MaskedArray } from "./types/numpy/masked-array.ts";
export { NpScalar } from "./types/numpy/scalar.ts";
export { BackedArray, Categorical, DatetimeLikeArray, MaskedColumn, } from "./types/pandas/arrays.ts";
export { DataFrame, Series, type ColumnValues } from "./types/pandas/data-frame.ts";
export { ArrowArray, ArrowStrings } from "./types/pandas/arrow-array.ts";
export { Interval, IntervalArray, type IntervalClosed, type IntervalParts, } from "./types/pandas/interval.ts";
export { PandasIndex } from "./types/pandas/pandas-index.ts";
export { Period, PeriodArray } from "./types/pandas/period.ts";
export { NotATime, Timedelta, Timestamp } from "./types/pandas/scalars.ts";
export { SparseArray } from "./types/pandas/sparse-array.ts";
export { PyDecimal, PyError, PyFraction, PyNamespace, PyPath, PyRange, PyRegExp, PySlice, PyUuid, } from "./types/stdlib/values.ts";
export { describeFunction, type PythonFunctionView } from "./functions/describe-function.ts";
export { JsFunctionSource, type RevivedFunction } from "./functions/js-function-source.ts";
export { dangerousGlobals } from "./inspect/dangerous.ts";
export { formatInspection } from "./inspect/format.ts";
export { inspect, type GlobalUse, type Inspection } from "./inspect/inspect.ts";
export { operations, type Operation } from "./inspect/operations.ts";
export { sniff, type Sniffed, type SniffedFormat } from "./sniff.ts";
export { ed25519Key, generateEd25519Keys, hmacKey, signingKey, type SigningKey, } from "./signing/keys.ts";
export type { Signable, SignatureAlgorithm, SignatureScope } from "./signing/message.ts";
export { sign, verify } from "./signing/sign.ts";
export { isSealed, seal, unseal } from "./signing/envelope.ts";
export { ClassRegistry, type AnyClass, type ClassBinding } from "./classes/class-registry.ts";
export { toJson, type JsonValue, type ToJsonOptions } from "./inspect/to-json.ts";

// arrow/index.d.ts
export { columnToArrow } from "./column.ts";
export { toArrow, type ArrowOptions, type ArrowSource } from "./table.ts";

// pickle/encode/dumps.d.ts
import type { DumpsOptions } from "./options.ts";
/**
 * Encodes a value as a pickle that Python loads, with CPython's own bytes for plain values.
 *
 * @returns the whole pickle; for results of 1 MiB and more a view of a larger buffer
 * @throws PickleError with the path of the value that cannot be written
 *
 * @example
 * ```ts
 * await writeFile("output.pickle", dumps({ rows: [1, 2, 3] }));
 * ```
 */
export declare function dumps(value: unknown, options?: DumpsOptions): Uint8Array<ArrayBuffer>;
/**
 * Encodes a value piece by piece, with the same bytes as {@link dumps}, holding about `chunkBytes` at a time, and
 * what one item of a list takes that is larger.
 *
 * @param options `chunkBytes`: least size of a piece but the last. Default 256 KiB.
 */
export declare function dumpsChunks(value: unknown, options?: DumpsOptions & {
    readonly chunkBytes?: number;
}): Generator<Uint8Array<ArrayBuffer>, void, undefined>;
/**
 * Encodes as {@link dumpsChunks}, giving other work (timers, answers of the network) a turn between the pieces.
 *
 * @example
 * ```ts
 * await pipeline(dumpsStream(rows), createWriteStream("rows.pickle"));
 * ```
 */
export declare function dumpsStream(value: unknown, options?: DumpsOptions & {
    readonly chunkBytes?: number;
}): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;

// pickle/encode/options.d.ts
import type { PyGlobal } from "../../python/nodes.ts";
/** A pickle protocol; 5 is the highest. */
export type Protocol = 0 | 1 | 2 | 3 | 4 | 5;
/** How values become bytes. */
export interface DumpsOptions {
    /** Default 5, the highest. */
    readonly protocol?: Protocol;
    /**
     * Whose bytes to write: CPython's C pickler (`"c"`, default, also cloudpickle's) or its pure-Python one
     * (`"python"`, which joblib and dill build on). They differ only in how long containers are cut.
     */
    readonly profile?: "c" | "python";
    /**
     * Equal strings: one memo entry (`"interned"`, default: what CPython writes for literals and repeated keys),
     * or each written again (`"distinct"`: what it writes for strings that were parsed).
     */
    readonly strings?: "interned" | "distinct";
    /** `undefined`: None (default), an error, or, for properties, left out. */
    readonly undefined?: "none" | "error" | "skip";
    /** Integral numbers: int (default) or float, as all other numbers. */
    readonly numbers?: "auto" | "float";
    /** `Uint8Array`, `ArrayBuffer`, `DataView`: bytes (default) or bytearray. */
    readonly bytes?: "bytes" | "bytearray";
    /** Other typed arrays: NumPy arrays (default), `array.array`, lists, or bytes. */
    readonly typedArrays?: "ndarray" | "array" | "list" | "bytes";
    /** Spelling of NumPy's modules: of version 1 (default; every NumPy reads it) or 2. */
    readonly numpy?: 1 | 2;
    /** `Date`: datetime in UTC (default), or without zone. */
    readonly dates?: "utc" | "naive";
    /** `URL`: str (default) or `urllib.parse.ParseResult`. */
    readonly urls?: "str" | "parse-result";
    /** Instances of classes that are not registered: an error (default), a dict, or a `types.SimpleNamespace`. */
    readonly instances?: "error" | "dict" | "namespace";
    /** Keys and members that Python cannot hash: an error (default), or Array → tuple and Set → frozenset. */
    readonly unhashable?: "error" | "convert";
    /** Whether `toJSON()` of an object is asked for its value. Default false. */
    readonly toJSON?: boolean;
    /** Functions: an error (default), or their source in a neutral object that Python loads. */
    readonly functions?: "error" | "source";
    /** What a stored function captured, for readers: closures cannot be read from outside. */
    readonly captured?: (func: (...args: never[]) => unknown) => Readonly<Record<string, unknown>> | undefined;
    /** Registered classes, see `ClassRegistry`. */
    readonly classes?: ClassTarget;
    /** Gives an object's persistent id, or undefined to write the object itself. */
    readonly persistentId?: (value: object) => unknown;
    /** Codes of the extension registry: number → dotted name. */
    readonly extensions?: Readonly<Record<number, string>>;
    /** Takes large buffers out of the stream (protocol 5): return false to keep one in it. */
    readonly bufferCallback?: (buffer: Uint8Array) => boolean | undefined;
    /** Python 2 spelling of globals at protocols 0 to 2. Default true. */
    readonly fixImports?: boolean;
}
/** What `dumps` needs from a class registry. */
export interface ClassTarget {
    /** How to write an instance, or undefined when its class is not registered. */
    reductionOf(value: object): Reduction | undefined;
}
/** All options with their defaults. */
export type ResolvedDumpsOptions = Required<Omit<DumpsOptions, "classes" | "persistentId" | "bufferCallback" | "captured">> & Pick<DumpsOptions, "classes" | "persistentId" | "bufferCallback" | "captured">;
/**
 * Fills in the defaults.
 *
 * @throws PickleError SERIALIZATION_BAD_OPTION for options that there are not and values that an option does not know
 */
export declare function resolveDumpsOptions(options: DumpsOptions): ResolvedDumpsOptions;
/** How Python rebuilds an object: what its `__reduce_ex__` would return. */
export interface Reduction {
    /** The callable; with `how: "newobj"` the class. */
    readonly func: unknown;
    readonly args: readonly unknown[];
    /** Keyword arguments of `__new__`. */
    readonly kwargs?: ReadonlyMap<unknown, unknown> | undefined;
    /** `"call"` (default) calls `func`; `"newobj"` calls `__new__` of the class `func`. */
    readonly how?: "call" | "newobj" | undefined;
    /** Set when the object has a state; undefined is no state. */
    readonly state?: unknown;
    /** Appended to the object. */
    readonly items?: readonly unknown[] | undefined;
    /** Set on the object by key. */
    readonly pairs?: readonly (readonly [unknown, unknown])[] | undefined;
    /** Called with object and state in place of BUILD. */
    readonly setter?: PyGlobal | undefined;
}
/**
 * Method by which an instance of a class says how Python rebuilds it. It is given the options of the running `dumps`.
 * Objects without a class of their own are dicts, whatever symbols they hold.
 *
 * @example
 * ```ts
 * class Celsius {
 *   constructor(readonly degrees: number) {}
 *   [pickleReduce]() {
 *     return { func: new PyGlobal("weather", "Celsius"), args: [this.degrees] };
 *   }
 * }
 * ```
 */
export declare const pickleReduce: unique symbol;

// pickle/decode/loads.d.ts
import type { LoadsOptions } from "./options.ts";
/**
 * Decodes one pickle of any protocol (0 to 5) without running any code.
 *
 * Python's values become JavaScript's as the options say; a global without a counterpart is an error unless
 * the policy is `"inspect"` or `allow` names it.
 *
 * @param bytes the pickle; what follows its end is ignored unless `trailing: "error"`
 * @returns the value; check its shape before use, it comes from outside
 * @throws PickleError `SERIALIZATION_…` with offset, opcode and path
 *
 * @example
 * ```ts
 * const rows = loads(await readFile("output.pickle"));
 * ```
 */
export declare function loads(bytes: Uint8Array, options?: LoadsOptions): unknown;
/** Decodes all pickles that stand one after the other; each has its own memo. */
export declare function loadsAll(bytes: Uint8Array, options?: LoadsOptions): unknown[];
/**
 * Decodes one pickle from a stream, holding only what is not yet decoded.
 *
 * @param source chunks of any size, such as a web stream or a Node stream
 * @throws PickleError as {@link loads}; the source is closed early when the pickle ends or is faulty
 */
export declare function loadsFrom(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, options?: LoadsOptions): Promise<unknown>;

// pickle/decode/options.d.ts
import type { PyGlobal } from "../../python/nodes.ts";
/**
 * What happens to globals without a JavaScript counterpart:
 * `"data"` makes them an error, `"inspect"` turns them into inert nodes.
 */
export type DecodePolicy = "data" | "inspect";
/**
 * A global that may become an inert node under policy `"data"`: its dotted name, `pkg.*` for everything
 * below a module, or a predicate.
 */
export type GlobalPattern = string | ((module: string, name: string) => boolean);
/**
 * Bounds on what one input may cost. Depth has none of its own: decoding is not recursive, and an open level stands
 * on the stack, which `maxStack` bounds; `toJson` has `maxDepth`.
 */
export interface DecodeLimits {
    /** Values on the machine's stack. Default 10 000 000. */
    readonly maxStack?: number;
    /** Entries in the memo. Default 50 000 000. */
    readonly maxMemo?: number;
    /** Containers and objects made. Default 100 000 000. */
    readonly maxObjects?: number;
    /** Digits of an integer written as text. Default 4300, as Python's. */
    readonly maxDigits?: number;
    /** Bytes of a binary integer. Default 1 MiB. */
    readonly maxLongBytes?: number;
    /**
     * Bytes made beside the input: copies into arrays and bytearrays, members of containers that a call makes, and what
     * joblib's compressors inflate. Default 16 MiB + 64 × the bytes of the pickle and of the buffers and files beside it
     * that it uses; for inflating 64 MiB + 1032 × the compressed bytes, more than which zlib and gzip cannot give.
     */
    readonly maxBytes?: number | undefined;
}
/** How bytes become values. */
export interface LoadsOptions {
    /** What happens to unknown globals. Default `"data"`. */
    readonly policy?: DecodePolicy;
    /** Unknown globals that may become inert nodes even under policy `"data"`. */
    readonly allow?: readonly GlobalPattern[];
    /** Globals that are an error under every policy; `dangerousGlobals` lists the well-known ones. */
    readonly deny?: readonly GlobalPattern[];
    /** Classes to rebuild, see `ClassRegistry`. */
    readonly classes?: ClassSource | undefined;
    /** Int: number while exact and bigint beyond (`"auto"`, default), always number, or always bigint. */
    readonly ints?: "auto" | "number" | "bigint";
    /** Float: number (default), or `PyFloat` so that `2.0` is written as a float again. */
    readonly floats?: "number" | "wrap";
    /**
     * Str of Python 3: string (default), or `PyStr`, which keeps the identity of equal strings. With `"wrap"` no class
     * is turned into a value of its own: with `floats: "wrap"` too, the tree is written with the bytes it was read from.
     */
    readonly str?: "string" | "wrap";
    /** None: `null` (default) or `undefined`. */
    readonly none?: "null" | "undefined";
    /** Tuple: `PyTuple` (default) or a plain array. */
    readonly tuples?: "tuple" | "array";
    /**
     * Dict: an object without prototype when all keys are strings whose order an object keeps, else a Map
     * (`"auto"`, default); always a Map; or always an object, other keys being an error.
     */
    readonly dicts?: "auto" | "map" | "object";
    /** Bytes: a view of the input (default) or a copy. Streams always copy. */
    readonly bytes?: "view" | "copy";
    /** Str of Python 2: `"utf8"` with bytes for what is not UTF-8 (default), `"ascii"`, `"latin1"` or `"bytes"`. */
    readonly strings?: "utf8" | "ascii" | "latin1" | "bytes";
    /** datetime: Heddle's classes with microseconds and zone (default), or `Date`. */
    readonly dates?: "python" | "js";
    /**
     * NumPy arrays: one-dimensional arrays of native numbers as the typed array that would be written as the
     * same array, others as `NdArray` (`"auto"`, default); or all as `NdArray`.
     */
    readonly arrays?: "auto" | "ndarray";
    /** NumPy scalars: JavaScript values (default) or `NpScalar`, which keeps the dtype. */
    readonly npScalars?: "value" | "wrap";
    /** Frames: checked (default), or only skipped. */
    readonly frames?: "strict" | "lenient";
    /** Bytes after the end of the pickle: ignored (default) or an error. */
    readonly trailing?: "ignore" | "error";
    /** Out-of-band buffers of protocol 5, in the writer's order. */
    readonly buffers?: Iterable<Uint8Array | {
        readonly bytes: Uint8Array;
        readonly readonly?: boolean;
    }> | undefined;
    /** What a persistent id stands for. Without it: an error, or a `PersistentId` under policy `"inspect"`. */
    readonly persistentLoad?: ((id: unknown) => unknown) | undefined;
    /** Codes of the extension registry: number → dotted name. */
    readonly extensions?: Readonly<Record<number, string>>;
    /** Safety limits. */
    readonly limits?: DecodeLimits;
}
/** What `loads` needs from a class registry. */
export interface ClassSource {
    /** The way to rebuild a global, or undefined when it is not registered. */
    handlerOf(module: string, name: string): GlobalHandler | undefined;
    /** What takes the state of an instance that one of these handlers made; undefined for other objects. */
    stateSetterOf(instance: object): ((state: unknown) => void) | undefined;
}
/** What handlers see of the decoder. */
export interface DecodeContext {
    readonly options: ResolvedLoadsOptions;
    /** Counts bytes that are about to be allocated against `maxBytes`. */
    allocate(bytes: number): void;
    /** Counts bytes that came beside the pickle and that it uses: `maxBytes` by default grows with them. */
    receive(bytes: number): void;
    /** The next `count` bytes of the stream, outside the opcodes: how joblib stores arrays. */
    takeRaw(count: number): Uint8Array;
    /** The value of a whole pickle that stands in the stream here. */
    takeNested(): unknown;
    /** What NEWOBJ of a class makes: a known value, or an inert node. */
    create(cls: unknown, args: readonly unknown[], kwargs: unknown): unknown;
    /** The singleton for a global, or an error when the policy forbids it. */
    globalOf(module: string, name: string): unknown;
}
/** How one known global is turned into values, without running anything of Python's. */
export interface GlobalHandler {
    /** What the global itself is, when it is a value (`NotImplemented`). */
    readonly value?: unknown;
    /** A call (REDUCE, INST, OBJ); {@link notClaimed} leaves it to an inert node. */
    call?(args: readonly unknown[], context: DecodeContext, global: PyGlobal): unknown;
    /** `cls.__new__(cls, *args, **kwargs)` (NEWOBJ, NEWOBJ_EX). */
    create?(args: readonly unknown[], kwargs: ReadonlyMap<unknown, unknown> | undefined, context: DecodeContext, global: PyGlobal): unknown;
}
/** What a handler returns for arguments that it does not know. */
export declare const notClaimed: unique symbol;
/**
 * Method of a decoded object that takes BUILD's state and returns the final value: itself, or another that
 * takes its place.
 */
export declare const buildState: unique symbol;
/** All options with their defaults. */
export type ResolvedLoadsOptions = Required<Omit<LoadsOptions, "classes" | "persistentLoad" | "limits" | "buffers">> & {
    readonly classes: ClassSource | undefined;
    readonly persistentLoad: ((id: unknown) => unknown) | undefined;
    readonly buffers: LoadsOptions["buffers"];
    readonly limits: Required<Omit<DecodeLimits, "maxBytes">> & {
        /** Undefined when the input decides. */
        readonly maxBytes: number | undefined;
    };
};
/**
 * Fills in the defaults.
 *
 * @throws PickleError SERIALIZATION_BAD_OPTION for values that an option does not know
 */
export declare function resolveLoadsOptions(options: LoadsOptions): ResolvedLoadsOptions;

// codecs/codec.d.ts
/** What a codec reads: all bytes, or chunks of them. */
export type CodecSource = Uint8Array | AsyncIterable<Uint8Array>;
/**
 * One way to store a value in one file. The codecs of this package are `pickle`, `dill`, `cloudpickle`,
 * `joblib` and `raw`; users add their own to a {@link CodecRegistry}.
 *
 * @typeParam Parameters what `dump` accepts, by name; unknown names are an error
 * @typeParam Options what `load` accepts
 */
export interface Codec<Parameters extends object = Readonly<Record<string, unknown>>, Options extends object = Readonly<Record<string, unknown>>> {
    /** The name by which users choose it, such as `pickle`. */
    readonly name: string;
    /** The file that holds the value at the root of an artifact, such as `output.pickle`. */
    readonly fileName: string;
    /** The media type of that file. */
    readonly mediaType: string;
    /** The version of the Python module whose format is written, where readers want to know it. */
    readonly moduleVersion?: string | undefined;
    /**
     * Encodes a value.
     *
     * @throws PickleError with the path of what cannot be written; SERIALIZATION_BAD_OPTION for bad parameters
     */
    dump(value: unknown, parameters?: Parameters): Uint8Array<ArrayBuffer> | AsyncIterable<Uint8Array>;
    /**
     * Decodes a value, running no code.
     *
     * @throws PickleError with offset, opcode and path
     */
    load(source: CodecSource, options?: Options): Promise<unknown>;
    /** The pickle protocol that `dump` uses with these parameters; undefined for formats without one. */
    protocolOf(parameters?: Parameters): number | undefined;
}
/** Whether a source gives its bytes in chunks; a text would give letters. */
export declare function isChunked(source: CodecSource): source is AsyncIterable<Uint8Array>;
/**
 * All bytes of a source in one array.
 *
 * @throws PickleError SERIALIZATION_BAD_TYPE for anything but bytes, whole or in chunks
 */
export declare function readAll(source: CodecSource): Promise<Uint8Array>;

// codecs/registry.d.ts
import type { Codec } from "./codec.ts";
/**
 * Codecs by name and by file name. Immutable: {@link CodecRegistry.with} gives a new one.
 *
 * @example
 * ```ts
 * const codecs = defaultCodecs.with(messagePackCodec);
 * const codec = codecs.get("joblib");
 * ```
 */
export declare class CodecRegistry {
    #private;
    /**
     * Later codecs replace earlier ones of the same name.
     *
     * @throws PickleError SERIALIZATION_BAD_OPTION when two codecs of different names have the same file, or a part
     *   of a codec is missing
     */
    constructor(codecs: Iterable<Codec<never, never>>);
    /** The names of all codecs, in the order in which they were registered. */
    get names(): string[];
    /** All codecs, in the order in which they were registered. */
    [Symbol.iterator](): Iterator<Codec>;
    /** A registry with one more codec, which replaces one of the same name. @throws as the constructor */
    with(codec: Codec<never, never>): CodecRegistry;
    /** Whether a codec of this name is registered. */
    has(name: string): boolean;
    /**
     * The codec of this name.
     *
     * @throws PickleError SERIALIZATION_UNKNOWN_CODEC with the names that exist
     */
    get(name: string): Codec;
    /** The codec whose file has this name (any folder before it), or undefined. */
    forFile(path: string): Codec | undefined;
}
/** `dill`, `cloudpickle`, `joblib`, `pickle` and `raw`, in the order in which readers look for their files. */
export declare const defaultCodecs: CodecRegistry;

// codecs/pickle-codecs.d.ts
import type { DumpsOptions } from "../pickle/encode/options.ts";
import type { LoadsOptions } from "../pickle/decode/options.ts";
import { type Codec } from "./codec.ts";
import { type ParameterRule } from "./parameters.ts";
/** The parameters that all pickle-based codecs share. */
export declare const pickleParameters: Readonly<Record<string, ParameterRule>>;
/** The parameters of codecs that can store functions. */
export declare const functionParameters: Readonly<Record<string, ParameterRule>>;
/** What the pickle codec takes: the options of `dumps`, or Python's names for them. */
export type PickleParameters = Omit<DumpsOptions, "profile" | "protocol" | "bufferCallback" | "persistentId" | "extensions"> & {
    /** The protocol, -1 meaning the highest, as in Python. */
    readonly protocol?: DumpsOptions["protocol"] | -1;
    /** Python's spelling of `fixImports`. */
    readonly fix_imports?: boolean;
};
/** The options of `dumps` for checked parameters. */
export declare function toDumpsOptions(parameters: PickleParameters, defaults: DumpsOptions): DumpsOptions & {
    protocol: NonNullable<DumpsOptions["protocol"]>;
};
/** Python's standard pickle: plain data; functions are refused, as Python refuses them. */
export declare const pickleCodec: Codec<PickleParameters, LoadsOptions>;
/** dill's format: a pickle as its pure-Python pickler writes it; can store the source of functions. */
export declare const dillCodec: Codec<PickleParameters, LoadsOptions>;
/** cloudpickle's format: a pickle as C writes it; can store the source of functions. */
export declare const cloudpickleCodec: Codec<PickleParameters, LoadsOptions>;

// joblib/joblib-codec.d.ts
import { type Codec } from "../codecs/codec.ts";
import { type PickleParameters } from "../codecs/pickle-codecs.ts";
import type { DeflateEngine } from "../compression/zlib.ts";
import { defaultLevels, type WrittenMethod } from "./container.ts";
import { type JoblibLoadOptions } from "./load.ts";
/**
 * What joblib's `compress` takes: `true`, a level, a method, or both. 0 and `false` are no compression. Methods
 * are `zlib` and `gzip` (level 3 unless told), `bz2` (9), `lzma` and `xz` (6) and `lz4`, which has one level.
 */
export type Compress = boolean | number | CompressMethod | readonly [method: CompressMethod, level: number];
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
/** The method and level of a `compress` parameter; undefined when it is none. */
export declare function parseCompress(value: unknown): {
    method: WrittenMethod;
    level: number;
} | undefined;
/** joblib's format: a pickle with the items of NumPy arrays as raw bytes inside, compressed or not. */
export declare const joblibCodec: Codec<JoblibParameters, JoblibLoadOptions>;

// codecs/raw-codec.d.ts
import { type Codec } from "./codec.ts";
/**
 * Stores bytes or text as they are, so that other tools open the file: an ONNX model, a PMML text. Loading
 * gives the bytes.
 */
export declare const rawCodec: Codec<Readonly<Record<string, never>>, Readonly<Record<string, never>>>;

// python/bytes.d.ts
/**
 * Marks bytes as a Python `bytearray`; unmarked `Uint8Array`s are written as `bytes`.
 *
 * @returns the same array
 */
export declare function asBytearray<Bytes extends Uint8Array>(bytes: Bytes): Bytes;
/** Whether the bytes were decoded from, or marked as, a Python `bytearray`. */
export declare function isBytearray(bytes: Uint8Array): boolean;
/** Marks bytes as `bytes` even where an option turns unmarked ones into `bytearray`. */
export declare function asBytes<Bytes extends Uint8Array>(bytes: Bytes): Bytes;
/** Whether the bytes were marked as `bytes`. */
export declare function isMarkedBytes(bytes: Uint8Array): boolean;
/** Marks no bytes, or a single one, as an object of its own: CPython keeps one for each, but libraries make others. */
export declare function asDistinctBytes<Bytes extends Uint8Array>(bytes: Bytes): Bytes;
/** Whether the bytes were marked as an object of its own. */
export declare function isDistinctBytes(bytes: Uint8Array): boolean;

// python/frozen-set.d.ts
/** A Python frozenset: a set that is written as one. Not frozen at run time; treat it as read-only. */
export declare class PyFrozenSet<Item = unknown> extends Set<Item> {
}

// python/nodes.d.ts
/**
 * A name in a Python module: a class, a function, a constant. Inert: nothing is imported.
 * `module` and `name` use Python 3's spelling, `written` keeps the stream's when it differed.
 */
export declare class PyGlobal {
    readonly module: string;
    readonly name: string;
    /** The spelling in the stream, such as `__builtin__.xrange`, when it differed. */
    readonly written: {
        readonly module: string;
        readonly name: string;
    } | undefined;
    constructor(module: string, name: string, written?: {
        module: string;
        name: string;
    });
    /** `module.name`. */
    get path(): string;
    toString(): string;
}
/** One thing that was done to an object after it was made, in the order of the stream. */
export type NodeOperation = {
    readonly kind: "state";
    readonly value: unknown;
} | {
    readonly kind: "items";
    readonly values: readonly unknown[];
} | {
    readonly kind: "add";
    readonly values: readonly unknown[];
} | {
    readonly kind: "pairs";
    readonly values: readonly (readonly [unknown, unknown])[];
} | {
    readonly kind: "effect";
    readonly call: PyReduce;
};
/** What {@link PyObject} and {@link PyReduce} share: the operations after construction. */
export declare abstract class PyNode {
    /** States, items and pairs in the order in which they came. */
    readonly operations: NodeOperation[];
    /** The arguments of BUILD, in order. */
    get states(): unknown[];
    /** Calls on the object whose results the stream threw away, such as state setters. */
    get effects(): PyReduce[];
    /** The last state, or undefined when there was none. */
    get state(): unknown;
    /** What was appended or added. */
    get items(): unknown[];
    /** What was set by key. */
    get pairs(): (readonly [unknown, unknown])[];
}
/** An instance of a class that has no JavaScript counterpart: class, arguments of `__new__`, state. Inert. */
export declare class PyObject extends PyNode {
    /** The class: a {@link PyGlobal}, or a tree for a class that was stored by value. */
    readonly cls: unknown;
    readonly args: readonly unknown[];
    readonly kwargs: ReadonlyMap<unknown, unknown> | undefined;
    /** The built-in type and value that protocols 0 and 1 made the instance of, when it has one. */
    base: {
        readonly type: PyGlobal;
        readonly value: unknown;
    } | undefined;
    constructor(cls: unknown, args: readonly unknown[], kwargs?: ReadonlyMap<unknown, unknown>);
    /** `module.name` of the class when it is a plain global. */
    get className(): string | undefined;
}
/** A call that Python would make and Heddle does not: the callable and its arguments. Inert. */
export declare class PyReduce extends PyNode {
    readonly func: unknown;
    readonly args: readonly unknown[];
    constructor(func: unknown, args: readonly unknown[]);
    /** `module.name` of the callable when it is a plain global. */
    get functionName(): string | undefined;
}
/** A reference to an object that the writer stored elsewhere. */
export declare class PersistentId {
    readonly id: unknown;
    constructor(id: unknown);
}
/** An out-of-band buffer (protocol 5). */
export declare class PyBuffer {
    readonly bytes: Uint8Array;
    readonly readonly: boolean;
    constructor(bytes: Uint8Array, readonly?: boolean);
}

// python/scalars.d.ts
import { pickleReduce, type Reduction } from "../pickle/encode/options.ts";
/**
 * A Python float, kept apart from int: `new PyFloat(2)` is written as `2.0` where the number `2` would be
 * written as an int. Decoding gives these with `floats: "wrap"`.
 */
export declare class PyFloat {
    readonly value: number;
    constructor(value: number);
    valueOf(): number;
}
/** A Python int of any size, for a number that would otherwise be written as a float (`new PyInt(2 ** 60)`). */
export declare class PyInt {
    readonly value: bigint;
    constructor(value: bigint | number);
    valueOf(): bigint;
}
/**
 * A Python str with an identity of its own: two `PyStr` are written twice even when their text is equal, one
 * `PyStr` met twice is written once. Decoding gives these with `str: "wrap"`, which makes re-encoding exact.
 */
export declare class PyStr {
    readonly value: string;
    constructor(value: string);
    toString(): string;
}
/** A Python complex number. */
export declare class Complex {
    readonly re: number;
    readonly im: number;
    constructor(re: number, im: number);
    [pickleReduce](): Reduction;
}
/** Python's `Ellipsis` (`...`). */
export declare const Ellipsis: unique symbol;
/** Python's `NotImplemented`. */
export declare const NotImplemented: unique symbol;

// python/tuple.d.ts
/**
 * A Python tuple: an array that remembers that it is one, so that it is written as a tuple again.
 *
 * @example
 * ```ts
 * dumps(PyTuple.of(1, "a")); // what Python writes for (1, "a")
 * ```
 */
export declare class PyTuple<Item = unknown> extends Array<Item> {
    #private;
    /** Derived arrays (`map`, `slice`, `filter` …) are plain arrays. */
    static get [Symbol.species](): ArrayConstructor;
    /** A tuple of the given items. */
    static of<Item>(...items: Item[]): PyTuple<Item>;
}
/** A tuple with the items of `items`, by position; holes become `undefined`. */
export declare function tupleFrom<Item>(items: readonly Item[]): PyTuple<Item>;
/**
 * A tuple of two. With arguments that cannot be a length the engine builds the array in place, whereas a length makes
 * it call its general constructor, which costs ten times as much.
 */
export declare function pairOf(first: unknown, second: unknown): PyTuple;
/** A tuple of three, as {@link pairOf}. */
export declare function tripleOf(first: unknown, second: unknown, third: unknown): PyTuple;
/** A number that stands for one run of the pickler. */
export declare function newTupleOwner(): number;
/** The memo index that `owner` gave to a tuple; undefined when it gave none. */
export declare function readTupleSlot(tuple: PyTuple, owner: number): number | undefined;
/** Gives a tuple a memo index in the run of `owner`. */
export declare function writeTupleSlot(tuple: PyTuple, owner: number, slot: number): void;

// types/numpy/dtype.d.ts
import { buildState, type DecodeContext } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "../../pickle/encode/options.ts";
/** A field of a structured dtype. */
export interface DtypeField {
    readonly name: string;
    readonly dtype: Dtype;
    /** Bytes from the begin of a record. */
    readonly offset: number;
    readonly title?: unknown;
}
/** The unit of `datetime64` and `timedelta64`. */
export interface DatetimeUnit {
    /** `Y M W D h m s ms us ns ps fs as` or `generic`. */
    readonly unit: string;
    readonly count: number;
    /** The remaining numbers of the state, kept for exact re-encoding. */
    readonly rest: readonly unknown[];
}
/** The type of a NumPy array's items. */
export declare class Dtype {
    #private;
    /** NumPy's letter: `b i u f c S U V M m O`, and `T` for NumPy 2's `StringDType`. */
    kind: string;
    /** Bytes of one item. */
    itemsize: number;
    /** `<`, `>` or `|` when order does not matter. */
    byteorder: "<" | ">" | "|";
    /** Fields of a structured dtype, in order. */
    fields: readonly DtypeField[] | undefined;
    /** Base and shape of a sub-array dtype. */
    subarray: {
        readonly base: Dtype;
        readonly shape: readonly number[];
    } | undefined;
    /** Unit of a datetime or timedelta. */
    unit: DatetimeUnit | undefined;
    /** Whether a structured dtype is laid out as C does. */
    aligned: boolean;
    alignment: number;
    flags: number;
    /** What the program that made the dtype wrote on it; null where a datetime's state says that there is none. */
    metadata: unknown;
    /** What a `StringDType` was made with: whether it coerces, and its missing value. */
    arguments: readonly unknown[] | undefined;
    /** The scalar type of records when it is not `numpy.void`: `numpy.record`. */
    scalarType: unknown;
    constructor(kind: string, itemsize: number, byteorder?: "<" | ">" | "|");
    /**
     * The dtype of a type string.
     *
     * @param text such as `<f8`, `|b1`, `U4`, `M8[ns]`, `O`
     * @throws PickleError SERIALIZATION_BAD_ARGUMENT for text that is none
     */
    static parse(text: string): Dtype;
    /** NumPy 2's `StringDType`, whose arrays hold texts of any length. */
    static strings(args?: readonly unknown[]): Dtype;
    /** The type string with byte order, such as `<f8`, `|S3`, `<M8[ns]`; `|V12` for records. */
    get text(): string;
    /** Whether items are values of their own rather than bytes, here or in a field: objects, and texts of a `StringDType`. */
    get hasObjects(): boolean;
    /** The same dtype in little-endian order, as NumPy makes of swapped arrays when it reads them. */
    toNative(): Dtype;
    /** Takes the state of `numpy.dtype.__setstate__`. */
    [buildState](state: unknown, context?: DecodeContext): this;
    /** As NumPy's own `__reduce__`. */
    [pickleReduce](options?: ResolvedDumpsOptions): Reduction;
}

// types/numpy/nd-array.d.ts
import { PyGlobal } from "../../python/nodes.ts";
import { buildState, type DecodeContext } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "../../pickle/encode/options.ts";
import { Dtype } from "./dtype.ts";
import { type TypedArray } from "./typed-arrays.ts";
/** What an {@link NdArray} holds: a typed array, raw bytes for records and text, or an array of objects. */
export type NdData = TypedArray | unknown[];
/** A NumPy array: items in one flat `data`, `shape` and order saying where each stands. */
export declare class NdArray {
    #private;
    dtype: Dtype;
    shape: readonly number[];
    /** `"C"`: last index runs fastest; `"F"`: first index does. */
    order: "C" | "F";
    /** Items in the machine's byte order, in `order`. */
    data: NdData;
    /** The Python class when it is not `numpy.ndarray`. */
    cls: PyGlobal | undefined;
    /** Whether Python may not write to it. Kept by protocol 5 only. */
    readonly: boolean;
    constructor(dtype: Dtype, shape: readonly number[], data: NdData, order?: "C" | "F");
    /** Number of items. */
    get size(): number;
    /**
     * The item at an index, such as `get(0, 2)`.
     *
     * @returns a JavaScript value, see `itemAt`; undefined outside the array
     */
    get(...index: readonly number[]): unknown;
    /** All items in C order, in one array. */
    toArray(): unknown[];
    /**
     * The items as arrays in arrays, one level per dimension; the item itself for an array without dimensions.
     *
     * @throws PickleError SERIALIZATION_LIMIT for an array without items whose shape asks for millions of empty arrays
     */
    toNested(): unknown;
    /**
     * One field of an array of records, as an array of its own.
     *
     * @returns undefined when there is no such field
     */
    field(name: string): NdArray | undefined;
    /** The bytes of all items in C order, in the dtype's own byte order. */
    toBytes(): Uint8Array;
    /** Takes the state of `numpy.ndarray.__setstate__`. */
    [buildState](state: unknown, context: DecodeContext): unknown;
    /** As NumPy's own `__reduce_ex__`. */
    [pickleReduce](options: ResolvedDumpsOptions): Reduction;
    /** The items' bytes in the dtype's own byte order. */
    bytes(): Uint8Array;
}
/** Builds an array from its parts, checked before anything is allocated. */
export declare function makeArray(data: unknown, dtype: Dtype, shape: unknown, order: "C" | "F", context: DecodeContext): NdArray | TypedArray;

// types/numpy/typed-arrays.d.ts
import { Dtype } from "./dtype.ts";
/** A typed array of any kind. */
export type TypedArray = Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array | BigInt64Array | BigUint64Array;
interface TypedArrayConstructor {
    new (buffer: ArrayBufferLike, offset?: number, length?: number): TypedArray;
    readonly BYTES_PER_ELEMENT: number;
}
/** Whether the machine keeps the low byte of a number first. */
export declare const isLittleEndian: boolean;
/** The kind of typed array that holds a dtype's items; `Uint8Array` for those that are raw bytes. */
export declare function arrayTypeOf(dtype: Dtype): TypedArrayConstructor;
/** The dtype of a typed array's items. */
export declare function dtypeOf(array: TypedArray): Dtype;
/** The 1-d typed array that `dumps` writes as an array of exactly this dtype, if there is one. */
export declare function isNativeDtype(dtype: Dtype): boolean;
/** The bytes of one number in the machine's order, which the swapping of others aims at. */
export declare function swapWidth(dtype: Dtype): number;
/** Whether items in this dtype's order must be swapped for the machine. */
export declare function needsSwap(dtype: Dtype): boolean;
/** Reverses the bytes of each number of `width` bytes, in place. */
export declare function swapBytes(bytes: Uint8Array, width: number): void;
/** A typed array over bytes: a view where they are aligned for it, else one copy. */
export declare function viewBytes(bytes: Uint8Array, dtype: Dtype, copy: boolean): TypedArray;
/** The bytes that an array's items stand on. */
export declare function bytesOf(array: ArrayBufferView): Uint8Array;
export {};

// errors.d.ts
import { HeddleError, type ErrorCode } from "@heddle/errors";
/** Every error code of this package, with its meaning and remedy. */
export declare const serializationErrors: {
    readonly SERIALIZATION_TRUNCATED: {
        readonly meaning: "The input ends in the middle of an opcode, a payload or the program.";
        readonly remedy: "Fetch the file again and compare its size and digest with what was written.";
    };
    readonly SERIALIZATION_UNKNOWN_OPCODE: {
        readonly meaning: "A byte that should be an opcode is none of the pickle protocols 0 to 5.";
        readonly remedy: "Check that the bytes are a pickle and that the right codec reads them.";
    };
    readonly SERIALIZATION_BAD_ARGUMENT: {
        readonly meaning: "An opcode's argument is malformed or out of its range.";
        readonly remedy: "The file is damaged or hostile: do not use it.";
    };
    readonly SERIALIZATION_STACK_UNDERFLOW: {
        readonly meaning: "An opcode needs more values than stand on the stack above the last mark.";
        readonly remedy: "The file is damaged or hostile: do not use it.";
    };
    readonly SERIALIZATION_NO_MARK: {
        readonly meaning: "An opcode needs a mark and none was set.";
        readonly remedy: "The file is damaged or hostile: do not use it.";
    };
    readonly SERIALIZATION_MEMO_MISS: {
        readonly meaning: "The program reads a memo entry that was never written.";
        readonly remedy: "The file is damaged or hostile: do not use it.";
    };
    readonly SERIALIZATION_BAD_TYPE: {
        readonly meaning: "A value has a type that its use does not allow, such as a list as a dictionary key.";
        readonly remedy: "Correct the value at the path; if the bytes came from outside, do not use them.";
    };
    readonly SERIALIZATION_NOT_ALLOWED: {
        readonly meaning: "The pickle names a global that the policy does not allow.";
        readonly remedy: 'Look at it with inspect(); decode it to inert nodes with policy "inspect", or name what you expect in `allow`.';
    };
    readonly SERIALIZATION_LIMIT: {
        readonly meaning: "A safety limit was reached.";
        readonly remedy: "Raise the named limit in the options if you trust the source.";
    };
    readonly SERIALIZATION_NO_BUFFER: {
        readonly meaning: "The pickle refers to an out-of-band buffer that was not given.";
        readonly remedy: "Pass the buffers, in the order in which the writer handed them out, as `buffers`.";
    };
    readonly SERIALIZATION_NO_HOOK: {
        readonly meaning: "The pickle or value needs a hook that was not given, such as one for persistent ids.";
        readonly remedy: "Give the hook that the message names.";
    };
    readonly SERIALIZATION_HOOK_FAILED: {
        readonly meaning: "A function given by the caller threw while a value was decoded or encoded.";
        readonly remedy: "Correct that function; its error is the cause.";
    };
    readonly SERIALIZATION_BAD_UTF8: {
        readonly meaning: "A text payload is not valid in the encoding that the format or the options ask for.";
        readonly remedy: "For strings of Python 2 choose another `strings` option; else the file is damaged.";
    };
    readonly SERIALIZATION_FRAME: {
        readonly meaning: "A frame begins inside another, or an opcode crosses the end of its frame.";
        readonly remedy: 'Check the source; `frames: "lenient"` reads such a file.';
    };
    readonly SERIALIZATION_TRAILING: {
        readonly meaning: "Bytes follow the end of the pickle and the options forbid it.";
        readonly remedy: 'Use `trailing: "ignore"`, or loadsAll() for several pickles in a row.';
    };
    readonly SERIALIZATION_UNSUPPORTED_VALUE: {
        readonly meaning: "A value has no counterpart in the chosen format.";
        readonly remedy: "Convert the value at the path, register its class, or choose another codec.";
    };
    readonly SERIALIZATION_UNSUPPORTED_FUNCTION: {
        readonly meaning: "A function, generator, promise or symbol was given to a codec that cannot store it.";
        readonly remedy: 'Return plain data, or use dill, cloudpickle or joblib with `functions: "source"` for functions.';
    };
    readonly SERIALIZATION_BAD_OPTION: {
        readonly meaning: "An option or codec parameter is unknown or out of range.";
        readonly remedy: "Correct the options that the message names.";
    };
    readonly SERIALIZATION_UNKNOWN_CODEC: {
        readonly meaning: "No codec is registered under this name.";
        readonly remedy: "Use one of the listed names or register the codec first.";
    };
    readonly SERIALIZATION_UNSUPPORTED_COMPRESSION: {
        readonly meaning: "The bytes are, or should be, compressed in a way that is not available here.";
        readonly remedy: "Use one of joblib's methods: zlib, gzip, bz2, lzma, xz or lz4, all without a dictionary.";
    };
    readonly SERIALIZATION_COMPRESSION: {
        readonly meaning: "Compressed data is damaged, or could not be written.";
        readonly remedy: "Fetch the file again and compare its size and digest with what was written.";
    };
    readonly SERIALIZATION_NOT_TRUSTED: {
        readonly meaning: "A stored function was to be revived without the caller's trust.";
        readonly remedy: "Read its source first; pass `trust: true` only if you would run that code yourself.";
    };
    readonly SERIALIZATION_BAD_KEY: {
        readonly meaning: "A signing key cannot be used: too short, of an unknown kind, or without its private half.";
        readonly remedy: "Give a secret of at least 16 bytes, or an Ed25519 key in PEM; sign with the private key, verify with either half.";
    };
    readonly SERIALIZATION_SIGNATURE_MISSING: {
        readonly meaning: "Data that must be signed carries no signature.";
        readonly remedy: "Sign it when it is written, or read it without asking for a signature.";
    };
    readonly SERIALIZATION_SIGNATURE_MALFORMED: {
        readonly meaning: "A signature is not in the form that this package writes.";
        readonly remedy: "Check that the text is whole and was written by sign() or seal().";
    };
    readonly SERIALIZATION_SIGNATURE_UNKNOWN_KEY: {
        readonly meaning: "Data was signed with a key that is not among those given.";
        readonly remedy: "Add the key with the named id if you trust its owner; else do not use the data.";
    };
    readonly SERIALIZATION_SIGNATURE_MISMATCH: {
        readonly meaning: "A signature does not fit the data: the bytes, the context or the key is another one.";
        readonly remedy: "The data was changed after signing, or belongs elsewhere: do not use it.";
    };
};
/** A code of this package. */
export type SerializationErrorCode = ErrorCode<typeof serializationErrors>;
/** Where an error happened and what it is about. */
export interface PickleErrorOptions {
    readonly code: SerializationErrorCode;
    /** One sentence, without place; offset, opcode and path are added to it. */
    readonly message: string;
    /** Byte offset of the opcode in the (uncompressed) stream, when reading. */
    readonly offset?: number | undefined;
    /** Name of the opcode, when reading. */
    readonly opcode?: string | undefined;
    /** Path from the root value, such as `$.rows[3]`. */
    readonly path?: string | undefined;
    readonly hint?: string | undefined;
    readonly details?: Readonly<Record<string, unknown>> | undefined;
    readonly cause?: unknown;
}
/**
 * Why bytes could not be decoded or a value could not be encoded.
 *
 * `offset` and `opcode` say where in the stream (reading), `path` where in the value. Nothing that was
 * decoded before the fault is returned.
 */
export declare class PickleError extends HeddleError<SerializationErrorCode> {
    /** Byte offset of the opcode in the uncompressed stream; undefined when writing. */
    readonly offset: number | undefined;
    /** Name of the opcode, as in Python's `pickletools`; undefined when writing. */
    readonly opcode: string | undefined;
    /** Path into the value, `$` being the root; undefined when there is none yet. */
    readonly path: string | undefined;
    constructor(options: PickleErrorOptions);
}

// joblib/inspect.d.ts
import { type Inspection } from "../inspect/inspect.ts";
import { type JoblibLoadOptions } from "./load.ts";
/**
 * Takes a joblib file apart: decompressed, with the items of its arrays as `RAW` between the opcodes and the pickles of
 * its object arrays where they stand. Offsets are those of the uncompressed stream. A plain pickle is taken apart as by `inspect`.
 *
 * To know where an array ends the file is decoded as by policy `"inspect"`, which runs nothing of it.
 *
 * @throws PickleError as `loadJoblib` and `inspect`
 */
export declare function inspectJoblib(bytes: Uint8Array, options?: Pick<JoblibLoadOptions, "limits">): Inspection;

// joblib/load.d.ts
import { Machine } from "../pickle/decode/machine.ts";
import type { LoadsOptions } from "../pickle/decode/options.ts";
/** How joblib files are read. */
export interface JoblibLoadOptions extends Omit<LoadsOptions, "str"> {
    /**
     * Gives the files that joblib ≤ 0.9 wrote beside the pickle, by name (never a path). Without it such arrays are
     * an error, or inert nodes under policy `"inspect"`.
     */
    readonly sidecar?: ((name: string) => Uint8Array | undefined) | undefined;
}
/**
 * Decodes a joblib file: decompresses it by its first bytes and reads the arrays inside, running no code.
 *
 * @throws PickleError as `loads`; SERIALIZATION_COMPRESSION for damaged containers
 */
export declare function loadJoblib(bytes: Uint8Array, options?: JoblibLoadOptions): unknown;
/** The machine that decodes a joblib stream, once it is decompressed. */
export declare function joblibMachine(stream: Uint8Array, options: JoblibLoadOptions): Machine;

// types/stdlib/array.d.ts
import { type GlobalHandler } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "../../pickle/encode/options.ts";
import { type TypedArray } from "../numpy/typed-arrays.ts";
/** Python's `array.array`; one of text (`u`, `w`) holds code points. */
export declare class PyArray {
    /** Python's type code: `b B h H i I l L q Q f d u w`. */
    readonly typecode: string;
    readonly data: TypedArray;
    constructor(typecode: string, data: TypedArray);
    /** The `array.array` with the items of a typed array. */
    static fromTypedArray(data: TypedArray): PyArray;
    [pickleReduce](options: ResolvedDumpsOptions): Reduction;
}
export declare const arrayReconstructor: GlobalHandler;
export declare const arrayConstructor: GlobalHandler;

// types/collections/values.d.ts
import { buildState } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction } from "../../pickle/encode/options.ts";
/** Python's `collections.OrderedDict`. */
export declare class OrderedDict<Key = unknown, Value = unknown> extends Map<Key, Value> {
    /** Attributes that the Python object had besides its items. */
    attributes: unknown;
    [buildState](state: unknown): this;
    [pickleReduce](): Reduction;
}
/** Python's `collections.defaultdict`; reading a missing key does not call the factory. */
export declare class DefaultDict<Key = unknown, Value = unknown> extends Map<Key, Value> {
    /** The Python callable for missing keys, as an inert name; null for none. */
    readonly factory: unknown;
    constructor(factory?: unknown, items?: Iterable<readonly [Key, Value]>);
    [pickleReduce](): Reduction;
}
/** Python's `collections.Counter`. */
export declare class Counter<Key = unknown> extends Map<Key, unknown> {
    [pickleReduce](): Reduction;
}
/** Python's `collections.deque`: an array with an optional bound. */
export declare class Deque<Item = unknown> extends Array<Item> {
    /** The greatest length; undefined for none. Not enforced when items are added here. */
    maxlen: number | undefined;
    /** Derived arrays (`map`, `slice` …) are plain arrays. */
    static get [Symbol.species](): ArrayConstructor;
    [pickleReduce](): Reduction;
}

// types/datetime/values.d.ts
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "../../pickle/encode/options.ts";
/** Python's `datetime.timedelta`, normalised: 0 ≤ seconds < 86400, 0 ≤ microseconds < 1 000 000. */
export declare class PyTimedelta {
    readonly days: number;
    readonly seconds: number;
    readonly microseconds: number;
    constructor(days: number, seconds?: number, microseconds?: number);
    /** The whole duration in milliseconds; microseconds become a fraction. */
    toMilliseconds(): number;
    [pickleReduce](): Reduction;
}
/** Python's `datetime.timezone`: a fixed offset from UTC, with or without a name. */
export declare class PyTimezone {
    readonly offset: PyTimedelta;
    readonly name: string | undefined;
    constructor(offset: PyTimedelta, name?: string);
    /** `timezone.utc`. */
    static readonly utc: PyTimezone;
    [pickleReduce](): Reduction;
}
/** Python's `datetime.date`. */
export declare class PyDate {
    readonly year: number;
    /** 1 to 12. */
    readonly month: number;
    readonly day: number;
    constructor(year: number, month: number, day: number);
    /** `YYYY-MM-DD`. */
    toString(): string;
    /** Midnight UTC of the day. */
    toDate(): Date;
    [pickleReduce](): Reduction;
}
/** Python's `datetime.time`. */
export declare class PyTime {
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly microsecond: number;
    /** The zone: a {@link PyTimezone}, or an inert node for others; undefined for a naive time. */
    readonly tzinfo: unknown;
    /** 1 for the second of two equal wall times. Lost below protocol 4. */
    readonly fold: 0 | 1;
    constructor(hour: number, minute: number, second?: number, microsecond?: number, tzinfo?: unknown, fold?: 0 | 1);
    /** `HH:MM:SS` with `.ffffff` when there are microseconds; without zone. */
    toString(): string;
    [pickleReduce](options: ResolvedDumpsOptions): Reduction;
}
/** Python's `datetime.datetime`. */
export declare class PyDateTime {
    #private;
    readonly year: number;
    /** 1 to 12. */
    readonly month: number;
    readonly day: number;
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly microsecond: number;
    /** The zone: a {@link PyTimezone}, or an inert node for others; undefined for a naive datetime. */
    readonly tzinfo: unknown;
    /** 1 for the second of two equal wall times. Lost below protocol 4. */
    readonly fold: 0 | 1;
    constructor(date: PyDate, time?: PyTime);
    /** The moment of a Date, with zone UTC. */
    static fromDate(date: Date): PyDateTime;
    /** The wall time of a Date in UTC, without zone. */
    static naive(date: Date): PyDateTime;
    /**
     * The moment as a Date, cut to milliseconds. A naive datetime counts as UTC; a zone that is no fixed offset
     * gives undefined.
     */
    toDate(): Date | undefined;
    /** ISO 8601 without zone: `YYYY-MM-DDTHH:MM:SS[.ffffff]`. */
    toString(): string;
    [pickleReduce](options: ResolvedDumpsOptions): Reduction;
}

// types/numpy/masked-array.d.ts
import { buildState, type DecodeContext } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction } from "../../pickle/encode/options.ts";
import { NdArray } from "./nd-array.ts";
/** NumPy's masked array: items and, for each, whether it is masked. */
export declare class MaskedArray extends NdArray {
    /** One byte per item in the array's order, 1 where it is masked (one per field for records). */
    mask: Uint8Array;
    fillValue: unknown;
    constructor(cls?: unknown);
    /** Whether the item at a flat index is masked. */
    isMasked(index: number): boolean;
    /** Takes the state of `MaskedArray.__setstate__`. */
    [buildState](state: unknown, context: DecodeContext): this;
    [pickleReduce](): Reduction;
}

// types/numpy/scalar.d.ts
import { type GlobalHandler } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "../../pickle/encode/options.ts";
import { Dtype } from "./dtype.ts";
/** A NumPy scalar that keeps its dtype, for exact re-encoding. */
export declare class NpScalar {
    readonly dtype: Dtype;
    /** The item's bytes in the dtype's byte order; an object for dtype `O`. */
    readonly data: unknown;
    constructor(dtype: Dtype, data: unknown);
    /** The value as JavaScript has it. */
    toValue(): unknown;
    [pickleReduce](options: ResolvedDumpsOptions): Reduction;
}
export declare const scalar: GlobalHandler;

// types/pandas/arrays.d.ts
import { PyObject, PyReduce } from "../../python/nodes.ts";
import type { NdArray } from "../numpy/nd-array.ts";
import { NpScalar } from "../numpy/scalar.ts";
/** pandas' categorical values: codes into a list of categories. */
export declare class Categorical extends PyReduce {
    #private;
    /** How many values there are. */
    get length(): number;
    /** Index of the category of each value; -1 for missing. */
    get codes(): number[];
    /** The index of categories: a `PandasIndex`. */
    get categories(): unknown;
    /** The categories of the values, null where they are missing. */
    toArray(): unknown[];
    get ordered(): boolean;
}
/** pandas' datetimes and timedeltas: 64-bit counts of a unit, with or without a zone. */
export declare class DatetimeLikeArray extends PyReduce {
    /** How many values there are. */
    get length(): number;
    /** The counts since 1970 (or the durations); the least 64-bit integer is `NaT`. */
    get values(): BigInt64Array;
    /** The counts as bigints. */
    toArray(): bigint[];
    /** pandas' name of the dtype, such as `datetime64[ns]` or `datetime64[ns, UTC]`. */
    get dtype(): string;
}
/** Another array of pandas that is backed by one NumPy array, such as strings. */
export declare class BackedArray extends PyReduce {
    /** How many values there are. */
    get length(): number;
    get values(): NdArray | undefined;
    /** The values as JavaScript has them, null for pandas' `NA`. */
    toArray(): unknown[];
}
/** Whether a value is pandas' `NA`, in the spelling of any version. */
export declare function isMissing(value: unknown): boolean;
/** pandas' arrays with a mask: `Int64`, `boolean`, `Float64` … */
export declare class MaskedColumn extends PyObject {
    /** How many values there are. */
    get length(): number;
    /** pandas' name of the dtype, such as `Int64`. */
    get dtype(): string;
    /** The values; those under the mask mean nothing. */
    get values(): NdArray | undefined;
    /** The values as JavaScript has them, null where they are missing. */
    toArray(): unknown[];
    /** The values as NumPy scalars, null where they are missing. */
    toScalars(): (NpScalar | null)[];
}
/** The name of a time zone: `UTC`, `Europe/Berlin`, or an offset such as `+01:00`; undefined for unknown kinds. */
export declare function zoneName(zone: unknown): string | undefined;

// types/pandas/data-frame.d.ts
import { PyObject } from "../../python/nodes.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { PandasIndex } from "./pandas-index.ts";
/** Values of one column: an `NdArray`, or one of pandas' own arrays, or an inert node for unknown ones. */
export type ColumnValues = unknown;
/** A pandas DataFrame, column by column. It keeps what it was decoded from, so that it is written unchanged. */
export declare class DataFrame extends PyObject {
    #private;
    /** The labels of the columns. */
    get columns(): PandasIndex | undefined;
    /** The labels of the rows. */
    get index(): PandasIndex | undefined;
    /** How many rows and columns there are. */
    get shape(): readonly [rows: number, columns: number];
    /**
     * The values of a column.
     *
     * @param label the column's label, as `PandasIndex.indexOf` finds it; for equal labels the first
     * @returns undefined when there is no such column
     * @throws PickleError SERIALIZATION_BAD_ARGUMENT when labels and blocks do not fit each other
     */
    column(label: unknown): ColumnValues;
    /**
     * The values of the column at a place, from 0.
     *
     * @returns undefined when there is no such column
     * @throws PickleError SERIALIZATION_BAD_ARGUMENT when labels and blocks do not fit each other
     */
    columnAt(place: number): ColumnValues;
    /**
     * All columns in order, as label and values.
     *
     * @throws PickleError SERIALIZATION_BAD_ARGUMENT when labels and blocks do not fit each other
     */
    entries(): [unknown, ColumnValues][];
    /**
     * The rows as objects with JavaScript values, labels as keys; of equal labels the last.
     *
     * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE with the column's path, for values that stay inert nodes;
     *   SERIALIZATION_LIMIT for far more values than the frame stores, since its columns share them
     */
    toRows(): Record<string, unknown>[];
    /**
     * A frame of columns, for writing.
     *
     * @param columns values by label: typed arrays, `NdArray`s of one dimension, or arrays of objects
     * @throws RangeError when columns differ in length
     */
    static fromColumns(columns: Readonly<Record<string, ArrayBufferView | NdArray | readonly unknown[]>>): DataFrame;
}
/** A pandas Series. It keeps what it was decoded from, so that it is written unchanged. */
export declare class Series extends PyObject {
    #private;
    /** How many values there are. */
    get length(): number;
    get name(): unknown;
    /** The labels of the rows. */
    get index(): PandasIndex | undefined;
    /** The values: an `NdArray`, or one of pandas' own arrays, or an inert node for unknown ones. */
    get values(): ColumnValues;
    /**
     * The values as JavaScript has them.
     *
     * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for values that stay inert nodes
     */
    toArray(): unknown[];
}

// types/pandas/arrow-array.d.ts
import { PyObject } from "../../python/nodes.ts";
import { type ArrowPart } from "../arrow/arrow-part.ts";
/** pandas' columns of `ArrowDtype`: values in buffers of Apache Arrow's, as pyarrow pickles them. */
export declare class ArrowArray extends PyObject {
    /**
     * How many values there are.
     *
     * @throws PickleError as {@link ArrowArray.toArray}
     */
    get length(): number;
    /** pandas' name of the dtype, such as `int64[pyarrow]`; of nested types only the outermost name. */
    get dtype(): string;
    /**
     * The values as JavaScript has them, null where they are missing: bigints for 64-bit integers and, as counts of
     * their unit, for times, timestamps and durations; `PyDate`, `PyDecimal`, arrays for lists, objects for structs, Maps for maps.
     *
     * @throws PickleError SERIALIZATION_BAD_ARGUMENT when Arrow's buffers do not fit each other,
     *   SERIALIZATION_UNSUPPORTED_VALUE for types of Arrow's that have no counterpart, SERIALIZATION_LIMIT for far more
     *   values than the buffers have bytes
     */
    toArray(): unknown[];
}
/** What pandas 3 stores text columns and text labels as: an array of Apache Arrow's, as pyarrow pickles it. */
export declare class ArrowStrings extends ArrowArray {
    /** pandas' name of the dtype: `str` where a missing text is NaN, `string` where it is `NA`. */
    get dtype(): string;
    /**
     * The texts, null where they are missing.
     *
     * @throws PickleError as {@link ArrowArray.toArray}
     */
    toArray(): (string | null)[];
}
/** The arrays behind a column: one, or its chunks. */
export declare function arrowPartsIn(column: ArrowArray): ArrowPart[];

// types/pandas/interval.d.ts
import { PyReduce } from "../../python/nodes.ts";
/** Which ends belong to an interval. */
export type IntervalClosed = "left" | "right" | "both" | "neither";
/** pandas' `Interval`: all between two values. */
export declare class Interval extends PyReduce {
    get left(): unknown;
    get right(): unknown;
    /** Which ends belong to it; pandas' own default is `right`. */
    get closed(): IntervalClosed;
    /** The interval as pandas prints it, such as `(0, 1]`. */
    toString(): string;
}
/** Views of pandas' arrays and indexes of intervals have these. */
export interface IntervalParts {
    /** The left ends: what a column holds. */
    readonly left: unknown;
    /** The right ends: what a column holds. */
    readonly right: unknown;
    readonly closed: IntervalClosed;
}
/** pandas' array of intervals: the left and the right ends, and which of them belong to the intervals. */
export declare class IntervalArray extends PyReduce implements IntervalParts {
    #private;
    /** How many intervals there are. */
    get length(): number;
    /** The left ends: an `NdArray`, or one of pandas' own arrays. */
    get left(): unknown;
    /** The right ends: an `NdArray`, or one of pandas' own arrays. */
    get right(): unknown;
    get closed(): IntervalClosed;
    /**
     * The intervals, null where they are missing.
     *
     * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for ends that stay inert nodes
     */
    toArray(): (Interval | null)[];
}
/** The intervals between two columns of ends, null where the left end is missing. */
export declare function intervalsOf({ left, right, closed }: IntervalParts): (Interval | null)[];
/** A reading of pandas' word for the ends. */
export declare function closedOf(value: unknown): IntervalClosed;

// types/pandas/pandas-index.d.ts
import { PyReduce } from "../../python/nodes.ts";
import { type IntervalParts } from "./interval.ts";
/** An index of pandas: labels of rows or columns. */
export declare class PandasIndex extends PyReduce {
    #private;
    /** The class's name without module: `Index`, `RangeIndex`, `MultiIndex`, `DatetimeIndex` … */
    get kind(): string;
    get name(): unknown;
    /** How many labels there are. */
    get length(): number;
    /** Bounds of a `RangeIndex`. */
    get range(): {
        start: number;
        stop: number;
        step: number;
    } | undefined;
    /** Names of the levels of a `MultiIndex`. */
    get names(): unknown[] | undefined;
    /** Levels of a `MultiIndex`. */
    get levels(): unknown[] | undefined;
    /**
     * For each level of a `MultiIndex`, the place in it of each label; -1 for missing.
     *
     * @throws PickleError SERIALIZATION_LIMIT for more than 2^26 places in all
     */
    get codes(): number[][] | undefined;
    /** How often labels follow each other, when pandas knew it: an inert node. */
    get freq(): unknown;
    /** The ends of the labels of an `IntervalIndex`. */
    get intervals(): IntervalParts | undefined;
    /** The labels as stored: an `NdArray`, `Categorical`, `DatetimeLikeArray` or an inert node. */
    get data(): unknown;
    /**
     * The labels as JavaScript has them; for a `MultiIndex` arrays of labels.
     *
     * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for labels that stay inert nodes,
     *   SERIALIZATION_LIMIT for a `RangeIndex` or levels of more than 2^26 labels
     */
    toArray(): unknown[];
    /**
     * The place of the first label that equals `label`: numbers and bigints of one value are equal, and arrays whose
     * items are; -1 when there is none.
     */
    indexOf(label: unknown): number;
}

// types/pandas/period.d.ts
import { PyReduce } from "../../python/nodes.ts";
/** pandas' `Period`: a span of time, such as a month, by its number. */
export declare class Period extends PyReduce {
    #private;
    /** The period's number, counted by its frequency: months from January 1970, say. */
    get ordinal(): bigint;
    /** pandas' text of the frequency, such as `M`, `Q-DEC`, `2h`; `?` for one that is not known here. */
    get freq(): string;
    /** The moment when the period begins, in UTC and cut to milliseconds; undefined for an unknown frequency. */
    toDate(): Date | undefined;
    /** The period as pandas prints it, such as `2020-01`, `2020Q1`, `2020-01-06/2020-01-12`. */
    toString(): string;
}
/** pandas' array of periods: their numbers and one frequency. It is written again as it was read. */
export declare class PeriodArray extends PyReduce {
    #private;
    /** How many periods there are. */
    get length(): number;
    /** The periods' numbers; the least 64-bit integer is `NaT`. */
    get ordinals(): BigInt64Array;
    /** pandas' text of the frequency, such as `M`, `Q-DEC`, `2h`; `?` for one that is not known here. */
    get freq(): string;
    /** pandas' name of the dtype, such as `period[M]`. */
    get dtype(): string;
    /** The periods, null where they are missing. */
    toArray(): (Period | null)[];
}

// types/pandas/scalars.d.ts
import { PyReduce } from "../../python/nodes.ts";
/** pandas' `Timestamp`: 64-bit count of nanoseconds (or `unit`) since 1970, with or without a zone. */
export declare class Timestamp extends PyReduce {
    /** The count since 1970-01-01 UTC. */
    get value(): bigint;
    /** `ns`, `us`, `ms` or `s`. */
    get unit(): "ns" | "us" | "ms" | "s";
    /** The zone's name; undefined for a naive timestamp. */
    get zone(): string | undefined;
    /** The moment as a Date, cut to milliseconds; a naive timestamp counts as UTC. */
    toDate(): Date;
}
/** pandas' `Timedelta`: a 64-bit count of nanoseconds (or another unit, as the node says). */
export declare class Timedelta extends PyReduce {
    get value(): bigint;
}
/** pandas' `NaT`, the missing timestamp. */
export declare class NotATime extends PyReduce {
}

// types/pandas/sparse-array.d.ts
import { PyObject } from "../../python/nodes.ts";
import { NdArray } from "../numpy/nd-array.ts";
/** pandas' sparse values: those that differ from one fill value, and their places. */
export declare class SparseArray extends PyObject {
    #private;
    /** How many values there are, stored or not. */
    get length(): number;
    /** The value that is not stored. */
    get fillValue(): unknown;
    /** The stored values. */
    get values(): NdArray | undefined;
    /**
     * The places of the stored values, in order.
     *
     * @throws PickleError SERIALIZATION_BAD_ARGUMENT when places and values do not fit each other
     */
    get indices(): number[];
    /** NumPy's dtype of the values, in pandas' words: `Sparse[<f8]`. */
    get dtype(): string;
    /**
     * All values as a NumPy array.
     *
     * @throws PickleError SERIALIZATION_LIMIT for many million values of which next to none is stored,
     *   SERIALIZATION_BAD_ARGUMENT for parts that do not fit each other
     */
    toDense(): NdArray;
    /**
     * All values as JavaScript has them.
     *
     * @throws PickleError as {@link SparseArray.toDense}
     */
    toArray(): unknown[];
}

// types/stdlib/values.d.ts
import { PyGlobal } from "../../python/nodes.ts";
import { buildState } from "../../pickle/decode/options.ts";
import { pickleReduce, type Reduction } from "../../pickle/encode/options.ts";
/** Python's `decimal.Decimal`, as its text. */
export declare class PyDecimal {
    readonly text: string;
    constructor(text: string);
    /** The nearest number. */
    toNumber(): number;
    toString(): string;
    [pickleReduce](): Reduction;
}
/** Python's `fractions.Fraction`. */
export declare class PyFraction {
    readonly numerator: bigint;
    readonly denominator: bigint;
    constructor(numerator: bigint, denominator: bigint);
    toString(): string;
    [pickleReduce](): Reduction;
}
/** Python's `uuid.UUID`. */
export declare class PyUuid {
    #private;
    constructor(value: bigint);
    /** A UUID from its text with or without hyphens. */
    static parse(text: string): PyUuid;
    /** The 128 bits as an integer. */
    get value(): bigint;
    /** `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`. */
    toString(): string;
    [buildState](state: unknown): this;
    [pickleReduce](): Reduction;
}
/** Python's `range`. */
export declare class PyRange {
    readonly start: number | bigint;
    readonly stop: number | bigint;
    readonly step: number | bigint;
    constructor(start: number | bigint, stop: number | bigint, step?: number | bigint);
    /** The numbers of the range, in order. */
    [Symbol.iterator](): Generator<number | bigint>;
    [pickleReduce](): Reduction;
}
/** Python's `slice`. */
export declare class PySlice {
    readonly start: unknown;
    readonly stop: unknown;
    readonly step: unknown;
    constructor(start: unknown, stop: unknown, step?: unknown);
    [pickleReduce](): Reduction;
}
/** A path of Python's `pathlib`. */
export declare class PyPath {
    /** The class: `PurePosixPath`, `PosixPath`, `PureWindowsPath` or `WindowsPath`. */
    readonly flavour: string;
    readonly parts: readonly string[];
    constructor(flavour: string, parts: readonly string[]);
    /** The path as text, with the flavour's separator. */
    toString(): string;
    [pickleReduce](): Reduction;
}
/** A compiled regular expression of Python. */
export declare class PyRegExp {
    readonly pattern: unknown;
    readonly flags: number;
    constructor(pattern: unknown, flags: number);
    /** The nearest JavaScript expression, or undefined when the syntax is not one of JavaScript's. */
    toRegExp(): RegExp | undefined;
    [pickleReduce](): Reduction;
}
/** A Python exception: its class, arguments and state. Never thrown by decoding. */
export declare class PyError extends Error {
    /** `module.name` of the class, such as `builtins.ValueError`. */
    readonly className: string;
    readonly args: readonly unknown[];
    state: unknown;
    constructor(cls: PyGlobal, args: readonly unknown[]);
    [buildState](state: unknown): this;
    [pickleReduce](): Reduction;
}
/** Python's `types.SimpleNamespace`: an object of attributes. */
export declare class PyNamespace {
    readonly attributes: Map<string, unknown>;
    constructor(attributes?: Iterable<readonly [string, unknown]>);
    [pickleReduce](): Reduction;
}

// functions/describe-function.d.ts
/** What is known of a Python function that was stored by value. Its bytecode is never interpreted. */
export interface PythonFunctionView {
    readonly name: string;
    readonly module: string | undefined;
    /** Names of all parameters, positional ones first, then keyword-only ones, `*args` and `**kwargs`. */
    readonly parameters: readonly string[];
    /** Constants of the code. */
    readonly constants: readonly unknown[];
    /** Global and attribute names that the code uses. */
    readonly names: readonly string[];
    /** File and line of the definition, as the writer had them. */
    readonly file: string | undefined;
    readonly firstLine: number | undefined;
    readonly documentation: string | undefined;
}
/**
 * Describes a function of dill or cloudpickle from its inert tree.
 *
 * @returns undefined for anything else
 */
export declare function describeFunction(node: unknown): PythonFunctionView | undefined;

// functions/js-function-source.d.ts
import { pickleReduce, type Reduction } from "../pickle/encode/options.ts";
/** What a revived function is called with and gives back is up to its source. */
export type RevivedFunction = (...args: unknown[]) => unknown;
/**
 * A JavaScript function that was stored by its source, as an inert object: reading it runs nothing.
 *
 * In Python it is a `types.SimpleNamespace` with the attributes `__js__`, `name`, `source`, `length`, `lang` and,
 * when the writer gave them, `captured`.
 */
export declare class JsFunctionSource {
    readonly name: string;
    /** The text of the function, as `Function.prototype.toString` gives it. */
    readonly source: string;
    /** How many parameters it declares. */
    readonly length: number;
    /** Values that the function needs from its surroundings, by name, when the writer gave them. */
    readonly captured: ReadonlyMap<string, unknown> | undefined;
    constructor(name: string, source: string, length: number, captured?: ReadonlyMap<string, unknown>);
    /**
     * Makes the function live again by evaluating its source in the global scope, with the captured values in
     * reach by their names; captured functions come alive with it.
     *
     * **Danger:** this runs code that came with the data, with all rights of this process. Read `source` first,
     * check a signature, and only then pass `trust: true`.
     *
     * @throws PickleError SERIALIZATION_NOT_TRUSTED for anything but `trust: true`; SERIALIZATION_BAD_TYPE when the
     *   source is no function by itself (a method with a private name, say)
     */
    revive(options: {
        readonly trust: boolean;
    }): RevivedFunction;
    [pickleReduce](): Reduction;
}
/** @throws PickleError SERIALIZATION_BAD_OPTION for a name that no variable can have */
export declare function checkCapturedNames(names: Iterable<string>): void;

// inspect/dangerous.d.ts
import type { GlobalPattern } from "../pickle/decode/options.ts";
/**
 * Globals whose use in a pickle is the mark of an attack: they run code, open files or sockets, or reach into
 * the interpreter. For `deny`, and what `inspect()` reports.
 */
export declare const dangerousGlobals: readonly GlobalPattern[];

// inspect/format.d.ts
import type { Inspection } from "./inspect.ts";
/**
 * An inspection as text, one line per opcode: offset, opcode, argument, indented by open marks.
 *
 * @param options `maxArgument`: characters shown of an argument. Default 80.
 */
export declare function formatInspection(inspection: Inspection, options?: {
    readonly maxArgument?: number;
}): string;

// inspect/inspect.d.ts
import type { StreamSection } from "../pickle/decode/machine.ts";
import { type Operation } from "./operations.ts";
/** A global that a pickle names. */
export interface GlobalUse {
    /** As the stream spells it, cut after 2000 characters; `?` for a name that is not written in it but made by a call or kept in another pickle. */
    readonly module: string;
    readonly name: string;
    /** Offset of the opcode that names it first. */
    readonly offset: number;
    /** Whether it is one of `dangerousGlobals`, or may be one since its name is not known. */
    readonly dangerous: boolean;
}
/** What a pickle is made of. */
export interface Inspection {
    /** The protocol that it declares; 0 when it declares none. */
    readonly protocol: number;
    readonly operations: readonly Operation[];
    /** Each global once, in the order of the stream. */
    readonly globals: readonly GlobalUse[];
    /** Entries of the memo. */
    readonly memoSize: number;
    /** Offset after STOP; what follows is not part of the pickle. */
    readonly end: number;
    /** Bytes that follow: another pickle, say. */
    readonly rest: number;
}
/**
 * Takes a pickle apart without building or running anything, as Python's `pickletools` does.
 *
 * Globals that a stream puts together from strings (STACK_GLOBAL) are followed through stack and memo. Files of joblib, whose
 * arrays stand between the opcodes, are for `inspectJoblib`.
 *
 * @throws PickleError for an unknown opcode or an input that ends too early
 *
 * @example
 * ```ts
 * const { globals } = inspect(bytes);
 * if (globals.some((global) => global.dangerous)) throw new Error("do not load this");
 * ```
 */
export declare function inspect(bytes: Uint8Array): Inspection;
/** An inspection of a stream in which other things stand between the opcodes. */
export declare function inspectStream(bytes: Uint8Array, sections: readonly StreamSection[]): Inspection;

// inspect/operations.d.ts
import type { StreamSection } from "../pickle/decode/machine.ts";
/** One opcode of a pickle with its argument. */
export interface Operation {
    /** Byte offset of the opcode in the uncompressed stream. */
    readonly offset: number;
    /** Name as in Python's `pickletools`; `RAW` for the items of an array that joblib put between the opcodes. */
    readonly opcode: string;
    /** Length of opcode and argument in bytes. */
    readonly length: number;
    /**
     * The argument: a number, bigint or text; for `GLOBAL` and `INST` module and name with a space between; for
     * bytes a view of the input; undefined for opcodes without one.
     */
    readonly argument: number | bigint | string | Uint8Array | undefined;
}
/**
 * The opcodes of a pickle, in order, up to STOP. Nothing is built and nothing runs.
 *
 * @param start offset of the first opcode. Default 0.
 * @param sections what stands between the opcodes, in order. Default nothing.
 * @throws PickleError for an unknown opcode or an input that ends too early
 */
export declare function operations(bytes: Uint8Array, start?: number, sections?: readonly StreamSection[]): Generator<Operation, void, undefined>;

// sniff.d.ts
/** What {@link sniff} recognises. */
export type SniffedFormat = "onnx" | "pmml" | "pickle";
/** A recognised format with what its head says. */
export interface Sniffed {
    readonly format: SniffedFormat;
    /** `version` of PMML; `irVersion` and `producer` of ONNX; `protocol` of a pickle. */
    readonly facts: Readonly<Record<string, string | number>>;
}
/**
 * Recognises model files that are carried as raw bytes: ONNX (a protobuf `ModelProto`), PMML (XML whose root is
 * `PMML`), and pickles of protocol 2 and later. Reads the head only.
 *
 * @returns undefined for anything else
 */
export declare function sniff(bytes: Uint8Array): Sniffed | undefined;

// signing/keys.d.ts
import type { SignatureAlgorithm } from "./message.ts";
type PlatformKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
/**
 * A key that verifies, and signs when it holds the secret. The secret cannot be read back out of it: it does
 * not appear in JSON, logs or errors.
 */
export declare class SigningKey {
    #private;
    /** The way it signs. */
    readonly algorithm: SignatureAlgorithm;
    /** 16 hexadecimal digits that tell keys apart and reveal nothing of a secret. */
    readonly id: string;
    /** Whether it signs; false for the public half of an Ed25519 key. */
    readonly canSign: boolean;
    /** @internal Made by {@link signingKey}, {@link hmacKey} and {@link ed25519Key}. */
    constructor(algorithm: SignatureAlgorithm, id: string, verifier: PlatformKey, signer: PlatformKey | undefined);
    /**
     * The bare signature of a message: 32 bytes (HMAC) or 64 (Ed25519).
     *
     * @throws PickleError SERIALIZATION_BAD_KEY when this is a public key
     */
    sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
    /** Whether the signature fits the message; takes the same time wherever they differ. */
    verify(message: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean>;
}
/**
 * The key of a shared secret, for HMAC-SHA256 (RFC 2104): who can verify can also sign.
 *
 * @param secret text (its UTF-8 bytes) or bytes, at least 16 bytes; best 32 random ones
 * @throws PickleError SERIALIZATION_BAD_KEY when it is shorter
 */
export declare function hmacKey(secret: string | Uint8Array): Promise<SigningKey>;
/**
 * An Ed25519 key (RFC 8032) in PEM: a private key (PKCS #8) signs and verifies, a public key (SPKI) only
 * verifies, so that readers need no secret. `openssl genpkey -algorithm ed25519` makes one.
 *
 * @throws PickleError SERIALIZATION_BAD_KEY when the text is no such key
 */
export declare function ed25519Key(pem: string): Promise<SigningKey>;
/**
 * The key in a text, such as one configuration value: an Ed25519 key if it holds a PEM block, else the secret
 * of an HMAC key.
 *
 * @throws PickleError SERIALIZATION_BAD_KEY
 */
export declare function signingKey(text: string): Promise<SigningKey>;
/** A new Ed25519 key pair in PEM. Keep `privateKey` secret; hand `publicKey` to those who verify. */
export declare function generateEd25519Keys(): Promise<{
    privateKey: string;
    publicKey: string;
}>;
/** @throws PickleError SERIALIZATION_BAD_KEY for what is no key, such as the secret itself */
export declare function checkKeys(keys: readonly unknown[]): void;
export {};

// signing/message.d.ts
/** The ways to sign. */
export type SignatureAlgorithm = "hmac-sha256" | "ed25519";
/** What is signed: the bytes, or their SHA-256 digest (32 bytes) where the caller has it from streaming. */
export type Signable = Uint8Array | {
    readonly sha256: Uint8Array;
};
/** What a signature covers besides the bytes. */
export interface SignatureScope {
    /**
     * Names what the bytes are, such as `acme/project/rows:output.pickle`. The same text must be given on
     * verification, so that a value that was signed for one place is refused at another. Default empty.
     */
    readonly context?: string;
}
/**
 * The text under the signature. The payload enters by its digest, so that large data is never copied; the
 * context stands last, so that no other line can be forged through it.
 */
export declare function signedMessage(algorithm: SignatureAlgorithm, payload: Signable, { context }: SignatureScope): Promise<Uint8Array<ArrayBuffer>>;

// signing/sign.d.ts
import { type SigningKey } from "./keys.ts";
import { type Signable, type SignatureScope } from "./message.ts";
/**
 * Signs bytes. The signature stands apart from them, for a metadata field or a file beside.
 *
 * A signature proves who wrote the bytes and that nobody changed them; it says nothing about what is in them.
 *
 * @param payload the bytes, or their SHA-256 digest when they were hashed while streaming
 * @returns `heddle1:<algorithm>:<key id>:<base64url>`, less than 130 characters
 * @throws PickleError SERIALIZATION_BAD_KEY when the key is a public one
 *
 * @example
 * ```ts
 * const key = await signingKey(secret);
 * const signature = await sign(bytes, key, { context: "rows:output.pickle" });
 * await verify(bytes, signature, key, { context: "rows:output.pickle" });
 * ```
 */
export declare function sign(payload: Signable, key: SigningKey, scope?: SignatureScope): Promise<string>;
/**
 * Checks a signature; returns only when it fits. Call it before anything decodes the bytes.
 *
 * @param signature what {@link sign} returned; undefined, null and "" mean that there is none
 * @param keys the keys that are trusted: one, or several while keys are exchanged
 * @returns the key that signed
 * @throws PickleError SERIALIZATION_SIGNATURE_MISSING, …_MALFORMED, …_UNKNOWN_KEY (its details name the
 *   key's id), …_MISMATCH (other bytes, other context, or forged)
 */
export declare function verify(payload: Signable, signature: string | null | undefined, keys: SigningKey | readonly SigningKey[], scope?: SignatureScope): Promise<SigningKey>;

// signing/envelope.d.ts
import type { SigningKey } from "./keys.ts";
import type { SignatureScope } from "./message.ts";
/**
 * Bytes with their signature in front: one line of ASCII text as {@link sign} writes it, a newline, then the
 * payload as it was.
 *
 * @throws PickleError as {@link sign}
 *
 * @example
 * ```ts
 * const envelope = await seal(dumps(value), key);
 * const value = loads(await unseal(envelope, key));
 * ```
 */
export declare function seal(payload: Uint8Array, key: SigningKey, scope?: SignatureScope): Promise<Uint8Array<ArrayBuffer>>;
/** Whether bytes begin like an envelope of {@link seal}; says nothing about the signature. */
export declare function isSealed(bytes: Uint8Array): boolean;
/**
 * The payload of an envelope, once its signature was checked.
 *
 * @returns a view of the envelope's bytes
 * @throws PickleError SERIALIZATION_SIGNATURE_MISSING when the bytes are no envelope; else as {@link verify}
 */
export declare function unseal(envelope: Uint8Array, keys: SigningKey | readonly SigningKey[], scope?: SignatureScope): Promise<Uint8Array>;

// classes/class-registry.d.ts
import type { ClassSource, GlobalHandler } from "../pickle/decode/options.ts";
import type { ClassTarget, Reduction } from "../pickle/encode/options.ts";
/** Any class. */
export type AnyClass<Instance extends object = object> = abstract new (...args: never[]) => Instance;
/** How instances of a JavaScript class are written for, and read from, a Python class. */
export interface ClassBinding<Instance extends object> {
    /** Python module, such as `geometry.shapes`. */
    readonly module: string;
    /** Qualified name in the module, such as `Point` or `Outer.Inner`. */
    readonly name: string;
    /** Other spellings to read, as `module.name`: a class that was moved, say. */
    readonly aliases?: readonly string[];
    /**
     * What Python makes the object by: `__new__` of the class (`"newobj"`), or a call of the class (`"call"`), as for
     * members of an Enum. Default `"newobj"`, for subclasses of Set and Error `"call"`, as Python has it.
     */
    readonly how?: "newobj" | "call";
    /** Arguments of Python's `__new__`, or of the call. Default what the class inherits (see {@link ClassRegistry}), else none. */
    readonly args?: (instance: Instance) => readonly unknown[];
    /** Keyword arguments of Python's `__new__` (`__getnewargs_ex__`). Default none. */
    readonly kwargs?: (instance: Instance) => Readonly<Record<string, unknown>>;
    /** The state, usually a dict of attributes; undefined for none. Default the own enumerable properties. */
    readonly state?: (instance: Instance) => unknown;
    /** Makes an instance before its state comes. Default an object of the class whose constructor did not run. */
    readonly create?: (args: readonly unknown[], kwargs: ReadonlyMap<unknown, unknown> | undefined) => Instance;
    /** Takes the state. Default sets each attribute of a dict as an own property. */
    readonly setState?: (instance: Instance, state: unknown) => void;
}
/**
 * Which JavaScript class stands for which Python class. Reading runs the constructors and functions of this
 * registry only, which are the caller's own.
 *
 * A class that extends Array, Map, Set, Error or {@link PyTuple} keeps what it holds: in Python it is a subclass of
 * list, dict, set, Exception, or a namedtuple.
 *
 * @example
 * ```ts
 * const classes = new ClassRegistry().registerClass(Point, { module: "geometry", name: "Point" });
 * const point = loads(dumps(new Point(1, 2), { classes }), { classes });
 * ```
 */
export declare class ClassRegistry implements ClassSource, ClassTarget {
    #private;
    /**
     * Adds a class. A class that inherits from a registered one is registered itself, or an error when it is written.
     *
     * @returns this registry, for chaining
     * @throws PickleError SERIALIZATION_BAD_OPTION when the class or the Python name is taken, or a name is no name
     */
    registerClass<Instance extends object>(cls: AnyClass<Instance>, binding: ClassBinding<Instance>): this;
    handlerOf(module: string, name: string): GlobalHandler | undefined;
    stateSetterOf(instance: object): ((state: unknown) => void) | undefined;
    reductionOf(value: object): Reduction | undefined;
}

// inspect/to-json.d.ts
/** What JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | {
    readonly [key: string]: JsonValue;
};
/** Bounds of {@link toJson}. */
export interface ToJsonOptions {
    /** Values written in all; a shared value counts each time. Default 1 000 000. */
    readonly maxNodes?: number;
    /** Nesting. Default 1000. */
    readonly maxDepth?: number;
    /** Characters of texts, bytes and long integers in all; a shared one counts each time. Default 100 000 000. */
    readonly maxText?: number;
}
/**
 * A decoded value as data for `JSON.stringify`, for people to read: what JSON does not have becomes an object
 * with `$type`, such as `{"$type": "tuple", "items": [1]}`. A value inside itself becomes `{"$type": "cycle"}`, an integer of
 * more than 4300 digits hexadecimal text.
 *
 * @throws PickleError SERIALIZATION_LIMIT past the bounds, with the path
 */
export declare function toJson(value: unknown, options?: ToJsonOptions): JsonValue;

// arrow/column.d.ts
import { type Vector } from "apache-arrow";
import { PandasIndex } from "../types/pandas/pandas-index.ts";
/**
 * The values of one column as an Arrow vector. Numbers are shared with what was decoded, not copied; text,
 * booleans and objects are converted.
 *
 * @param values what `DataFrame.column`, `Series.values` or `PandasIndex.data` give, or a NumPy array
 * @param path where it stands, for errors
 * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE for values that Arrow has no column for
 */
export declare function columnToArrow(values: unknown, path?: string): Vector;
/** Values by codes into an index of labels; -1 is null. */
export declare function dictionaryToArrow(codes: readonly number[], labels: unknown, path: string): Vector;
/** The labels of an index; those of a `RangeIndex` are counted out. */
export declare function indexToArrow(index: PandasIndex, path: string): Vector;

// arrow/table.d.ts
import { Table } from "apache-arrow";
import { NdArray } from "../types/numpy/nd-array.ts";
import { DataFrame, Series } from "../types/pandas/data-frame.ts";
/** What becomes a table: pandas' views, an array of records or of one column, or columns by name. */
export type ArrowSource = DataFrame | Series | NdArray | Readonly<Record<string, unknown>>;
/** Which columns a table gets. */
export interface ArrowOptions {
    /** The columns to take, by name. Default all. */
    readonly columns?: readonly string[];
    /**
     * The labels of the rows: `"auto"` (default) makes a column of them unless they only count from 0, named as
     * pandas' own conversion names it (the index's name, or `__index_level_0__`); `"omit"` leaves them out.
     */
    readonly index?: "auto" | "omit";
}
/**
 * Converts decoded pandas and NumPy values to an Apache Arrow table, column by column. Numbers are shared with
 * what was decoded, not copied. Needs the package `apache-arrow`.
 *
 * Masked values, `NaT` and codes of -1 become null; in columns of objects None and NaN too. Categorical columns
 * become dictionaries, datetimes and timedeltas timestamps and durations of their unit, columns of `ArrowDtype` their own
 * type. Periods become their numbers and intervals structs of `left` and `right`, in fields whose metadata makes pandas
 * read them as what they were; sparse columns are spread out.
 *
 * @throws PickleError SERIALIZATION_UNSUPPORTED_VALUE with the column's path, for values that have no
 *   counterpart (mixed objects, complex numbers)
 *
 * @example
 * ```ts
 * import { toArrow } from "@heddle/serialization/arrow";
 *
 * const table = toArrow(loads(bytes) as DataFrame);
 * ```
 */
export declare function toArrow(source: ArrowSource, options?: ArrowOptions): Table;

// codecs/parameters.d.ts
/** How one parameter is checked. */
export interface ParameterRule {
    /** What it must be, in words. */
    readonly expected: string;
    accepts(value: unknown): boolean;
}
/** The rule for a choice among literals. */
export declare function oneOf(...choices: readonly unknown[]): ParameterRule;
/** The rule for a value of a JavaScript type. */
export declare function ofType(type: "boolean" | "function" | "object"): ParameterRule;
/** Checks all parameters at once. */
export declare function checkParameters(codec: string, parameters: object, rules: Readonly<Record<string, ParameterRule>>): void;

// compression/zlib.d.ts
/** Levels 1 (fast) to 9 (small). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
/**
 * Which deflate writes: `"exact"` gives the bytes of Python's zlib for the same input and level, `"fast"` other
 * bytes of about the same size, sooner.
 */
export type DeflateEngine = "exact" | "fast";
/** zlib's bytes; with the engine `"exact"` those of Python's `zlib`. */
export declare function zlibCompress(bytes: Uint8Array, level: Level, engine?: DeflateEngine): Uint8Array<ArrayBuffer>;
/** gzip's bytes, without name or time; with the engine `"exact"` those of Python's `gzip` with `mtime=0`. */
export declare function gzipCompress(bytes: Uint8Array, level: Level, engine?: DeflateEngine): Uint8Array<ArrayBuffer>;
/**
 * Inflates zlib or gzip data: all members one after the other, with their checksums, zeros behind them
 * allowed.
 *
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT
 */
export declare function inflate(bytes: Uint8Array, maxOutput: number): Uint8Array<ArrayBuffer>;

// joblib/container.d.ts
import { type DeflateEngine } from "../compression/zlib.ts";
/** How joblib compresses; `none` is a bare pickle. */
export type CompressionMethod = "none" | "zlib" | "gzip" | "bz2" | "lzma" | "xz" | "lz4" | "zfile";
/** The methods that are written: all but the one of joblib before 0.10. */
export type WrittenMethod = Exclude<CompressionMethod, "zfile">;
/** The level of each method when none is told. */
export declare const defaultLevels: Readonly<Record<Exclude<WrittenMethod, "none">, number>>;
/** Which way the bytes are compressed, by the first of them, as joblib detects it. */
export declare function detectCompression(bytes: Uint8Array): CompressionMethod;
/**
 * The bytes of the stream inside a container, never more than `maxOutput`.
 *
 * @param maxOutput by default 64 MiB + 1032 × the compressed bytes: deflate cannot expand more, and what other methods
 *   expand further is far more often a bomb than data
 * @throws PickleError SERIALIZATION_COMPRESSION, SERIALIZATION_LIMIT, SERIALIZATION_UNSUPPORTED_COMPRESSION
 */
export declare function decompress(bytes: Uint8Array, maxOutput?: number): Uint8Array;
/**
 * Puts a stream into a container, with the bytes of Python's modules; lz4 and deflate's fast engine excepted,
 * whose bytes are their own.
 *
 * @param level 1 to 9; lz4 has one
 */
export declare function compressStream(bytes: Uint8Array<ArrayBuffer>, method: WrittenMethod, level: number, deflate?: DeflateEngine): Uint8Array<ArrayBuffer>;

// pickle/decode/machine.d.ts
import { PickleError } from "../../errors.ts";
import { MachineLoop } from "./loop.ts";
/** A part of a stream that is no opcode of the pickle around it: the items of an array, or a pickle of their own. */
export interface StreamSection {
    readonly kind: "raw" | "pickle";
    /** Offset in the (uncompressed) stream. */
    readonly offset: number;
    readonly length: number;
}
/**
 * The pickle machine: a loop over opcodes with a stack, marks and a memo.
 *
 * It runs over whatever bytes it has. While more may come it stops before an opcode whose bytes are not all there
 * and goes on when more were fed, which is how streams are read; nothing has happened to the machine by then,
 * because every opcode reads its argument before it has an effect.
 */
export declare class Machine extends MachineLoop {
    /** What stands in the stream besides this pickle's own opcodes, in order. */
    readonly sections: StreamSection[];
    /**
     * Runs until STOP or until bytes are missing.
     *
     * @returns whether STOP was reached
     * @throws PickleError
     */
    run(): boolean;
    takeRaw(count: number): Uint8Array;
    takeNested(): unknown;
    protected error(cause: unknown): PickleError;
}

// types/arrow/arrow-part.d.ts
import { type ArrowType } from "./arrow-type.ts";
/** An array of Arrow's as pyarrow pickles it, with buffers that are known to be long enough. */
export interface ArrowPart {
    readonly type: ArrowType;
    readonly length: number;
    /** Items to skip at the begin of each buffer. */
    readonly offset: number;
    /** One bit per item, 1 where there is a value; undefined when all have one. */
    readonly validity: Uint8Array | undefined;
    /** Where items of variable length begin and end. */
    readonly places: Uint8Array | undefined;
    /** Numbers, bits or text. */
    readonly data: Uint8Array | undefined;
    readonly children: readonly ArrowPart[];
    readonly dictionary: ArrowPart | undefined;
}
/**
 * The arrays behind a column: one, or the chunks of a chunked one. Nothing is copied.
 *
 * @throws PickleError SERIALIZATION_BAD_ARGUMENT for buffers that do not fit each other,
 *   SERIALIZATION_UNSUPPORTED_VALUE for a type that is not known here
 */
export declare function arrowPartsOf(array: unknown): ArrowPart[];
/** Bits of one item in the buffer of data, for types whose items all have the same. */
export declare function bitsOf(type: ArrowType): number | undefined;
/** Reads the places at which items begin. */
export declare function placesOf(bytes: Uint8Array, isLarge: boolean): (index: number) => number;

// pickle/decode/loop.d.ts
import { MachineRare } from "./rare.ts";
/**
 * The machine's loop: the opcodes of which large data consists, with the state they use in locals; all others run
 * on the object's own state.
 *
 * Opcodes are compared as literals, not as named constants: only then does the engine compile the switch to a
 * jump table. There is no `try` around it: the engine builds tuples in place only outside of one, and compiles the
 * loop in less time without. So each turn notes where it stands, for the error that a caller makes of a fault.
 */
export declare abstract class MachineLoop extends MachineRare {
    /** Whether the fault is at `start`, but not with an opcode there. */
    protected between: boolean;
    /**
     * Runs until STOP or until bytes are missing.
     *
     * @returns whether STOP was reached
     */
    protected loop(): boolean;
    /** STOP: takes the value from the stack. */
    protected stop(position: number, floor: number): void;
}

// types/arrow/arrow-type.d.ts
/** The unit of Arrow's times. */
export type ArrowUnit = "s" | "ms" | "us" | "ns";
/** A type of Apache Arrow's, as pyarrow names it in pickles. */
export type ArrowType = {
    readonly kind: "null" | "bool";
} | {
    readonly kind: "int" | "uint";
    readonly bits: 8 | 16 | 32 | 64;
} | {
    readonly kind: "float";
    readonly bits: 16 | 32 | 64;
} | {
    readonly kind: "string" | "binary";
    readonly isLarge: boolean;
} | {
    readonly kind: "fixed-binary";
    readonly size: number;
} | {
    readonly kind: "date";
    readonly unit: "day" | "ms";
} | {
    readonly kind: "time" | "duration";
    readonly unit: ArrowUnit;
} | {
    readonly kind: "timestamp";
    readonly unit: ArrowUnit;
    readonly zone: string | undefined;
} | {
    readonly kind: "decimal";
    readonly bits: 128 | 256;
    readonly precision: number;
    readonly scale: number;
} | {
    readonly kind: "list";
    readonly isLarge: boolean;
    readonly item: ArrowField;
} | {
    readonly kind: "fixed-list";
    readonly size: number;
    readonly item: ArrowField;
} | {
    readonly kind: "struct";
    readonly fields: readonly ArrowField[];
} | {
    readonly kind: "map";
    readonly key: ArrowField;
    readonly value: ArrowField;
} | {
    readonly kind: "dictionary";
    readonly index: ArrowType;
    readonly value: ArrowType;
    readonly isOrdered: boolean;
};
/** A named part of a nested type. */
export interface ArrowField {
    readonly name: string;
    readonly type: ArrowType;
    readonly isNullable: boolean;
}
/**
 * Reads the call by which pyarrow's types are made.
 *
 * @returns undefined for types that are not known here, such as views and run ends
 */
export declare function arrowTypeOf(node: unknown): ArrowType | undefined;
/** pyarrow's word for a type, for messages: the alias or the function that makes it. */
export declare function arrowTypeName(node: unknown): string;

// pickle/decode/rare.d.ts
import { MachineLines } from "./lines.ts";
/** Every opcode that is not in the loop itself because large data does not consist of it. */
export declare abstract class MachineRare extends MachineLines {
    /**
     * Runs one opcode on the machine's own state.
     *
     * @param position where its argument begins
     * @param limit where the bytes end that it may read
     * @returns where the next opcode begins, or {@link incomplete}; nothing has happened then
     */
    protected rare(opcode: number, position: number, limit: number): number;
    protected tuple(opcode: number): void;
    protected binbytes(width: 1 | 4 | 8, position: number, limit: number): number;
    protected dict(): void;
    protected long(width: 1 | 4, position: number, limit: number): number;
}

// pickle/decode/lines.d.ts
import { MachineCalls } from "./calls.ts";
/** What a method for an opcode returns when the opcode's bytes are not all there. */
export declare const incomplete = -1;
/** The opcodes whose arguments are lines of text, and the str of Python 2. */
export declare abstract class MachineLines extends MachineCalls {
    /** Fails unless so many values stand above the last mark. */
    protected needs(count: number): void;
    /** GLOBAL and INST: module and name on a line each. */
    protected named(opcode: number, position: number, limit: number): number;
    /** A str of Python 2: text or bytes, by the option `strings`. */
    protected string2(bytes: Uint8Array): string | Uint8Array;
    protected line(opcode: number, from: number, to: number): unknown;
    protected textInt(opcode: number, from: number, to: number): unknown;
}

// pickle/decode/calls.d.ts
import { PyGlobal, PyReduce } from "../../python/nodes.ts";
import { MachineContainers } from "./containers.ts";
import { type DecodeContext } from "./options.ts";
/** What calls, instances, states and hooks become: known values, or inert nodes. Nothing is ever called in Python's sense. */
export declare abstract class MachineCalls extends MachineContainers implements DecodeContext {
    abstract takeRaw(count: number): Uint8Array;
    abstract takeNested(): unknown;
    protected reduce(func: unknown, args: unknown): unknown;
    create(cls: unknown, args: unknown, kwargs: unknown): unknown;
    /** `functools.partial(cls.__new__, cls, *args, **kwargs)()`: NEWOBJ_EX as protocols 2 and 3 say it. */
    protected createPartial(func: PyReduce): unknown;
    protected instance(cls: unknown, args: readonly unknown[]): unknown;
    /** Under policy "data" a known global may stand as a value, but only known calls become values. */
    protected refuseCall(global: PyGlobal): void;
    protected build(target: unknown, state: unknown): unknown;
    protected extension(code: number): unknown;
    protected persistent(id: unknown): unknown;
    protected nextBuffer(): unknown;
}

// pickle/decode/containers.d.ts
import { MachineFrames } from "./frames.ts";
/** How items get into dicts, lists, sets and nodes. */
export declare abstract class MachineContainers extends MachineFrames {
    /**
     * What an EMPTY_DICT becomes under `dicts: "auto"`: a Map when its first key does not fit an object.
     *
     * @param position just after it
     */
    protected newDict(position: number, limit: number): object;
    /** Whether the first value that follows would not fit as a key. */
    private firstIsNoField;
    protected setItems(targetIndex: number, from: number, to: number): void;
    protected replaceDict(dict: object, map: Map<unknown, unknown>, index: number): void;
    protected append(target: unknown, values: readonly unknown[]): void;
    protected addItems(target: unknown, stack: readonly unknown[], from: number, to: number): void;
}

// pickle/decode/frames.d.ts
import { MachineState } from "./state.ts";
/** The frames of protocol 4, and where input ends: no opcode may reach over either. */
export declare abstract class MachineFrames extends MachineState {
    /** Where the opcode at hand begins. */
    protected start: number;
    /** FRAME: from here on opcodes end where the frame ends. */
    protected enterFrame(length: number, position: number): void;
    /**
     * Leaves the frame that ends at `position`, if one does.
     *
     * @returns whether more bytes follow
     */
    protected leaveFrame(position: number): boolean;
    /**
     * Bytes are missing, of an opcode or for the next one: an error unless more may come.
     *
     * @param opcode -1 when the next opcode has not begun
     */
    protected missing(opcode: number): void;
}

// pickle/decode/state.d.ts
import { DeferredTexts } from "./deferred-texts.ts";
import { GlobalResolver, type HandlerTable } from "./globals.ts";
import { MemoPlaces } from "./memo-places.ts";
import { SparseMemo } from "./memo.ts";
import { type LoadsOptions, type ResolvedLoadsOptions } from "./options.ts";
import type { LookAhead } from "./pairs-ahead.ts";
import { TextReader } from "./text.ts";
/**
 * What the pickle machine remembers between opcodes: input, stack, marks, memo and what was spent of the limits.
 * The machine is built up in layers, one file each: this state, containers, calls, rare opcodes, the loop.
 */
export declare abstract class MachineState {
    readonly options: ResolvedLoadsOptions;
    readonly globals: GlobalResolver;
    protected readonly known: HandlerTable;
    /** The value that STOP took. */
    result: unknown;
    /** The last protocol that the stream declared; 0 until then. */
    protocol: number;
    protected bytes: Uint8Array;
    protected view: DataView;
    protected base: number;
    protected position: number;
    protected complete: boolean;
    /** Where the open frame ends, or -1, and how far opcodes may reach: its end or that of the bytes. */
    protected frameEnd: number;
    protected limit: number;
    protected readonly stack: unknown[];
    protected size: number;
    protected readonly marks: number[];
    /** Entries below `memoSize`, and room for more. */
    protected memo: unknown[];
    protected memoSize: number;
    /** Entries that are not in `memo`; undefined when the bytes do not stay until the pickle ends. */
    protected deferred: DeferredTexts | undefined;
    /** Whether the memo gets room when it is known to be large, not at once. */
    protected reservesLater: boolean;
    protected sparse: SparseMemo | undefined;
    protected reader: TextReader;
    protected objects: number;
    protected allocated: number;
    /** Bytes from beside the pickle. */
    protected received: number;
    protected depth: number;
    protected replaceBudget: number;
    protected readonly sharedDicts: Set<unknown>;
    /** Where objects of the memo's first `noted` entries stand in it. */
    protected places: MemoPlaces;
    protected noted: number;
    protected readonly ahead: LookAhead;
    protected discardable: unknown;
    protected buffers: Iterator<Uint8Array | {
        readonly bytes: Uint8Array;
        readonly readonly?: boolean;
    }> | undefined;
    constructor(known: HandlerTable, options: LoadsOptions, complete?: boolean);
    /** Where the next opcode is, in the whole stream. */
    get offset(): number;
    /** Bytes that are there and not yet read. */
    get rest(): Uint8Array;
    /**
     * Gives the machine bytes in place of those it has: what it had not read yet, and more.
     *
     * @param complete whether these are the last ones
     * @param reserve whether a large memo may get room by an estimate; not for bytes of which only an unknown part is this pickle
     */
    feed(bytes: Uint8Array, complete: boolean, reserve?: boolean): void;
    /** Forgets stack and memo, for the next pickle of the same stream. */
    reset(): void;
    allocate(bytes: number): void;
    receive(bytes: number): void;
    globalOf(module: string, name: string): unknown;
    /** A length argument that is checked against what can be there before anything is allocated. */
    protected length(position: number, width: number): number;
    protected count(): void;
    protected int(value: number | bigint): number | bigint;
    protected get(index: number): unknown;
    private forgetDeferred;
    /** The entry of this index, if it was left out until now. */
    private settle;
    protected put(index: number, value: unknown): void;
    protected index(from: number, to: number): number;
    /** Dicts whose identity is already in use elsewhere must be found again if they turn into a Map. */
    protected noteShared(value: unknown): void;
    protected replaceInMemo(from: object, to: object): void;
    /** Takes the last mark off and gives the height of the stack that it stood for. */
    protected popMark(): number;
    /** The height below which no opcode may reach: the last mark. */
    protected get floor(): number;
}

// pickle/decode/deferred-texts.d.ts
import type { TextReader } from "./text.ts";
/**
 * Memo entries that were left out: the keys of a large dict are hardly ever asked for again, and storing each of them
 * keeps it from being collected. Asked for one, this reads its run of batches a second time and stores all of them.
 *
 * A place of the memo that holds undefined may be one of these.
 */
export declare class DeferredTexts {
    #private;
    /** @param bytes those of the whole pickle: they must stay as they are */
    constructor(bytes: Uint8Array, view: DataView, reader: TextReader);
    /**
     * Leaves out the entries from `index` to before `end`.
     *
     * @param from where the MARK of the first batch is, or a FRAME before it
     * @param frameEnd the end of the frame that is open there, or -1
     */
    defer(index: number, end: number, from: number, frameEnd: number): void;
    /** Stores the entry, and all of its run, if it was left out. */
    settle(memo: unknown[], index: number): void;
    settleAll(memo: unknown[]): void;
}

// pickle/decode/globals.d.ts
import { PyGlobal } from "../../python/nodes.ts";
import type { GlobalHandler, GlobalPattern, ResolvedLoadsOptions } from "./options.ts";
/** Known globals by `module name`; a Map, so that `constructor` and `__proto__` are just names. */
export type HandlerTable = ReadonlyMap<string, GlobalHandler>;
/** Longest name of a global, its module included. */
export declare const maxName = 2000;
/** One table of several; later ones win. */
export declare function mergeHandlers(...tables: readonly HandlerTable[]): HandlerTable;
/** Finds what a global stands for, by the caller's classes, the known ones and the policy, once per name. */
export declare class GlobalResolver {
    #private;
    constructor(options: ResolvedLoadsOptions, known: HandlerTable);
    /** The value on the stack for a global. */
    resolve(module: string, name: string, protocol: number): unknown;
    /** How to rebuild what a global makes; undefined when it is an inert node. */
    handlerOf(global: PyGlobal): GlobalHandler | undefined;
    /** Whether a global is one that has a handler, rather than one that the caller allowed. */
    isKnown(global: PyGlobal): boolean;
}
/** Whether one of the patterns names the global. */
export declare function matches(patterns: readonly GlobalPattern[], module: string, name: string): boolean;

// pickle/decode/memo-places.d.ts
/**
 * Where in a memo those objects stand that another may take the place of: a dict that becomes a Map, and what a state
 * turns into a value. So one is found without a search through the memo, however often a stream stored it.
 */
export declare class MemoPlaces {
    #private;
    /** Notes that an entry was made. */
    note(index: number, value: unknown): void;
    /** The entries that held the object when they were made, and forgets them: it may have been overwritten in some. */
    take(value: object): readonly number[];
}

// pickle/decode/memo.d.ts
/** The memo of a large dict gets its room when it has so many entries: texts of the dict are left out of it. */
export declare const worthReserving = 1000;
/**
 * Gives a memo about as much room as it needs for the pickle of these bytes, judged by two samples of them; at most one
 * entry for four bytes. Growing it step by step would copy it some twenty times. The start is no sample: protocols
 * below 4 write the first 256 entries by another opcode.
 */
export declare function reserveMemo(memo: unknown[], bytes: Uint8Array): void;
/** Whether the pickle's value begins as a dict. */
export declare function isDictAtRoot(bytes: Uint8Array): boolean;
/**
 * The memo when its indices are not 0, 1, 2 … in order. The machine keeps a plain array for the usual case
 * and moves to this on the first index that is out of order, so that one huge index costs one entry.
 */
export declare class SparseMemo {
    #private;
    constructor(dense: readonly unknown[]);
    /** Entries so far, which is the index that MEMOIZE takes. */
    get size(): number;
    get(index: number): unknown;
    set(index: number, value: unknown, limit: number): void;
    replace(from: object, to: object): void;
}

// pickle/decode/pairs-ahead.d.ts
/** How many opcodes may yet be looked at for all dicts of a pickle: a hostile one asks for more at every other byte. */
export interface LookAhead {
    left: number;
}
/**
 * Whether the values that follow an EMPTY_DICT are its pairs, and not what comes after an empty dict: told by the
 * opcode that first reaches down to the dict.
 *
 * @param from just after EMPTY_DICT
 * @param ahead what is left of it is lessened
 * @returns false also when it cannot be told from the next opcodes
 */
export declare function getsPairs(bytes: Uint8Array, view: DataView, from: number, ahead: LookAhead): boolean;

// pickle/decode/text.d.ts
/**
 * Decodes UTF-8 as Python's "surrogatepass" does: ED A0 80 … ED BF BF are lone surrogates.
 *
 * @returns undefined when the bytes are not such text
 */
export declare function decodeUtf8(bytes: Uint8Array, start: number, end: number): string | undefined;
/**
 * Reads many short strings from one input. The bytes around are decoded to one string once, as one character per
 * byte, and ASCII strings are cut out of it, which costs a fraction of a call of the platform's decoder.
 */
export declare class TextReader {
    #private;
    constructor(bytes: Uint8Array);
    /** Text as {@link decodeUtf8}. */
    read(start: number, end: number): string | undefined;
    /** The text of a SHORT_BINUNICODE or BINUNICODE, all of whose bytes are there, as {@link read}. */
    readAt(opcode: number): string | undefined;
}
/** One character per byte, U+0000 … U+00FF. */
export declare function decodeLatin1(bytes: Uint8Array, start: number, end: number): string;
/** The bytes of a text of characters up to U+00FF, or undefined when it has others. */
export declare function encodeLatin1(text: string): Uint8Array<ArrayBuffer> | undefined;
/**
 * Decodes Python's raw-unicode-escape: Latin-1 with `\uXXXX` and `\UXXXXXXXX`; a backslash before it that is
 * itself escaped (an odd number of backslashes counts) does not start an escape.
 *
 * @returns undefined for an incomplete or too large escape
 */
export declare function decodeRawUnicodeEscape(text: string): string | undefined;
/**
 * Decodes a quoted Python 2 string literal with its escapes, as the STRING opcode holds it.
 *
 * @param literal the line, one character per byte
 * @returns the bytes, or undefined when quotes or escapes are malformed
 */
export declare function decodeStringLiteral(literal: string): Uint8Array | undefined;
