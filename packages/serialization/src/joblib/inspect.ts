import { type Inspection, inspectStream } from "../inspect/inspect.ts";
import { inputBytes } from "../pickle/decode/input-bytes.ts";
import { decompress } from "./container.ts";
import { type JoblibLoadOptions, joblibMachine } from "./load.ts";

/**
 * Takes a joblib file apart: decompressed, with the items of its arrays as `RAW` between the opcodes and the pickles of
 * its object arrays where they stand. Offsets are those of the uncompressed stream. A plain pickle is taken apart as by `inspect`.
 *
 * To know where an array ends the file is decoded as by policy `"inspect"`, which runs nothing of it.
 *
 * @throws PickleError as `loadJoblib` and `inspect`
 */
export function inspectJoblib(
  bytes: Uint8Array,
  options: Pick<JoblibLoadOptions, "limits"> = {},
): Inspection {
  const stream = decompress(inputBytes(bytes), options.limits?.maxBytes);
  if (!names(stream, "NumpyArrayWrapper")) return inspectStream(stream, []);
  const machine = joblibMachine(stream, { ...options, policy: "inspect" });
  machine.run();
  return inspectStream(stream, machine.sections);
}

/** Whether a text of ASCII stands anywhere in the bytes. */
function names(bytes: Uint8Array, text: string): boolean {
  const codes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  for (let at = bytes.indexOf(codes[0]!); at >= 0; at = bytes.indexOf(codes[0]!, at + 1)) {
    if (codes.every((code, place) => bytes[at + place] === code)) return true;
  }
  return false;
}
