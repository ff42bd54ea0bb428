import { PickleError } from "../../errors.ts";
import { PyObject, PyReduce } from "../../python/nodes.ts";
import { smallInt } from "../small-int.ts";
import { entry } from "./state.ts";

/** What pandas 3 stores text columns and text labels as: an array of Apache Arrow's, as pyarrow pickles it. */
export class ArrowStrings extends PyObject {
  /**
   * The texts, null where they are missing.
   *
   * @throws PickleError SERIALIZATION_BAD_ARGUMENT when Arrow's buffers do not fit each other
   */
  toArray(): (string | null)[] {
    const array = entry(this.state, "_pa_array");
    if (!(array instanceof PyReduce) || array.functionName !== "pyarrow.lib.chunked_array") {
      return textsOf(array);
    }
    const [chunks] = array.args;
    return Array.isArray(chunks) ? (chunks as unknown[]).flatMap(textsOf) : broken();
  }
}

const decoder = new TextDecoder();

function textsOf(array: unknown): (string | null)[] {
  if (!(array instanceof PyReduce)) return broken();
  const [parts] = array.args;
  if (array.functionName !== "pyarrow.lib._restore_array" || !Array.isArray(parts)) {
    return broken();
  }
  const [type, length, , offset, buffers] = parts as unknown[];
  const [count, start] = [smallInt(length) ?? -1, smallInt(offset) ?? -1];
  if (!Array.isArray(buffers) || count < 0 || start < 0) return broken();
  const [validity, places, text] = (buffers as unknown[]).map(bytesOf);
  if (count === 0) return [];
  const width = typeName(type) === "large_string" ? 8 : 4;
  if (places === undefined || places.length < (start + count + 1) * width) return broken();
  if (validity !== undefined && validity.length * 8 < start + count) return broken();
  const view = new DataView(places.buffer, places.byteOffset, places.byteLength);
  const placeAt = (index: number): number =>
    width === 8 ? Number(view.getBigInt64(index * 8, true)) : view.getInt32(index * 4, true);
  return Array.from({ length: count }, (_, row) => {
    const at = start + row;
    if (validity !== undefined && ((validity[at >> 3]! >> (at & 7)) & 1) === 0) return null;
    const [from, to] = [placeAt(at), placeAt(at + 1)];
    if (from < 0 || to < from || to > (text?.length ?? 0)) return broken();
    return from === to ? "" : decoder.decode(text!.subarray(from, to));
  });
}

/** The bytes of `pyarrow.lib.py_buffer(bytes)`; undefined for None. */
function bytesOf(buffer: unknown): Uint8Array | undefined {
  const [content] = buffer instanceof PyReduce ? buffer.args : [];
  return content instanceof Uint8Array ? content : undefined;
}

function typeName(type: unknown): unknown {
  return type instanceof PyReduce ? type.args[0] : undefined;
}

function broken(): never {
  throw new PickleError({
    code: "SERIALIZATION_BAD_ARGUMENT",
    message: "the parts of an Arrow array of texts do not fit each other",
  });
}
