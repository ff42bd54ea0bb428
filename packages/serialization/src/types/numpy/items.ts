import { PickleError } from "../../errors.ts";
import { decodeLatin1 } from "../../pickle/decode/text.ts";
import { asBytes } from "../../python/bytes.ts";
import { Complex } from "../../python/scalars.ts";
import { PyTuple } from "../../python/tuple.ts";
import type { Dtype } from "./dtype.ts";
import { bytesOf, isLittleEndian, type TypedArray, viewBytes } from "./typed-arrays.ts";

/**
 * One item of an array's data as a JavaScript value: numbers, bigints for 64-bit integers and datetimes, booleans,
 * strings without trailing NULs, `Complex`, tuples for records, `Uint8Array` for raw bytes.
 *
 * @param data what `NdArray.data` holds: in the machine's byte order but for text and records
 */
export function itemAt(
  dtype: Dtype,
  data: TypedArray | readonly unknown[],
  index: number,
): unknown {
  if (Array.isArray(data)) return data[index];
  const { kind, itemsize } = dtype;
  const array = data as TypedArray;
  switch (kind) {
    case "b":
      return array[index] !== 0;
    case "i":
    case "u":
    case "M":
    case "m":
      return array[index];
    case "c":
      if (itemsize > 16) break;
      return new Complex(Number(array[2 * index]), Number(array[2 * index + 1]));
    case "f":
      if (itemsize === 2) return halfToNumber(Number(array[index]));
      if (itemsize <= 8) return array[index];
      return longDouble(bytesOf(array).subarray(index * itemsize, (index + 1) * itemsize));
    default:
  }
  const bytes = bytesOf(array).subarray(index * itemsize, (index + 1) * itemsize);
  if (kind === "S") return asciiOf(bytes);
  if (kind === "U") return textOf(bytes);
  if (dtype.fields !== undefined) {
    return PyTuple.from(dtype.fields, (field) => partAt(field.dtype, bytes, field.offset));
  }
  return asBytes(bytes);
}

/** A field of a record, or the items of a sub-array. */
export function partAt(dtype: Dtype, record: Uint8Array, offset: number): unknown {
  const { subarray } = dtype;
  if (subarray !== undefined) {
    const count = subarray.shape.reduce((product, dimension) => product * dimension, 1);
    const size = subarray.base.itemsize;
    const items = Array.from({ length: count }, (_, at) =>
      partAt(subarray.base, record, offset + at * size),
    );
    return nest(items, subarray.shape);
  }
  const bytes = record.subarray(offset, offset + dtype.itemsize);
  return itemAt(dtype, viewBytes(bytes, dtype, true), 0);
}

/** So many arrays without items are made for a shape such as (1000, 0). */
const maxEmptyArrays = 1_000_000;

/** How many arrays a shape with a dimension of 0 has before it comes to that dimension. */
function emptyArraysIn(shape: readonly number[]): number {
  let count = 1;
  for (const length of shape) {
    if (length === 0) break;
    count *= length;
  }
  return count;
}

/** Flat items as arrays in arrays. */
export function nest(items: readonly unknown[], shape: readonly number[]): unknown {
  if (items.length === 0 && emptyArraysIn(shape) > maxEmptyArrays) {
    throw new PickleError({
      code: "SERIALIZATION_LIMIT",
      message: `an array of shape (${shape.join(", ")}) holds nothing but more than ${maxEmptyArrays} empty arrays`,
      hint: "Use its `shape`, or `toArray()`, which is empty.",
    });
  }
  if (shape.length === 0) return items[0];
  if (shape.length === 1) return [...items];
  const [first = 0, ...rest] = shape;
  const size = rest.reduce((product, dimension) => product * dimension, 1);
  return Array.from({ length: first }, (_, at) =>
    nest(items.slice(at * size, (at + 1) * size), rest),
  );
}

/** The number that 16 bits hold as IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** x87's 80-bit number, padded to 12 or 16 bytes, rounded to a double. */
function longDouble(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = view.getUint16(8, true);
  const exponent = head & 0x7fff;
  const mantissa = view.getBigUint64(0, true);
  const sign = head & 0x8000 ? -1 : 1;
  if (exponent === 0x7fff) {
    return mantissa << 1n === 1n << 64n ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  }
  return sign * Number(mantissa) * 2 ** (exponent - 16383 - 63);
}

function asciiOf(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return decodeLatin1(bytes, 0, end);
}

function textOf(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const points: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) points.push(view.getUint32(at, isLittleEndian));
  while (points.at(-1) === 0) points.pop();
  return points
    .map((point) => (point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd"))
    .join("");
}
