import { PickleError } from "../../errors.ts";
import { PyObject, PyReduce } from "../../python/nodes.ts";
import { PyFloat } from "../../python/scalars.ts";
import type { Dtype } from "../numpy/dtype.ts";
import { NdArray } from "../numpy/nd-array.ts";
import { NpScalar } from "../numpy/scalar.ts";
import type { TypedArray } from "../numpy/typed-arrays.ts";
import { smallInt } from "../small-int.ts";
import { asNdArray, entry } from "./state.ts";

/** So many values a sparse array may have besides sixty-four for each that it stores before it is spread out. */
const maxSpread = 16_777_216;

/** pandas' sparse values: those that differ from one fill value, and their places. */
export class SparseArray extends PyObject {
  /** How many values there are, stored or not. */
  get length(): number {
    return smallInt(this.#index?.args[0]) ?? 0;
  }

  /** The value that is not stored. */
  get fillValue(): unknown {
    const dtype = entry(this.state, "_dtype");
    return dtype instanceof PyObject ? entry(dtype.state, "_fill_value") : undefined;
  }

  /** The stored values. */
  get values(): NdArray | undefined {
    return asNdArray(entry(this.state, "_sparse_values"));
  }

  /**
   * The places of the stored values, in order.
   *
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT when places and values do not fit each other
   */
  get indices(): number[] {
    const index = this.#index;
    const [, first, second] = index?.args ?? [];
    const starts = numbers(first);
    const count = this.values?.size ?? -1;
    const lengths = numbers(second);
    const isBlocks = index?.functionName?.endsWith("BlockIndex") === true;
    if (lengths.some((length) => !(length >= 0))) return broken();
    const stored = isBlocks ? lengths.reduce((sum, length) => sum + length, 0) : starts.length;
    if (stored !== count || (isBlocks && lengths.length !== starts.length)) return broken();
    const places = isBlocks
      ? starts.flatMap((start, at) =>
          Array.from({ length: lengths[at]! }, (_, step) => start + step),
        )
      : starts;
    return places.every((place) => place >= 0 && place < this.length) ? places : broken();
  }

  /** NumPy's dtype of the values, in pandas' words: `Sparse[<f8]`. */
  get dtype(): string {
    return `Sparse[${this.values?.dtype.text ?? "?"}]`;
  }

  /**
   * All values as a NumPy array.
   *
   * @throws PickleError SERIALIZATION_LIMIT for many million values of which next to none is stored,
   *   SERIALIZATION_BAD_ARGUMENT for parts that do not fit each other
   */
  toDense(): NdArray {
    const { values, indices, length } = this;
    if (values === undefined || length < 0) return broken();
    if (length > maxSpread + 64 * indices.length) {
      throw new PickleError({
        code: "SERIALIZATION_LIMIT",
        message: `a sparse array of ${length} values stores only ${indices.length} of them`,
        hint: "Use `values`, `indices` and `fillValue` instead.",
      });
    }
    const { fillValue } = this;
    if (Array.isArray(values.data)) {
      const { data } = values;
      const items = Array.from({ length }, () => fillValue);
      indices.forEach((place, at) => {
        items[place] = data[at];
      });
      return new NdArray(values.dtype, [length], items);
    }
    const fill = fillOf(fillValue, values.dtype);
    if (fill === undefined) {
      throw new PickleError({
        code: "SERIALIZATION_UNSUPPORTED_VALUE",
        message: `a sparse array of dtype ${values.dtype.text} with this fill value has no counterpart`,
      });
    }
    return new NdArray(values.dtype, [length], spread(values, indices, length, fill));
  }

  /**
   * All values as JavaScript has them.
   *
   * @throws PickleError as {@link SparseArray.toDense}
   */
  toArray(): unknown[] {
    return this.toDense().toArray();
  }

  get #index(): PyReduce | undefined {
    const index = entry(this.state, "_sparse_index");
    return index instanceof PyReduce ? index : undefined;
  }
}

/** The dense items of a NumPy array whose stored ones stand at `indices`. */
function spread(
  values: NdArray,
  indices: readonly number[],
  length: number,
  fill: number | bigint,
): TypedArray {
  const data = values.data as TypedArray;
  const type = data.constructor as unknown as new (length: number) => TypedArray;
  const made = new type(length);
  if (fill !== 0 && fill !== 0n) made.fill(fill as never);
  indices.forEach((place, at) => {
    made[place] = data[at]!;
  });
  return made;
}

/**
 * A fill value as the items of a NumPy array are held: booleans as numbers, missing times as the least integer.
 *
 * @returns undefined for one that the array cannot hold
 */
function fillOf(fill: unknown, { kind, itemsize }: Dtype): number | bigint | undefined {
  if ("Mm".includes(kind)) return notATime;
  const value =
    fill instanceof NpScalar ? fill.toValue() : fill instanceof PyFloat ? fill.value : fill;
  const number = typeof value === "boolean" ? Number(value) : value;
  if (typeof number !== "number" && typeof number !== "bigint") return undefined;
  if (kind === "f" && itemsize === 2) {
    return Number.isNaN(number) ? halfNaN : Number(number) === 0 ? 0 : undefined;
  }
  const isWide = "iu".includes(kind) && itemsize === 8;
  if (!"biuf".includes(kind) || itemsize > 8) return undefined;
  if (kind !== "f" && typeof number === "number" && !Number.isInteger(number)) return undefined;
  return isWide ? BigInt(number) : Number(number);
}

const notATime = -(2n ** 63n);

/** Not a number, in 16 bits. */
const halfNaN = 0x7e00;

function numbers(array: unknown): number[] {
  return asNdArray(array)?.toArray().map(Number) ?? [];
}

function broken(): never {
  throw new PickleError({
    code: "SERIALIZATION_BAD_ARGUMENT",
    message: "the parts of a sparse array do not fit each other",
  });
}
