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

  /** Takes the state of `numpy.ndarray.__setstate__`. */
  [buildState](state: unknown, context: DecodeContext): unknown {
    if (!Array.isArray(state) || state.length < 4) {
      fault("SERIALIZATION_BAD_TYPE", "an array's state must be a tuple of 4 or 5");
    }
    const [shape, dtype, fortran, data] = (state as unknown[]).slice(-4);
    if (!(dtype instanceof Dtype)) fault("SERIALIZATION_BAD_TYPE", "an array needs a dtype");
    const made = makeArray(data, dtype, shape, fortran === true ? "F" : "C", context);
    if (made instanceof NdArray) return this.#take(made);
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
        args: [new PyBuffer(this.bytes()), this.dtype, shape, this.order],
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
      fault("SERIALIZATION_BAD_TYPE", "an array of objects has no bytes");
    }
    if (!needsSwap(this.dtype)) return bytesOf(this.data);
    const swapped = viewBytes(bytesOf(this.data), this.dtype, true);
    return bytesOf(swapped);
  }
}

/** Builds an array from its parts, checked before anything is allocated. */
export function makeArray(
  data: unknown,
  dtype: Dtype,
  shape: unknown,
  order: "C" | "F",
  context: DecodeContext,
): NdArray | TypedArray {
  if (!Array.isArray(shape) || !shape.every(isDimension)) {
    fault("SERIALIZATION_BAD_ARGUMENT", "an array's shape must be a tuple of integers from 0 on");
  }
  const dimensions = Array.from(shape as number[]);
  const count = dimensions.reduce((product, dimension) => product * BigInt(dimension), 1n);
  if (Array.isArray(data)) {
    if (BigInt(data.length) !== count) {
      fault("SERIALIZATION_BAD_ARGUMENT", `an array of ${count} objects has ${data.length}`);
    }
    return new NdArray(dtype, dimensions, data as unknown[], order);
  }
  const bytes = toBytes(data);
  const size = count * BigInt(dtype.itemsize);
  if (BigInt(bytes.length) !== size || (size === 0n && count > 2_147_483_648n)) {
    fault("SERIALIZATION_BAD_ARGUMENT", `an array of ${size} bytes has ${bytes.length}`);
  }
  const aligned = !needsSwap(dtype) && bytes.byteOffset % Math.min(8, dtype.itemsize || 1) === 0;
  if (!aligned) context.allocate(bytes.length);
  const view = viewBytes(bytes, dtype, context.options.bytes === "copy");
  if (context.options.arrays === "auto" && dimensions.length === 1 && isNativeDtype(dtype))
    return view;
  return new NdArray(dtype, dimensions, view, order);
}

function isDimension(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function toBytes(data: unknown): Uint8Array {
  if (data instanceof Uint8Array) return data;
  if (data instanceof PyBuffer) return data.bytes;
  const bytes = typeof data === "string" ? encodeLatin1(data) : undefined;
  if (bytes === undefined) fault("SERIALIZATION_BAD_TYPE", "an array's data must be bytes");
  return bytes;
}
