import { PyGlobal, PyObject } from "../python/nodes.ts";
import { PyStr } from "../python/scalars.ts";
import { PyTuple } from "../python/tuple.ts";
import { fault } from "../pickle/decode/fault.ts";
import { buildState, type DecodeContext, type GlobalHandler } from "../pickle/decode/options.ts";
import type { HandlerTable } from "../pickle/decode/globals.ts";
import { dumps } from "../pickle/encode/dumps.ts";
import type { PickleWriter } from "../pickle/encode/writer.ts";
import { Dtype } from "../types/numpy/dtype.ts";
import { makeArray, NdArray } from "../types/numpy/nd-array.ts";
import { dimensionsOf } from "../types/numpy/shape.ts";
import { entry } from "../types/pandas/state.ts";
import { smallInt } from "../types/small-int.ts";

/**
 * What stands for an array in joblib's stream (`joblib.numpy_pickle.NumpyArrayWrapper`); the items follow its
 * BUILD as raw bytes: one byte p, then p bytes of padding, then the items. Streams of joblib < 1.2 have no p.
 */
class ArrayWrapper {
  [buildState](state: unknown, context: DecodeContext): unknown {
    const dtype = entry(state, "dtype");
    if (!(dtype instanceof Dtype))
      fault("SERIALIZATION_BAD_TYPE", "an array wrapper needs a dtype");
    if (dtype.hasObjects) return context.takeNested();
    const shape = dimensionsOf(entry(state, "shape"));
    if (smallInt(entry(state, "numpy_array_alignment_bytes")) !== undefined) {
      context.takeRaw(context.takeRaw(1)[0]!);
    }
    const size = shape.reduce((product, dimension) => product * dimension, dtype.itemsize);
    if (!Number.isSafeInteger(size)) {
      fault("SERIALIZATION_BAD_ARGUMENT", "an array's size is too large");
    }
    const order = entry(state, "order") === "F" ? "F" : "C";
    const made = makeArray(context.takeRaw(size), dtype, shape, order, context);
    if (!(made instanceof NdArray)) return made;
    made.dtype = made.dtype.toNative();
    const subclass = entry(state, "subclass");
    if (subclass instanceof PyGlobal && subclass.path === "numpy.matrix") made.cls = subclass;
    return made;
  }
}

const wrapper: GlobalHandler = { create: () => new ArrayWrapper() };

/** joblib's own globals. */
export const joblibGlobals: HandlerTable = new Map([
  ["joblib.numpy_pickle NumpyArrayWrapper", wrapper],
]);

const alignment = 16;

/** Python's key is another string than the name of the class `dtype`, so that both are written out. */
const dtypeKey = new PyStr("dtype");

/** The wrapper of an array and what writes its items behind it. */
export function wrapArray(array: NdArray): {
  wrapper: PyObject;
  write: (writer: PickleWriter) => void;
} {
  const { dtype, shape } = array;
  const raw = !dtype.hasObjects;
  const node = new PyObject(
    new PyGlobal("joblib.numpy_pickle", "NumpyArrayWrapper"),
    new PyTuple(),
  );
  node.operations.push({
    kind: "state",
    value: new Map<unknown, unknown>([
      ["subclass", new PyGlobal("numpy", "ndarray")],
      ["shape", PyTuple.from(shape)],
      ["order", array.order],
      [dtypeKey, dtype],
      ["allow_mmap", raw],
      ["numpy_array_alignment_bytes", alignment],
    ]),
  });
  const write = (writer: PickleWriter): void => {
    if (!raw) {
      // Python 3's names: joblib 1.6 reads this stream without turning Python 2's into them.
      writer.raw(dumps(array, { protocol: 2, profile: "c", fixImports: false }));
      return;
    }
    const padding = alignment - ((writer.flushed + writer.size + 1) % alignment);
    writer.byte(padding);
    for (let count = 0; count < padding; count += 1) writer.byte(0xff);
    writer.raw(array.bytes());
  };
  return { wrapper: node, write };
}
