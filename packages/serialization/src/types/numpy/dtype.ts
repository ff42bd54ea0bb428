import { PickleError } from "../../errors.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { fault } from "../../pickle/decode/fault.ts";
import { buildState, type DecodeContext } from "../../pickle/decode/options.ts";
import {
  pickleReduce,
  type Reduction,
  type ResolvedDumpsOptions,
} from "../../pickle/encode/options.ts";
import { smallInt } from "../small-int.ts";
import { dimensionsOf } from "./shape.ts";
import { assertOpen, hasObjectsInside, settleLayout } from "./dtype-layout.ts";

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

const itemSizesByKind: ReadonlyMap<string, readonly number[]> = new Map([
  ["b", [1]],
  ["i", [1, 2, 4, 8]],
  ["u", [1, 2, 4, 8]],
  ["f", [2, 4, 8, 16]],
  ["c", [8, 16, 32]],
  ["M", [8]],
  ["m", [8]],
  ["O", [8, 4]],
]);

/** The type of a NumPy array's items. */
export class Dtype {
  /** NumPy's letter: `b i u f c S U V M m O`, and `T` for NumPy 2's `StringDType`. */
  kind: string;
  /** Bytes of one item. */
  itemsize: number;
  /** `<`, `>` or `|` when order does not matter. */
  byteorder: "<" | ">" | "|";
  /** Fields of a structured dtype, in order. */
  fields: readonly DtypeField[] | undefined;
  /** Base and shape of a sub-array dtype. */
  subarray: { readonly base: Dtype; readonly shape: readonly number[] } | undefined;
  /** Unit of a datetime or timedelta. */
  unit: DatetimeUnit | undefined;
  /** Whether a structured dtype is laid out as C does. */
  aligned = false;
  alignment = -1;
  flags = 0;
  /** What the program that made the dtype wrote on it; null where a datetime's state says that there is none. */
  metadata: unknown;
  /** What a `StringDType` was made with: whether it coerces, and its missing value. */
  arguments: readonly unknown[] | undefined;
  /** The scalar type of records when it is not `numpy.void`: `numpy.record`. */
  scalarType: unknown;

  constructor(kind: string, itemsize: number, byteorder?: "<" | ">" | "|") {
    this.kind = kind;
    this.itemsize = itemsize;
    this.byteorder = byteorder ?? (itemsize === 1 || "SVOT".includes(kind) ? "|" : "<");
  }

  /**
   * The dtype of a type string.
   *
   * @param text such as `<f8`, `|b1`, `U4`, `M8[ns]`, `O`
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT for text that is none
   */
  static parse(text: string): Dtype {
    // Longer than any that NumPy writes, and not worth a search.
    if (text.length > 64) throw notADtype(text);
    const match = /^([<>|=]?)([biufcSUVMmO])(\d*)(?:\[(\d*)([A-Za-z]+)\])?$/.exec(text);
    if (match === null) throw notADtype(text);
    const [, order, kind, digits, count, unit] = match;
    const size = digits === "" ? (kind === "O" ? 8 : 0) : Number(digits);
    const known = itemSizesByKind.get(kind!);
    if ((known !== undefined && !known.includes(size)) || size > 2_147_483_647 / 4) {
      throw notADtype(text);
    }
    const dtype = new Dtype(kind!, kind === "U" ? 4 * size : size);
    if (order === ">" && dtype.byteorder !== "|") dtype.byteorder = ">";
    if (kind === "M" || kind === "m") {
      dtype.unit = {
        unit: unit ?? "generic",
        count: count === undefined || count === "" ? 1 : Number(count),
        rest: [1, 1],
      };
    }
    if (kind === "S" || kind === "V") dtype.alignment = 1;
    if (kind === "U") dtype.alignment = 4;
    if (kind === "O") dtype.flags = 63;
    return dtype;
  }

  /** NumPy 2's `StringDType`, whose arrays hold texts of any length. */
  static strings(args: readonly unknown[] = [1]): Dtype {
    const dtype = new Dtype("T", 16);
    dtype.arguments = args;
    return dtype;
  }

  /** The type string with byte order, such as `<f8`, `|S3`, `<M8[ns]`; `|V12` for records. */
  get text(): string {
    const { kind, byteorder, unit } = this;
    if (kind === "O") return "|O";
    if (kind === "T") return "StringDType()";
    const size = kind === "U" ? this.itemsize / 4 : this.itemsize;
    const suffix =
      unit === undefined || unit.unit === "generic"
        ? ""
        : `[${unit.count === 1 ? "" : unit.count}${unit.unit}]`;
    return `${byteorder}${kind}${size}${suffix}`;
  }

  /** Whether items are values of their own rather than bytes, here or in a field: objects, and texts of a `StringDType`. */
  get hasObjects(): boolean {
    return this.kind === "O" || this.kind === "T" || hasObjectsInside(this);
  }

  /** The same dtype in little-endian order, as NumPy makes of swapped arrays when it reads them. */
  toNative(): Dtype {
    if (this.byteorder !== ">") return this;
    const native = new Dtype(this.kind, this.itemsize, "<");
    native.unit = this.unit;
    native.alignment = this.alignment;
    native.metadata = this.metadata;
    return native;
  }

