import { PickleError } from "../errors.ts";
import { mergeHandlers } from "../pickle/decode/globals.ts";
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
  const { sidecar, ...rest } = options;
  if ((rest as LoadsOptions).str === "wrap") {
    throw new PickleError({
      code: "SERIALIZATION_BAD_OPTION",
      message: 'joblib files cannot be read with str: "wrap", which leaves arrays undecoded',
    });
  }
  const maxOutput = rest.limits?.maxBytes ?? 1_073_741_824;
  const stream = decompress(bytes, maxOutput);
  const known = mergeHandlers(knownGlobals, joblibGlobals, sidecarGlobals(sidecar, maxOutput));
  const machine = new Machine(known, rest, stream.length);
  machine.feed(stream, true);
  machine.run();
  return machine.result;
}
