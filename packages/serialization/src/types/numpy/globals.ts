import { fault } from "../../pickle/decode/fault.ts";
import { type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { PyGlobal } from "../../python/nodes.ts";
import { Dtype } from "./dtype.ts";
import { MaskedArray } from "./masked-array.ts";
import { scalar } from "./scalar.ts";
import { makeArray, NdArray } from "./nd-array.ts";

const inert: GlobalHandler = {};

const dtype: GlobalHandler = {
  call: ([type]) => {
    if (typeof type === "string") return Dtype.parse(type);
    if (!(type instanceof PyGlobal)) return notClaimed;
    const made = new Dtype("V", 0);
    made.scalarType = type;
    return made;
  },
};

const reconstruct: GlobalHandler = {
  call: ([cls]) => {
    const made = new NdArray(new Dtype("V", 0), [0], new Uint8Array());
    if (cls instanceof PyGlobal && cls.path !== "numpy.ndarray") made.cls = cls;
    return made;
  },
};

const maskedReconstruct: GlobalHandler = { call: ([cls]) => new MaskedArray(cls) };

const frombuffer: GlobalHandler = {
  call: ([data, type, shape, order], context) => {
    if (!(type instanceof Dtype)) fault("SERIALIZATION_BAD_TYPE", "an array needs a dtype");
    return makeArray(data, type, shape, order === "F" ? "F" : "C", context);
  },
};

/** NumPy's globals, in the spelling of both versions. */
export const numpyGlobals: HandlerTable = new Map<string, GlobalHandler>([
  ["numpy dtype", dtype],
  ["numpy ndarray", inert],
  ["numpy matrix", inert],
  ["numpy recarray", inert],
  ["numpy record", inert],
  ["numpy void", inert],
  ["numpy.core.memmap memmap", inert],
  ["numpy memmap", inert],
  ["numpy.matrixlib.defmatrix matrix", inert],
  ["numpy.ma.core MaskedArray", inert],
  ["numpy.ma.core _mareconstruct", maskedReconstruct],
  ["numpy.core.multiarray scalar", scalar],
  ["numpy._core.multiarray scalar", scalar],
  ["numpy.core.multiarray _reconstruct", reconstruct],
  ["numpy._core.multiarray _reconstruct", reconstruct],
  ["numpy.core.numeric _frombuffer", frombuffer],
  ["numpy._core.numeric _frombuffer", frombuffer],
]);
