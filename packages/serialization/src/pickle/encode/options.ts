import type { PyGlobal } from "../../python/nodes.ts";
import {
  badOption,
  checkChoices,
  checkKinds,
  type OptionChoices,
  type OptionKinds,
} from "../check-options.ts";

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
  readonly captured?: (
    func: (...args: never[]) => unknown,
  ) => Readonly<Record<string, unknown>> | undefined;
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
export type ResolvedDumpsOptions = Required<
  Omit<DumpsOptions, "classes" | "persistentId" | "bufferCallback" | "captured">
> &
  Pick<DumpsOptions, "classes" | "persistentId" | "bufferCallback" | "captured">;

const choices: OptionChoices = {
  protocol: [0, 1, 2, 3, 4, 5],
  profile: ["c", "python"],
  strings: ["interned", "distinct"],
  undefined: ["none", "error", "skip"],
  numbers: ["auto", "float"],
  bytes: ["bytes", "bytearray"],
  typedArrays: ["ndarray", "array", "list", "bytes"],
  numpy: [1, 2],
  dates: ["utc", "naive"],
  urls: ["str", "parse-result"],
  instances: ["error", "dict", "namespace"],
  unhashable: ["error", "convert"],
  functions: ["error", "source"],
};

const kinds: OptionKinds = {
  toJSON: "boolean",
  captured: "function",
  classes: "object",
  persistentId: "function",
  extensions: "object",
  bufferCallback: "function",
  fixImports: "boolean",
};

/** Codes that Python's extension registry takes: EXT4 holds a signed 32-bit number. */
function checkExtensions(extensions: Readonly<Record<string, unknown>>): void {
  for (const [code, path] of Object.entries(extensions)) {
    const number = Number(code);
    if (!Number.isInteger(number) || number < 1 || number > 0x7fffffff) {
      throw badOption("extensions", `has the code ${code}; codes are 1 to 2147483647`);
    }
    if (typeof path !== "string" || !path.includes(".")) {
      throw badOption("extensions", `needs a dotted name for the code ${code}`);
    }
  }
}

/**
 * Fills in the defaults.
 *
 * @throws PickleError SERIALIZATION_BAD_OPTION for options that there are not and values that an option does not know
 */
export function resolveDumpsOptions(options: DumpsOptions): ResolvedDumpsOptions {
  checkChoices(options, choices);
  checkKinds(options, kinds, choices);
  checkExtensions(options.extensions ?? {});
  if (options.classes !== undefined && typeof options.classes.reductionOf !== "function") {
    throw badOption("classes", "must be a ClassRegistry");
  }
  if (options.bufferCallback !== undefined && (options.protocol ?? 5) < 5) {
    throw badOption("bufferCallback", "needs protocol 5");
  }
  return {
    ...options,
    protocol: options.protocol ?? 5,
    profile: options.profile ?? "c",
    strings: options.strings ?? "interned",
    undefined: options.undefined ?? "none",
    numbers: options.numbers ?? "auto",
    bytes: options.bytes ?? "bytes",
    typedArrays: options.typedArrays ?? "ndarray",
    numpy: options.numpy ?? 1,
    dates: options.dates ?? "utc",
    urls: options.urls ?? "str",
    instances: options.instances ?? "error",
    unhashable: options.unhashable ?? "error",
    toJSON: options.toJSON ?? false,
    functions: options.functions ?? "error",
    extensions: options.extensions ?? {},
    fixImports: options.fixImports ?? true,
  };
}

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
export const pickleReduce: unique symbol = Symbol.for("pickle.reduce");
