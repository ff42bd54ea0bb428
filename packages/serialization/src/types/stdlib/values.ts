import { PyGlobal } from "../../python/nodes.ts";
import { buildState } from "../../pickle/decode/options.ts";
import { fault } from "../../pickle/decode/fault.ts";
import { pickleReduce, type Reduction } from "../../pickle/encode/options.ts";
import { isPlainDict } from "../../pickle/decode/dicts.ts";

/** Python's `decimal.Decimal`, as its text. */
export class PyDecimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The nearest number. */
  toNumber(): number {
    return Number(this.text.replace(/^([+-]?)inf(inity)?$/i, "$1Infinity"));
  }

  toString(): string {
    return this.text;
  }

  [pickleReduce](): Reduction {
    return { func: new PyGlobal("decimal", "Decimal"), args: [this.text] };
  }
}

/** Python's `fractions.Fraction`. */
export class PyFraction {
  readonly numerator: bigint;
  readonly denominator: bigint;

  constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  toString(): string {
    return `${this.numerator}/${this.denominator}`;
  }

  // The text form is read by every Python; pairs of ints only by 3.11 and later.
  [pickleReduce](): Reduction {
    return { func: new PyGlobal("fractions", "Fraction"), args: [this.toString()] };
  }
}

/** Python's `uuid.UUID`. */
export class PyUuid {
  #value: bigint;

  constructor(value: bigint) {
    this.#value = value;
  }

  /** A UUID from its text with or without hyphens. */
  static parse(text: string): PyUuid {
    return new PyUuid(BigInt(`0x${text.replaceAll("-", "")}`));
  }

  /** The 128 bits as an integer. */
  get value(): bigint {
    return this.#value;
  }

  /** `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`. */
  toString(): string {
    const hex = this.#value.toString(16).padStart(32, "0");
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join("-");
  }

  [buildState](state: unknown): this {
    const int: unknown =
      state instanceof Map ? state.get("int") : isPlainDict(state) ? state["int"] : undefined;
    if (
      (typeof int !== "bigint" && typeof int !== "number") ||
      BigInt(int) < 0n ||
      BigInt(int) >> 128n !== 0n
    ) {
      fault("SERIALIZATION_BAD_TYPE", "a UUID needs an integer of 128 bits");
    }
    this.#value = BigInt(int);
    return this;
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("uuid", "UUID"),
      how: "newobj",
      args: [],
      state: new Map([["int", this.#value]]),
    };
  }
}

/** Python's `range`. */
export class PyRange {
  readonly start: number | bigint;
  readonly stop: number | bigint;
  readonly step: number | bigint;

  constructor(start: number | bigint, stop: number | bigint, step: number | bigint = 1) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  /** The numbers of the range, in order. */
  *[Symbol.iterator](): Generator<number | bigint> {
    const [stop, step] = [BigInt(this.stop), BigInt(this.step)];
    const wide = [this.start, this.stop, this.step].some((bound) => typeof bound === "bigint");
    for (let at = BigInt(this.start); step > 0n ? at < stop : at > stop; at += step) {
      yield wide ? at : Number(at);
    }
  }

  [pickleReduce](): Reduction {
    return { func: new PyGlobal("builtins", "range"), args: [this.start, this.stop, this.step] };
  }
}

/** Python's `slice`. */
export class PySlice {
  readonly start: unknown;
  readonly stop: unknown;
  readonly step: unknown;

  constructor(start: unknown, stop: unknown, step: unknown = null) {
    this.start = start;
    this.stop = stop;
    this.step = step;
  }

  [pickleReduce](): Reduction {
    return { func: new PyGlobal("builtins", "slice"), args: [this.start, this.stop, this.step] };
  }
}

/** A path of Python's `pathlib`. */
export class PyPath {
  /** The class: `PurePosixPath`, `PosixPath`, `PureWindowsPath` or `WindowsPath`. */
  readonly flavour: string;
  readonly parts: readonly string[];

  constructor(flavour: string, parts: readonly string[]) {
    this.flavour = flavour;
    this.parts = parts;
  }

  /** The path as text, with the flavour's separator. */
  toString(): string {
    const separator = this.flavour.includes("Windows") ? "\\" : "/";
    const [first = ".", ...rest] = this.parts;
    if (rest.length === 0) return first;
    return (first.endsWith(separator) ? first : first + separator) + rest.join(separator);
  }

  [pickleReduce](): Reduction {
    return { func: new PyGlobal("pathlib", this.flavour), args: this.parts };
  }
}

/** A compiled regular expression of Python. */
export class PyRegExp {
  readonly pattern: unknown;
  readonly flags: number;

  constructor(pattern: unknown, flags: number) {
    this.pattern = pattern;
    this.flags = flags;
  }

  /** The nearest JavaScript expression, or undefined when the syntax is not one of JavaScript's. */
  toRegExp(): RegExp | undefined {
    if (typeof this.pattern !== "string" || (this.flags & 64) !== 0) return undefined;
    const flags = `${this.flags & 2 ? "i" : ""}${this.flags & 8 ? "m" : ""}${this.flags & 16 ? "s" : ""}`;
    try {
      return new RegExp(this.pattern, `${flags}u`);
    } catch {
      // Python's syntax is wider than JavaScript's: not every pattern has a counterpart.
      return undefined;
    }
  }

  [pickleReduce](): Reduction {
    return { func: new PyGlobal("re", "_compile"), args: [this.pattern, this.flags] };
  }
}

/** A Python exception: its class, arguments and state. Never thrown by decoding. */
export class PyError extends Error {
  /** `module.name` of the class, such as `builtins.ValueError`. */
  readonly className: string;
  readonly args: readonly unknown[];
  state: unknown;

  constructor(cls: PyGlobal, args: readonly unknown[]) {
    const message = args.map((arg) => (typeof arg === "string" ? arg : describe(arg))).join(", ");
    // A stack of this program says nothing of Python's, and taking it costs more than all else.
    const { stackTraceLimit } = Error;
    Reflect.set(Error, "stackTraceLimit", 0);
    super(message);
    Reflect.set(Error, "stackTraceLimit", stackTraceLimit);
    Reflect.set(this, "stack", undefined);
    this.name = cls.name;
    this.className = cls.path;
    this.args = args;
  }

  [buildState](state: unknown): this {
    this.state = state;
    return this;
  }

  [pickleReduce](): Reduction {
    const cut = this.className.lastIndexOf(".");
    return {
      func: new PyGlobal(this.className.slice(0, cut), this.className.slice(cut + 1)),
      args: this.args,
      ...(this.state === undefined ? {} : { state: this.state }),
    };
  }
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  // A dict may have a key of this name.
  const { constructor } = value as { constructor?: { name?: unknown } };
  const name = constructor?.name;
  return `[${typeof name === "string" ? name : "object"}]`;
}

/** Python's `types.SimpleNamespace`: an object of attributes. */
export class PyNamespace {
  readonly attributes: Map<string, unknown>;

  constructor(attributes: Iterable<readonly [string, unknown]> = []) {
    this.attributes = new Map(attributes);
  }

  [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("types", "SimpleNamespace"),
      args: [],
      state: this.attributes,
    };
  }
}
