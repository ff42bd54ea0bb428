import { fault } from "../../pickle/decode/fault.ts";
import { buildState, type GlobalHandler, notClaimed } from "../../pickle/decode/options.ts";
import type { HandlerTable } from "../../pickle/decode/globals.ts";
import { PyBuffer, PyGlobal, PyReduce } from "../../python/nodes.ts";
import { Dtype } from "./dtype.ts";
import { MaskedArray } from "./masked-array.ts";
import { scalar } from "./scalar.ts";
import { makeArray, NdArray } from "./nd-array.ts";
import { isBytearray } from "../../python/bytes.ts";

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

/** dill's name for an array's `_reconstruct` and state; arrays with attributes of their own stay calls. */
const dillArray: GlobalHandler = {
  call: ([func, args, state, attributes], context) => {
    const isPlain = attributes === null || attributes === undefined;
    const isArray = func instanceof PyGlobal && reconstructors.has(func.path);
    if (!isArray || !isPlain || !Array.isArray(args)) return notClaimed;
    const made = reconstruct.call!(args as unknown[], context, func) as NdArray;
    return made[buildState](state, context);
  },
};

const reconstructors: ReadonlySet<string> = new Set([
  "numpy.core.multiarray._reconstruct",
  "numpy._core.multiarray._reconstruct",
]);

const maskedReconstruct: GlobalHandler = { call: ([cls]) => new MaskedArray(cls) };

const frombuffer: GlobalHandler = {
  call: ([data, type, shape, order], context) => {
    if (!(type instanceof Dtype)) fault("SERIALIZATION_BAD_TYPE", "an array needs a dtype");
    const made = makeArray(data, type, shape, order === "F" ? "F" : "C", context);
    // Python makes a read-only array of bytes, a writable one of a bytearray.
    if (made instanceof NdArray) {
      made.readonly =
        data instanceof PyBuffer
          ? data.readonly
          : !(data instanceof Uint8Array && isBytearray(data));
    }
    return made;
  },
};

const masked: GlobalHandler = { call: (args, _context, global) => new PyReduce(global, args) };

const stringDtype: GlobalHandler = { call: (args) => Dtype.strings(args) };

/** Scalar types, which models keep as the dtype that they were asked for. */
const scalarTypes: readonly string[] = (
  "bool bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 longlong ulonglong float16 float32 float64 " +
  "longdouble complex64 complex128 clongdouble str_ bytes_ object_ datetime64 timedelta64 " +
  "generic number integer signedinteger unsignedinteger inexact floating complexfloating flexible character"
).split(" ");

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
  ["numpy.ma MaskedArray", inert],
  ["numpy.ma.core MaskedConstant", masked],
  ["numpy.ma.core _mareconstruct", maskedReconstruct],
  ["numpy.rec recarray", inert],
  ["numpy.rec record", inert],
  ["numpy._core.memmap memmap", inert],
  ["numpy._core._internal _convert_to_stringdtype_kwargs", stringDtype],
  ...scalarTypes.map((name): [string, GlobalHandler] => [`numpy ${name}`, inert]),
  ["numpy.core.multiarray scalar", scalar],
  ["numpy._core.multiarray scalar", scalar],
  ["numpy.core.multiarray _reconstruct", reconstruct],
  ["numpy._core.multiarray _reconstruct", reconstruct],
  ["dill._dill _create_array", dillArray],
  ["dill.dill _create_array", dillArray],
  ["numpy.core.numeric _frombuffer", frombuffer],
  ["numpy._core.numeric _frombuffer", frombuffer],
]);
