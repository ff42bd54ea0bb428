import { PickleError } from "../errors.ts";
import { mergeHandlers } from "../pickle/decode/globals.ts";
import { inputBytes } from "../pickle/decode/input-bytes.ts";
import { Machine } from "../pickle/decode/machine.ts";
import type { LoadsOptions } from "../pickle/decode/options.ts";
import { knownGlobals } from "../types/known-globals.ts";
import { joblibGlobals } from "./array-wrapper.ts";
import { decompress } from "./container.ts";
import { sidecarGlobals } from "./sidecar.ts";

/** How joblib files are read. */
export interface JoblibLoadOptions extends Omit<LoadsOptions, "str"> {
  /**
   * Gives the files that joblib ≤ 0.9 wrote beside the pickle, by name (never a path). Without it such arrays are
   * an error, or inert nodes under policy `"inspect"`.
   */
  readonly sidecar?: ((name: string) => Uint8Array | undefined) | undefined;
}

/**
 * Decodes a joblib file: decompresses it by its first bytes and reads the arrays inside, running no code.
 *
 * @throws PickleError as `loads`; SERIALIZATION_COMPRESSION for damaged containers
 */
export function loadJoblib(bytes: Uint8Array, options: JoblibLoadOptions = {}): unknown {
  const stream = decompress(inputBytes(bytes), options.limits?.maxBytes);
  const machine = joblibMachine(stream, options);
  machine.run();
  return machine.result;
}

/** The machine that decodes a joblib stream, once it is decompressed. */
export function joblibMachine(stream: Uint8Array, options: JoblibLoadOptions): Machine {
  const { sidecar, ...rest } = options;
  if ((rest as LoadsOptions).str === "wrap") {
    throw new PickleError({
      code: "SERIALIZATION_BAD_OPTION",
      message: 'joblib files cannot be read with str: "wrap", which leaves arrays undecoded',
    });
  }
  const sidecars = sidecarGlobals(sidecar, rest.limits?.maxBytes);
  const known = mergeHandlers(knownGlobals, joblibGlobals, sidecars);
  const machine = new Machine(known, rest);
  machine.feed(stream, true);
  return machine;
}
