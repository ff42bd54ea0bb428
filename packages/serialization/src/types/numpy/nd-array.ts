import { PickleError } from "../../errors.ts";
import { PyBuffer, PyGlobal } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { fault } from "../../pickle/decode/fault.ts";
import { encodeLatin1 } from "../../pickle/decode/text.ts";
import { buildState, type DecodeContext } from "../../pickle/decode/options.ts";
import {
  pickleReduce,
  type Reduction,
  type ResolvedDumpsOptions,
} from "../../pickle/encode/options.ts";
import { Dtype } from "./dtype.ts";
import { itemAt, nest } from "./items.ts";
import { dimensionsOf } from "./shape.ts";
import { bytesOf, isNativeDtype, needsSwap, type TypedArray, viewBytes } from "./typed-arrays.ts";

/** What an {@link NdArray} holds: a typed array, raw bytes for records and text, or an array of objects. */
export type NdData = TypedArray | unknown[];

/** A NumPy array: items in one flat `data`, `shape` and order saying where each stands. */
export class NdArray {
  dtype: Dtype;
  shape: readonly number[];
  /** `"C"`: last index runs fastest; `"F"`: first index does. */
  order: "C" | "F";
  /** Items in the machine's byte order, in `order`. */
  data: NdData;
  /** The Python class when it is not `numpy.ndarray`. */
  cls: PyGlobal | undefined;
  /** Whether Python may not write to it. Kept by protocol 5 only. */
  readonly = false;

  constructor(dtype: Dtype, shape: readonly number[], data: NdData, order: "C" | "F" = "C") {
    this.dtype = dtype;
    this.shape = shape;
    this.data = data;
    this.order = order;
  }

  /** Number of items. */
  get size(): number {
    return this.shape.reduce((product, dimension) => product * dimension, 1);
  }

  /**
   * The item at an index, such as `get(0, 2)`.
   *
   * @returns a JavaScript value, see `itemAt`; undefined outside the array
   */
  get(...index: readonly number[]): unknown {
    const at = this.#offset(index);
    return at === undefined ? undefined : itemAt(this.dtype, this.data, at);
  }

  /** All items in C order, in one array. */
  toArray(): unknown[] {
    if (this.order === "C" || this.shape.length < 2) {
      return Array.from({ length: this.size }, (_, at) => itemAt(this.dtype, this.data, at));
    }
    return cOrder(this.shape).map((at) => itemAt(this.dtype, this.data, at));
  }

  /**
   * The items as arrays in arrays, one level per dimension; the item itself for an array without dimensions.
   *
   * @throws PickleError SERIALIZATION_LIMIT for an array without items whose shape asks for millions of empty arrays
   */
  toNested(): unknown {
    return nest(this.toArray(), this.shape);
  }

  /**
   * One field of an array of records, as an array of its own.
   *
   * @returns undefined when there is no such field
   */
  field(name: string): NdArray | undefined {
    const field = this.dtype.fields?.find((one) => one.name === name);
    if (field === undefined || !ArrayBuffer.isView(this.data)) return undefined;
    const records = bytesOf(this.data);
    const { itemsize } = field.dtype;
    const bytes = new Uint8Array(this.size * itemsize);
    for (let at = 0; at < this.size; at += 1) {
      const from = at * this.dtype.itemsize + field.offset;
      bytes.set(records.subarray(from, from + itemsize), at * itemsize);
    }
    const { subarray } = field.dtype;
    const dtype = subarray?.base ?? field.dtype;
    const shape = subarray === undefined ? this.shape : [...this.shape, ...subarray.shape];
    return new NdArray(dtype, shape, viewBytes(bytes, dtype, false), this.order);
  }

  /** The bytes of all items in C order, in the dtype's own byte order. */
  toBytes(): Uint8Array {
    const bytes = this.bytes();
    if (this.order === "C" || this.shape.length < 2) return bytes;
    const { itemsize } = this.dtype;
    const ordered = new Uint8Array(bytes.length);
    cOrder(this.shape).forEach((from, to) => {
      ordered.set(bytes.subarray(from * itemsize, (from + 1) * itemsize), to * itemsize);
    });
    return ordered;
  }

