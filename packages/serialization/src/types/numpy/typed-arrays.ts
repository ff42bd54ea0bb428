import { Dtype } from "./dtype.ts";

/** A typed array of any kind. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

interface TypedArrayConstructor {
  new (buffer: ArrayBufferLike, offset?: number, length?: number): TypedArray;
  readonly BYTES_PER_ELEMENT: number;
}

const byTypestr: ReadonlyMap<string, TypedArrayConstructor> = new Map<
  string,
  TypedArrayConstructor
>([
  ["b1", Uint8Array],
  ["i1", Int8Array],
  ["u1", Uint8Array],
  ["i2", Int16Array],
  ["u2", Uint16Array],
  ["i4", Int32Array],
  ["u4", Uint32Array],
  ["i8", BigInt64Array],
  ["u8", BigUint64Array],
  ["f2", Uint16Array],
  ["f4", Float32Array],
  ["f8", Float64Array],
  ["c8", Float32Array],
  ["c16", Float64Array],
  ["M8", BigInt64Array],
  ["m8", BigInt64Array],
]);

/** Whether the machine keeps the low byte of a number first. */
export const isLittleEndian: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The kind of typed array that holds a dtype's items; `Uint8Array` for those that are raw bytes. */
export function arrayTypeOf(dtype: Dtype): TypedArrayConstructor {
  return byTypestr.get(`${dtype.kind}${dtype.itemsize}`) ?? Uint8Array;
}

/** The dtype of a typed array's items. */
export function dtypeOf(array: TypedArray): Dtype {
  const text = dtypeText.get(array[Symbol.toStringTag]) ?? "u1";
  // One object per dtype, as in NumPy: arrays of one dtype then share it in the memo.
  const known = dtypes.get(text) ?? Dtype.parse(text);
  dtypes.set(text, known);
  return known;
}

const dtypes = new Map<string, Dtype>();

const dtypeText: ReadonlyMap<string, string> = new Map([
  ["Int8Array", "i1"],
  ["Uint8Array", "u1"],
  ["Uint8ClampedArray", "u1"],
  ["Int16Array", "i2"],
  ["Uint16Array", "u2"],
  ["Int32Array", "i4"],
  ["Uint32Array", "u4"],
  ["Float16Array", "f2"],
  ["Float32Array", "f4"],
  ["Float64Array", "f8"],
  ["BigInt64Array", "i8"],
  ["BigUint64Array", "u8"],
]);

/** The 1-d typed array that `dumps` writes as an array of exactly this dtype, if there is one. */
export function isNativeDtype(dtype: Dtype): boolean {
  return (
    dtype.byteorder !== ">" &&
    ["i1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"].includes(
      `${dtype.kind}${dtype.itemsize}`,
    )
  );
}

/** The bytes of one number in the machine's order, which the swapping of others aims at. */
export function swapWidth(dtype: Dtype): number {
  return dtype.kind === "c" ? dtype.itemsize / 2 : dtype.kind === "U" ? 4 : dtype.itemsize;
}

/** Whether items in this dtype's order must be swapped for the machine. */
export function needsSwap(dtype: Dtype): boolean {
  return (
    dtype.byteorder !== "|" &&
    (dtype.byteorder === ">") === isLittleEndian &&
    "iufcMmU".includes(dtype.kind)
  );
}

/** Reverses the bytes of each number of `width` bytes, in place. */
export function swapBytes(bytes: Uint8Array, width: number): void {
  for (let start = 0; start + width <= bytes.length; start += width) {
    for (let low = start, high = start + width - 1; low < high; low += 1, high -= 1) {
      const kept = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = kept;
    }
  }
}

/** A typed array over bytes: a view where they are aligned for it, else one copy. */
export function viewBytes(bytes: Uint8Array, dtype: Dtype, copy: boolean): TypedArray {
  const type = arrayTypeOf(dtype);
  const swap = needsSwap(dtype);
  let source = bytes;
  if (copy || swap || source.byteOffset % type.BYTES_PER_ELEMENT !== 0) {
    source = new Uint8Array(bytes.length);
    source.set(bytes);
    if (swap) swapBytes(source, swapWidth(dtype));
  }
  return new type(
    source.buffer,
    source.byteOffset,
    Math.floor(source.length / type.BYTES_PER_ELEMENT),
  );
}

/** The bytes that an array's items stand on. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