  /** Takes the state of `numpy.dtype.__setstate__`. */
  [buildState](state: unknown, context?: DecodeContext): this {
    if (!(Array.isArray(state) && state.length >= 8))
      fault("SERIALIZATION_BAD_TYPE", "a dtype's state must be a tuple of 8 or 9");
    assertOpen(this);
    const [, order, subarray, names, fields, ...others] = state as unknown[];
    const [itemsize, alignment, flags] = others.map(smallInt);
    if (order === "<" || order === ">" || order === "|") this.byteorder = order;
    else if (order !== "=")
      fault("SERIALIZATION_BAD_ARGUMENT", "a dtype's byte order must be <, > , | or =");
    if (alignment !== undefined) this.alignment = alignment;
    if (flags !== undefined) {
      this.flags = flags;
      this.aligned = (flags & 0x80) !== 0;
    }
    if (itemsize !== undefined && itemsize >= 0 && "SUV".includes(this.kind))
      this.itemsize = itemsize;
    if (Array.isArray(subarray)) this.subarray = readSubarray(subarray as unknown[]);
    if (Array.isArray(names)) {
      context?.allocate(128 * names.length);
      this.fields = readFields(names as unknown[], fields);
    }
    this.#readExtra(others[3]);
    settleLayout(this);
    return this;
  }

  /** The end of the state: metadata, and before it the unit of a datetime. */
  #readExtra(extra: unknown): void {
    if (!Array.isArray(extra)) {
      if (extra !== null) this.metadata = extra;
      return;
    }
    const [metadata, unit] = extra as unknown[];
    this.metadata = metadata;
    if (!Array.isArray(unit)) return;
    const [name, count, ...rest] = unit as unknown[];
    const text =
      name instanceof Uint8Array ? String.fromCharCode(...name.subarray(0, 8)) : String(name);
    this.unit = { unit: text, count: Number(count), rest };
  }

  /** As NumPy's own `__reduce__`. */
  [pickleReduce](options?: ResolvedDumpsOptions): Reduction {
    if (this.arguments !== undefined) {
      const func = new PyGlobal("numpy._core._internal", "_convert_to_stringdtype_kwargs");
      return { func, args: this.arguments };
    }
    const { kind, fields, subarray } = this;
    const size = kind === "U" ? this.itemsize / 4 : this.itemsize;
    const flexible = "SUV".includes(kind);
    const extra = this.#extraState(options?.numpy === 2);
    const state: unknown[] = [
      extra === undefined ? 3 : 4,
      this.byteorder,
      subarray === undefined
        ? null
        : PyTuple.of<unknown>(subarray.base, PyTuple.from(subarray.shape)),
      fields === undefined ? null : PyTuple.from(fields, (field) => field.name),
      fields === undefined ? null : fieldTable(fields),
      flexible ? this.itemsize : -1,
      flexible ? Math.max(this.alignment, 1) : this.alignment,
      this.flags,
      ...(extra === undefined ? [] : [extra]),
    ];
    const type = this.scalarType ?? `${kind}${size}`;
    return {
      func: new PyGlobal("numpy", "dtype"),
      args: [type, false, true],
      state: PyTuple.from(state),
    };
  }

  /** What only dtypes with a unit or with metadata have at the end of their state. */
  #extraState(isNumpy2: boolean): unknown {
    const { unit, metadata } = this;
    if (unit === undefined) return metadata ?? undefined;
    const name = Uint8Array.from(unit.unit, (letter) => letter.charCodeAt(0));
    const none = isNumpy2 ? null : new Map();
    return PyTuple.of<unknown>(
      metadata === undefined ? none : metadata,
      PyTuple.of<unknown>(name, unit.count, ...unit.rest),
    );
  }
}

function notADtype(text: string): PickleError {
  return new PickleError({
    code: "SERIALIZATION_BAD_ARGUMENT",
    message: `${JSON.stringify(text.slice(0, 40))} is not a dtype`,
  });
}

function readSubarray([base, shape]: readonly unknown[]): NonNullable<Dtype["subarray"]> {
  if (!(base instanceof Dtype)) fault("SERIALIZATION_BAD_TYPE", "a sub-array needs a dtype");
  return { base, shape: dimensionsOf(Array.isArray(shape) ? shape : [shape]) };
}

function readFields(names: readonly unknown[], table: unknown): DtypeField[] {
  if (names.length > 65_536) fault("SERIALIZATION_LIMIT", "a dtype has more than 65536 fields");
  return names.map((name) => {
    if (typeof name !== "string") fault("SERIALIZATION_BAD_TYPE", "a field's name must be a str");
    const entry: unknown =
      table instanceof Map
        ? table.get(name)
        : typeof table === "object" && table !== null
          ? (table as Record<string, unknown>)[name]
          : undefined;
    if (!Array.isArray(entry)) fault("SERIALIZATION_BAD_TYPE", "a dtype lacks one of its fields");
    const [dtype, place, title] = entry as unknown[];
    const offset = smallInt(place);
    if (!(dtype instanceof Dtype) || offset === undefined) {
      fault("SERIALIZATION_BAD_TYPE", "a field needs a dtype and an offset");
    }
    return title === undefined ? { name, dtype, offset } : { name, dtype, offset, title };
  });
}

function fieldTable(fields: readonly DtypeField[]): Map<unknown, unknown> {
  const table = new Map<unknown, unknown>();
  for (const { name, dtype, offset, title } of fields) {
    const entry =
      title === undefined
        ? PyTuple.of<unknown>(dtype, offset)
        : PyTuple.of<unknown>(dtype, offset, title);
    table.set(name, entry);
    if (title !== undefined && title !== null) table.set(title, entry);
  }
  return table;
}
