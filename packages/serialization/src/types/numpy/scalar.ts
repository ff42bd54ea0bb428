import { fault } from "../../pickle/decode/fault.ts";
import { type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import { encodeLatin1 } from "../../pickle/decode/text.ts";
import { normalizeInt } from "../../pickle/decode/numbers.ts";
import {
  pickleReduce,
  type Reduction,
  type ResolvedDumpsOptions,
} from "../../pickle/encode/options.ts";
import { asBytes } from "../../python/bytes.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { Dtype } from "./dtype.ts";
import { itemAt } from "./items.ts";
import { viewBytes } from "./typed-arrays.ts";

/** A NumPy scalar that keeps its dtype, for exact re-encoding. */
export class NpScalar {
  readonly dtype: Dtype;
  /** The item's bytes in the dtype's byte order; an object for dtype `O`. */
  readonly data: unknown;

  constructor(dtype: Dtype, data: unknown) {
    this.dtype = dtype;
    this.data = data;
  }

  /** The value as JavaScript has it. */
  toValue(): unknown {
    if (!(this.data instanceof Uint8Array)) return this.data;
    return itemAt(this.dtype, viewBytes(this.data, this.dtype, true), 0);
  }

  [pickleReduce](options: ResolvedDumpsOptions): Reduction {
    const core = options.numpy === 2 ? "numpy._core" : "numpy.core";
    const { data } = this;
    return {
      func: new PyGlobal(`${core}.multiarray`, "scalar"),
      args: [this.dtype, data instanceof Uint8Array ? asBytes(data.slice()) : data],
    };
  }
}

export const scalar: GlobalHandler = {
  call: ([dtype, data], context) => {
    if (!(dtype instanceof Dtype)) return notClaimed;
    const bytes = typeof data === "string" ? encodeLatin1(data) : data;
    if (dtype.hasObjects)
      return context.options.npScalars === "wrap" ? new NpScalar(dtype, data) : data;
    if (!(bytes instanceof Uint8Array) || bytes.length !== dtype.itemsize) {
      fault(
        "SERIALIZATION_BAD_ARGUMENT",
        `a scalar of dtype ${dtype.text} needs ${dtype.itemsize} bytes`,
      );
    }
    const made = new NpScalar(dtype, bytes);
    if (context.options.npScalars === "wrap" || !"biufcSU".includes(dtype.kind)) return made;
    if (dtype.kind === "f" && dtype.itemsize > 8) return made;
    context.allocate(bytes.length);
    const value = made.toValue();
    if (typeof value === "bigint") return normalizeInt(value);
    return value;
  },
};
