import type { SerializationErrorCode } from "../../errors.ts";
import { asBytes } from "../../python/bytes.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { PyStr } from "../../python/scalars.ts";
import { NdArray } from "../../types/numpy/nd-array.ts";
import { dtypeOf, type TypedArray } from "../../types/numpy/typed-arrays.ts";
import { decodeLatin1 } from "../decode/text.ts";
import { pickleReduce, type Reduction, type ResolvedDumpsOptions } from "./options.ts";

/** What {@link reductionOf} needs of the running pickler. */
export interface ReductionContext {
  readonly options: ResolvedDumpsOptions;
  fail(code: SerializationErrorCode, message: string): never;
}

/** A value as a call that Python makes, or another value in its place. */
export type Reduced = Reduction | { readonly save: unknown };

/** How to write a value that no opcode holds. */
export function reductionOf(
  value: object | symbol | ((...args: never[]) => unknown),
  context: ReductionContext,
): Reduced {
  if (typeof value === "object") {
    const own = (value as { [pickleReduce]?: unknown })[pickleReduce];
    if (typeof own === "function") {
      return (own as (options: ResolvedDumpsOptions) => Reduction).call(value, context.options);
    }
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const array = value as TypedArray;
      return { save: new NdArray(dtypeOf(array), [array.length], array) };
    }
  }
  return context.fail(
    typeof value === "object"
      ? "SERIALIZATION_UNSUPPORTED_VALUE"
      : "SERIALIZATION_UNSUPPORTED_FUNCTION",
    `a ${typeof value} cannot be written`,
  );
}

/** CPython holds one string object for the name of the encoding, so it is written once. */
const latin1 = new PyStr("latin1");

/** Bytes below protocol 3 and bytearrays below protocol 5, which have no opcode there. */
export function reduceBytes(bytes: Uint8Array, array: boolean): Reduction {
  if (array) {
    return {
      func: new PyGlobal("builtins", "bytearray"),
      args: bytes.length === 0 ? [] : [asBytes(new Uint8Array(bytes))],
    };
  }
  if (bytes.length === 0) return { func: new PyGlobal("builtins", "bytes"), args: [] };
  return {
    func: new PyGlobal("_codecs", "encode"),
    args: [decodeLatin1(bytes, 0, bytes.length), latin1],
  };
}
