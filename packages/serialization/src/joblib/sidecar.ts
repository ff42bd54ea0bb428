import { fault } from "../pickle/decode/fault.ts";
import type { HandlerTable } from "../pickle/decode/globals.ts";
import {
  buildState,
  type DecodeContext,
  type GlobalHandler,
  notClaimed,
} from "../pickle/decode/options.ts";
import { PyTuple } from "../python/tuple.ts";
import { NdArray } from "../types/numpy/nd-array.ts";
import { Dtype } from "../types/numpy/dtype.ts";
import { entry } from "../types/pandas/state.ts";
import { decompress } from "./container.ts";
import { readNpy } from "./npy.ts";

type Sidecar = (name: string) => Uint8Array | undefined;

/** Content of a file beside the pickle; names that lead elsewhere are refused before anyone is asked. */
function open(sidecar: Sidecar, name: unknown, context: DecodeContext): Uint8Array {
  if (typeof name !== "string" || name === "" || /[/\\\0]|^\.\.?$/.test(name)) {
    fault(
      "SERIALIZATION_BAD_ARGUMENT",
      "the name of a file beside the pickle must be a plain name",
    );
  }
  const bytes =
    sidecar(name) ??
    fault(
      "SERIALIZATION_NO_HOOK",
      `the file ${JSON.stringify(name)} beside the pickle was not given`,
    );
  context.receive(bytes.length);
  return bytes;
}

/** An array whose items stand in a `.npy` file beside the pickle (joblib ≤ 0.9). */
class NpyWrapper {
  readonly #sidecar: Sidecar;

  constructor(sidecar: Sidecar) {
    this.#sidecar = sidecar;
  }

  [buildState](state: unknown, context: DecodeContext): unknown {
    return readNpy(open(this.#sidecar, entry(state, "filename"), context), context);
  }
}

/** An array whose items stand compressed in a file beside the pickle (joblib ≤ 0.9). */
class CompressedWrapper {
  readonly #sidecar: Sidecar;
  readonly #maxOutput: number | undefined;

  constructor(sidecar: Sidecar, maxOutput: number | undefined) {
    this.#sidecar = sidecar;
    this.#maxOutput = maxOutput;
  }

  [buildState](state: unknown, context: DecodeContext): unknown {
    const parts: unknown = entry(state, "state");
    if (!Array.isArray(parts)) fault("SERIALIZATION_BAD_TYPE", "an array wrapper needs a state");
    const stored = open(this.#sidecar, entry(state, "filename"), context);
    const bytes = decompress(stored, this.#maxOutput);
    context.allocate(bytes.length);
    return new NdArray(new Dtype("V", 0), [0], new Uint8Array())[buildState](
      PyTuple.of(...(parts as unknown[]), bytes),
      context,
    );
  }
}

/** The wrappers of old joblib files; without a sidecar they are not claimed. */
export function sidecarGlobals(
  sidecar: Sidecar | undefined,
  maxOutput: number | undefined,
): HandlerTable {
  if (sidecar === undefined) return new Map();
  const npy: GlobalHandler = { create: () => new NpyWrapper(sidecar), call: () => notClaimed };
  const compressed: GlobalHandler = {
    create: () => new CompressedWrapper(sidecar, maxOutput),
    call: () => notClaimed,
  };
  return new Map(
    ["joblib.numpy_pickle", "joblib.numpy_pickle_compat"].flatMap(
      (module): [string, GlobalHandler][] => [
        [`${module} NDArrayWrapper`, npy],
        [`${module} ZNDArrayWrapper`, compressed],
      ],
    ),
  );
}
