import { fault } from "../pickle/decode/fault.ts";
import type { DecodeContext } from "../pickle/decode/options.ts";
import { decodeLatin1 } from "../pickle/decode/text.ts";
import { Dtype } from "../types/numpy/dtype.ts";
import { makeArray } from "../types/numpy/nd-array.ts";

/**
 * Reads NumPy's `.npy`: magic `93 "NUMPY"`, version, length of the header (u16, from version 2 on u32), a header
 * such as `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }`, then the items.
 */
export function readNpy(bytes: Uint8Array, context: DecodeContext): unknown {
  if (bytes.length < 12 || bytes[0] !== 0x93 || decodeLatin1(bytes, 1, 6) !== "NUMPY") {
    fault("SERIALIZATION_BAD_ARGUMENT", "a file beside the pickle is not a .npy file");
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = bytes[6]! >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) fault("SERIALIZATION_TRUNCATED", "a .npy file ends in its header");
  const header = decodeLatin1(bytes, start, end);
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined) {
    fault("SERIALIZATION_BAD_ARGUMENT", "the header of a .npy file is not understood");
  }
  const dimensions = shape
    .split(",")
    .filter((part) => part.trim() !== "")
    .map(Number);
  const order = /'fortran_order':\s*True/.test(header) ? "F" : "C";
  const dtype = Dtype.parse(type);
  if (dtype.hasObjects) fault("SERIALIZATION_NOT_ALLOWED", "a .npy file with objects is not read");
  return makeArray(bytes.subarray(end), dtype, dimensions, order, context);
}
