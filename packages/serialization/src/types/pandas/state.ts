import { isPlainDict } from "../../pickle/decode/dicts.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { dtypeOf, type TypedArray } from "../numpy/typed-arrays.ts";

/** An entry of a decoded dict, whichever form the dict took. */
export function entry(dict: unknown, key: string): unknown {
  if (dict instanceof Map) return (dict as Map<unknown, unknown>).get(key);
  return isPlainDict(dict) ? dict[key] : undefined;
}

/** A decoded NumPy array as an `NdArray`, whichever form it took; undefined for anything else. */
export function asNdArray(value: unknown): NdArray | undefined {
  if (value instanceof NdArray) return value;
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  const array = value as TypedArray;
  return new NdArray(dtypeOf(array), [array.length], array);
}

/** Row `row` of a two-dimensional array, or the whole of a one-dimensional one. */
export function rowOf(array: NdArray, row: number): NdArray {
  if (array.shape.length < 2) return array;
  const [rows = 0, columns = 0] = array.shape;
  const width = Math.max(1, array.dtype.kind === "c" ? 2 : 1);
  const { data } = array;
  if (array.order === "C") {
    const raw = !Array.isArray(data) && rowsAreBytes(array) ? array.dtype.itemsize : width;
    const from = row * columns * raw;
    const part = Array.isArray(data)
      ? data.slice(row * columns, (row + 1) * columns)
      : data.subarray(from, from + columns * raw);
    return new NdArray(array.dtype, [columns], part);
  }
  if (Array.isArray(data)) {
    const part = Array.from({ length: columns }, (_, at) => data[row + at * rows]);
    return new NdArray(array.dtype, [columns], part);
  }
  const raw = rowsAreBytes(array) ? array.dtype.itemsize : width;
  const type = data.constructor as unknown as new (length: number) => TypedArray;
  const part = new type(columns * raw);
  for (let at = 0; at < columns; at += 1) {
    for (let unit = 0; unit < raw; unit += 1) {
      part[at * raw + unit] = data[(row + at * rows) * raw + unit] as never;
    }
  }
  return new NdArray(array.dtype, [columns], part);
}

function rowsAreBytes(array: NdArray): boolean {
  return "SUV".includes(array.dtype.kind) || (array.dtype.kind === "f" && array.dtype.itemsize > 8);
}