  #offset(index: readonly number[]): number | undefined {
    if (index.length !== this.shape.length) return undefined;
    let offset = 0;
    const axes = this.order === "C" ? index.keys() : [...index.keys()].toReversed();
    for (const axis of axes) {
      const [at, length] = [index[axis]!, this.shape[axis]!];
      if (!(at >= 0 && at < length)) return undefined;
      offset = offset * length + at;
    }
    return offset;
  }

  /** Takes the state of `numpy.ndarray.__setstate__`. */
  [buildState](state: unknown, context: DecodeContext): unknown {
    if (!Array.isArray(state) || state.length < 4) {
      fault("SERIALIZATION_BAD_TYPE", "an array's state must be a tuple of 4 or 5");
    }
    const [shape, dtype, fortran, data] = (state as unknown[]).slice(-4);
    if (!(dtype instanceof Dtype)) fault("SERIALIZATION_BAD_TYPE", "an array needs a dtype");
    const made = makeArray(data, dtype, shape, fortran === true ? "F" : "C", context);
    if (made instanceof NdArray) {
      made.dtype = made.dtype.toNative();
      return this.#take(made);
    }
    return this.cls === undefined ? made : this.#take(new NdArray(dtype, [made.length], made));
  }

  #take(made: NdArray): this {
    this.dtype = made.dtype;
    this.shape = made.shape;
    this.order = made.order;
    this.data = made.data;
    return this;
  }

  /** As NumPy's own `__reduce_ex__`. */
  [pickleReduce](options: ResolvedDumpsOptions): Reduction {
    const core = options.numpy === 2 ? "numpy._core" : "numpy.core";
    const shape = PyTuple.from(this.shape);
    if (options.protocol >= 5 && !this.dtype.hasObjects && this.cls === undefined) {
      return {
        func: new PyGlobal(`${core}.numeric`, "_frombuffer"),
        args: [new PyBuffer(this.bytes(), this.readonly), this.dtype, shape, this.order],
      };
    }
    return {
      func: new PyGlobal(`${core}.multiarray`, "_reconstruct"),
      args: [this.cls ?? new PyGlobal("numpy", "ndarray"), PyTuple.of(0), Uint8Array.of(0x62)],
      state: PyTuple.of<unknown>(
        1,
        shape,
        this.dtype,
        this.order === "F",
        this.dtype.hasObjects ? Array.from(this.data as unknown[]) : this.bytes(),
      ),
    };
  }

  /** The items' bytes in the dtype's own byte order. */
  bytes(): Uint8Array {
    if (!ArrayBuffer.isView(this.data)) {
      throw new PickleError({
        code: "SERIALIZATION_BAD_TYPE",
        message: "an array of objects has no bytes",
      });
    }
    if (!needsSwap(this.dtype)) return bytesOf(this.data);
    const swapped = viewBytes(bytesOf(this.data), this.dtype, true);
    return bytesOf(swapped);
  }
}

/** For each item in C order, where it stands in Fortran order. */
function cOrder(shape: readonly number[]): number[] {
  if (shape.includes(0)) return [];
  let offsets = [0];
  let stride = 1;
  const strides = shape.map((length) => {
    const own = stride;
    stride *= length;
    return own;
  });
  shape.forEach((length, axis) => {
    const step = strides[axis]!;
    offsets = offsets.flatMap((offset) => Array.from({ length }, (_, at) => offset + at * step));
  });
  return offsets;
}

/** Builds an array from its parts, checked before anything is allocated. */
export function makeArray(
  data: unknown,
  dtype: Dtype,
  shape: unknown,
  order: "C" | "F",
  context: DecodeContext,
): NdArray | TypedArray {
  const dimensions = dimensionsOf(shape);
  const count = dimensions.reduce((product, dimension) => product * BigInt(dimension), 1n);
  if (Array.isArray(data)) {
    if (BigInt(data.length) !== count) {
      fault("SERIALIZATION_BAD_ARGUMENT", `an array of ${count} objects has ${data.length}`);
    }
    return new NdArray(dtype, dimensions, data as unknown[], order);
  }
  if (typeof data === "string") context.allocate(data.length);
  const bytes = toBytes(data);
  const size = count * BigInt(dtype.itemsize);
  if (BigInt(bytes.length) !== size || (size === 0n && count > 2_147_483_648n)) {
    fault("SERIALIZATION_BAD_ARGUMENT", `an array of ${size} bytes has ${bytes.length}`);
  }
  // Items without bytes cost nothing here, but as much as others wherever they are looked at.
  if (size === 0n) context.allocate(8 * Number(count));
  const copies = context.options.bytes === "copy";
  const aligned = !needsSwap(dtype) && bytes.byteOffset % Math.min(8, dtype.itemsize || 1) === 0;
  if (!aligned || copies) context.allocate(bytes.length);
  const view = viewBytes(bytes, dtype, copies);
  if (context.options.arrays === "auto" && dimensions.length === 1 && isNativeDtype(dtype))
    return view;
  return new NdArray(dtype, dimensions, view, order);
}

function toBytes(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  if (data instanceof PyBuffer) return data.bytes;
  const bytes = typeof data === "string" ? encodeLatin1(data) : undefined;
  if (bytes === undefined) fault("SERIALIZATION_BAD_TYPE", "an array's data must be bytes");
  return bytes;
}
