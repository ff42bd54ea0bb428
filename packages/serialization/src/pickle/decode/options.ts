import type { PyGlobal } from "../../python/nodes.ts";
import { badOption, checkChoices, checkLimits, type OptionChoices } from "../check-options.ts";

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
  readonly buffers?:
    | Iterable<Uint8Array | { readonly bytes: Uint8Array; readonly readonly?: boolean }>
    | undefined;
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
  create?(
    args: readonly unknown[],
    kwargs: ReadonlyMap<unknown, unknown> | undefined,
    context: DecodeContext,
    global: PyGlobal,
  ): unknown;
}

/** What a handler returns for arguments that it does not know. */
export const notClaimed: unique symbol = Symbol("not claimed");

/**
 * Method of a decoded object that takes BUILD's state and returns the final value: itself, or another that
 * takes its place.
 */
export const buildState: unique symbol = Symbol("build state");

/** All options with their defaults. */
export type ResolvedLoadsOptions = Required<
  Omit<LoadsOptions, "classes" | "persistentLoad" | "limits" | "buffers">
> & {
  readonly classes: ClassSource | undefined;
  readonly persistentLoad: ((id: unknown) => unknown) | undefined;
  readonly buffers: LoadsOptions["buffers"];
  readonly limits: Required<Omit<DecodeLimits, "maxBytes">> & {
    /** Undefined when the input decides. */
    readonly maxBytes: number | undefined;
  };
};

const choices: OptionChoices = {
  policy: ["data", "inspect"],
  ints: ["auto", "number", "bigint"],
  floats: ["number", "wrap"],
  str: ["string", "wrap"],
  none: ["null", "undefined"],
  tuples: ["tuple", "array"],
  dicts: ["auto", "map", "object"],
  bytes: ["view", "copy"],
  strings: ["utf8", "ascii", "latin1", "bytes"],
  dates: ["python", "js"],
  arrays: ["auto", "ndarray"],
  npScalars: ["value", "wrap"],
  frames: ["strict", "lenient"],
  trailing: ["ignore", "error"],
};

/**
 * Fills in the defaults.
 *
 * @throws PickleError SERIALIZATION_BAD_OPTION for values that an option does not know
 */
export function resolveLoadsOptions(options: LoadsOptions): ResolvedLoadsOptions {
  checkChoices(options, choices);
  for (const name of ["allow", "deny"] as const) {
    if (!Array.isArray(options[name] ?? [])) throw badOption(name, "must be an array of patterns");
  }
  if (typeof (options.buffers ?? [])[Symbol.iterator] !== "function") {
    throw badOption("buffers", "must be iterable");
  }
  const limits = {
    maxStack: options.limits?.maxStack ?? 10_000_000,
    maxMemo: options.limits?.maxMemo ?? 50_000_000,
    maxObjects: options.limits?.maxObjects ?? 100_000_000,
    maxDigits: options.limits?.maxDigits ?? 4300,
    maxLongBytes: options.limits?.maxLongBytes ?? 1_048_576,
    maxBytes: options.limits?.maxBytes,
  };
  if (options.limits !== undefined) checkLimits(options.limits, limits);
  return {
    policy: options.policy ?? "data",
    allow: options.allow ?? [],
    deny: options.deny ?? [],
    classes: options.classes,
    ints: options.ints ?? "auto",
    floats: options.floats ?? "number",
    str: options.str ?? "string",
    none: options.none ?? "null",
    tuples: options.tuples ?? "tuple",
    dicts: options.dicts ?? "auto",
    bytes: options.bytes ?? "view",
    strings: options.strings ?? "utf8",
    dates: options.dates ?? "python",
    arrays: options.arrays ?? "auto",
    npScalars: options.npScalars ?? "value",
    frames: options.frames ?? "strict",
    trailing: options.trailing ?? "ignore",
    buffers: options.buffers,
    persistentLoad: options.persistentLoad,
    extensions: options.extensions ?? {},
    limits,
  };
}
