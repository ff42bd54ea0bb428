import { fault } from "../../pickle/decode/fault.ts";
import { buildState, type DecodeContext } from "../../pickle/decode/options.ts";
import { encodeLatin1 } from "../../pickle/decode/text.ts";
import { asBytes } from "../../python/bytes.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { PyTuple } from "../../python/tuple.ts";
import { pickleReduce, type Reduction } from "../../pickle/encode/options.ts";
import { Dtype } from "./dtype.ts";
import { makeArray, NdArray } from "./nd-array.ts";

/** NumPy's masked array: items and, for each, whether it is masked. */
export class MaskedArray extends NdArray {
  /** One byte per item in the array's order, 1 where it is masked (one per field for records). */
  mask: Uint8Array = new Uint8Array();
  fillValue: unknown = null;

  constructor(cls?: unknown) {
    super(new Dtype("V", 0), [0], new Uint8Array());
    this.cls = cls instanceof PyGlobal ? cls : new PyGlobal("numpy.ma.core", "MaskedArray");
  }

  /** Whether the item at a flat index is masked. */
  isMasked(index: number): boolean {
    return this.mask[index] === 1;
  }

  /** Takes the state of `MaskedArray.__setstate__`. */
  override [buildState](state: unknown, context: DecodeContext): this {
    if (!Array.isArray(state) || state.length < 7) {
      fault("SERIALIZATION_BAD_TYPE", "a masked array's state must be a tuple of 7");
    }
    const [, shape, dtype, fortran, data, mask, fill] = state as unknown[];
    const bytes = typeof mask === "string" ? encodeLatin1(mask) : mask;
    if (!(dtype instanceof Dtype) || !(bytes instanceof Uint8Array)) {
      fault("SERIALIZATION_BAD_TYPE", "a masked array needs a dtype and a mask");
    }
    const order = fortran === true ? "F" : "C";
    const made = makeArray(data, dtype, shape, order, context);
    this.dtype = dtype.toNative();
    this.shape = made instanceof NdArray ? made.shape : [made.length];
    this.order = order;
    this.data = made instanceof NdArray ? made.data : made;
    this.mask = bytes;
    this.fillValue = fill;
    return this;
  }

  override [pickleReduce](): Reduction {
    return {
      func: new PyGlobal("numpy.ma.core", "_mareconstruct"),
      args: [this.cls, new PyGlobal("numpy", "ndarray"), PyTuple.of(0), "b"],
      state: PyTuple.of<unknown>(
        1,
        PyTuple.from(this.shape),
        this.dtype,
        this.order === "F",
        this.dtype.hasObjects ? Array.from(this.data as unknown[]) : asBytes(this.bytes().slice()),
        asBytes(this.mask.slice()),
        this.fillValue,
      ),
    };
  }
}
